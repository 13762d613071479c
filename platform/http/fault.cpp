// SPDX-License-Identifier: Apache-2.0
#include "http/fault.h"

namespace stacktag::http {

// Codes of other protocols, of options we do not use and obsolete ones end in the default.
// https://curl.se/libcurl/c/libcurl-errors.html
Fault to_fault(CURLcode code, Tried tried) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Fault::timed_out;
    case CURLE_ABORTED_BY_CALLBACK:
      return Fault::cancelled;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Fault::unresolved;
    case CURLE_COULDNT_CONNECT:
      return tried.forbidden > 0 && tried.allowed == 0 ? Fault::address_forbidden
                                                       : Fault::unreachable;
    case CURLE_PROXY:
    case CURLE_INTERFACE_FAILED:
      return Fault::unreachable;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_SHUTDOWN_FAILED:
    case CURLE_SSL_CLIENTCERT:
    case CURLE_USE_SSL_FAILED:
      return Fault::tls;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND:
      return Fault::broken_off;
    case CURLE_WRITE_ERROR:
    case CURLE_FILESIZE_EXCEEDED:
      return Fault::too_large;
    case CURLE_URL_MALFORMAT:
      return Fault::bad_url;
    // HTTP/0.9, which we do not allow, comes as an unsupported protocol.
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    default:
      return Fault::protocol;
  }
}

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::timed_out:
      return "timed_out";
    case Fault::cancelled:
      return "cancelled";
    case Fault::unresolved:
      return "unresolved";
    case Fault::unreachable:
      return "unreachable";
    case Fault::address_forbidden:
      return "address_forbidden";
    case Fault::tls:
      return "tls";
    case Fault::broken_off:
      return "broken_off";
    case Fault::too_large:
      return "too_large";
    case Fault::bad_url:
      return "bad_url";
    case Fault::protocol:
      return "protocol";
  }
  return "protocol";
}

}  // namespace stacktag::http
