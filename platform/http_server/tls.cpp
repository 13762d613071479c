// SPDX-License-Identifier: Apache-2.0
#include "http_server/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/ssl.hpp>
#include <string_view>
#include <utility>

namespace stacktag::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

tl::unexpected<Error> refuse(std::string_view what, std::string const& file,
                             error_code const& why) {
  return fail(Reason::bad_configuration,
              "cannot load the " + std::string(what) + " " + file + ": " + why.message());
}

}  // namespace

Result<TlsContext> load_certificates(std::string const& certificate_file,
                                     std::string const& key_file) {
  ERR_clear_error();
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  auto* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(
      native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  // Without this, OpenSSL asks at the terminal for the password of a key that has one.
  error_code error;
  context->set_password_callback(
      [](std::size_t, asio::ssl::context::password_purpose) { return std::string(); }, error);
  context->use_certificate_chain_file(certificate_file, error);
  if (error) {
    return refuse("certificate", certificate_file, error);
  }
  context->use_private_key_file(key_file, asio::ssl::context::pem, error);
  if (error) {
    return refuse("key", key_file, error);
  }
  if (SSL_CTX_check_private_key(native) != 1) {
    ERR_clear_error();
    return fail(Reason::bad_configuration,
                "the key " + key_file + " is not that of the certificate " + certificate_file);
  }
  return context;
}

}  // namespace stacktag::http
