// SPDX-License-Identifier: Apache-2.0
#include "http/fault.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace stacktag::http {
namespace {

TEST(to_fault, names_each_way_a_transfer_can_fail) {
  std::vector<std::pair<CURLcode, Fault>> const cases{
      {CURLE_OPERATION_TIMEDOUT, Fault::timed_out},
      {CURLE_ABORTED_BY_CALLBACK, Fault::cancelled},
      {CURLE_COULDNT_RESOLVE_HOST, Fault::unresolved},
      {CURLE_COULDNT_RESOLVE_PROXY, Fault::unresolved},
      {CURLE_COULDNT_CONNECT, Fault::unreachable},
      {CURLE_PROXY, Fault::unreachable},
      {CURLE_INTERFACE_FAILED, Fault::unreachable},
      {CURLE_SSL_CONNECT_ERROR, Fault::tls},
      {CURLE_PEER_FAILED_VERIFICATION, Fault::tls},
      {CURLE_SSL_CACERT_BADFILE, Fault::tls},
      {CURLE_SSL_CIPHER, Fault::tls},
      {CURLE_SSL_SHUTDOWN_FAILED, Fault::tls},
      {CURLE_GOT_NOTHING, Fault::broken_off},
      {CURLE_PARTIAL_FILE, Fault::broken_off},
      {CURLE_RECV_ERROR, Fault::broken_off},
      {CURLE_SEND_ERROR, Fault::broken_off},
      {CURLE_SEND_FAIL_REWIND, Fault::broken_off},
      {CURLE_WRITE_ERROR, Fault::too_large},
      {CURLE_FILESIZE_EXCEEDED, Fault::too_large},
      {CURLE_URL_MALFORMAT, Fault::bad_url},
      {CURLE_UNSUPPORTED_PROTOCOL, Fault::protocol},
      {CURLE_WEIRD_SERVER_REPLY, Fault::protocol},
      {CURLE_BAD_CONTENT_ENCODING, Fault::protocol},
      {CURLE_OUT_OF_MEMORY, Fault::protocol},
      {CURLE_FAILED_INIT, Fault::protocol},
  };
  for (auto const& [code, fault] : cases) {
    EXPECT_EQ(to_fault(code, {}), fault) << curl_easy_strerror(code);
  }
}

TEST(to_fault, blames_reach_only_where_no_address_was_allowed) {
  EXPECT_EQ(to_fault(CURLE_COULDNT_CONNECT, {.forbidden = 2, .allowed = 0}),
            Fault::address_forbidden);
  EXPECT_EQ(to_fault(CURLE_COULDNT_CONNECT, {.forbidden = 1, .allowed = 1}), Fault::unreachable);
  EXPECT_EQ(to_fault(CURLE_COULDNT_CONNECT, {.forbidden = 0, .allowed = 1}), Fault::unreachable);
  EXPECT_EQ(to_fault(CURLE_OPERATION_TIMEDOUT, {.forbidden = 1, .allowed = 0}), Fault::timed_out);
}

TEST(fault_names, differ) {
  std::set<std::string_view> names;
  for (auto fault = 0; fault <= static_cast<int>(Fault::protocol); ++fault) {
    names.insert(to_string(static_cast<Fault>(fault)));
  }
  EXPECT_EQ(names.size(), 10u);
}

}  // namespace
}  // namespace stacktag::http
