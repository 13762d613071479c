// SPDX-License-Identifier: Apache-2.0
#include "http_server/reply_text.h"

#include <algorithm>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/status.hpp>
#include <string_view>

#include "http_server/letters.h"
#include "stacktag/text.h"

namespace stacktag::http {
namespace {

bool is_the_servers(std::string_view name) {
  return same_text(name, "Content-Length") || same_text(name, "Connection") ||
         same_text(name, "Transfer-Encoding");
}

bool is_sendable(Header const& header) {
  auto const is_text = [](char letter) { return !is_control(letter) || letter == '\t'; };
  return !header.name.empty() &&
         std::ranges::all_of(header.name, boost::beast::http::detail::is_token_char) &&
         std::ranges::all_of(header.value, is_text);
}

bool is_sendable(ServerReply const& reply) {
  return reply.status >= 200 && reply.status <= 599 &&
         std::ranges::all_of(reply.headers, [](Header const& h) { return is_sendable(h); });
}

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

void append_reply(std::string& out, ServerReply const& reply, Afterwards afterwards,
                  Content content) {
  if (!is_sendable(reply)) {
    return append_reply(out, reply_of(Refusal::dropped), afterwards, content);
  }
  auto const reason =
      boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(reply.status));
  out.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n");
  for (auto const& header : reply.headers) {
    if (!is_the_servers(header.name)) {
      out.append(header.name).append(": ").append(header.value).append("\r\n");
    }
  }
  if (!has_no_body(reply.status)) {
    out.append("Content-Length: ").append(std::to_string(reply.body.size())).append("\r\n");
  }
  if (afterwards == Afterwards::close) {
    out.append("Connection: close\r\n");
  }
  out.append("\r\n");
  if (content == Content::whole && !has_no_body(reply.status)) {
    out.append(reply.body);
  }
}

ServerReply reply_of(Refusal refusal) {
  auto const& [_, name, status, text] = facts(refusal);
  ServerReply reply{.status = status,
                    .headers = {{"Content-Type", "application/json"}},
                    .body = "{\"error\":\"" + std::string(text) + "\"}"};
  return reply;
}

}  // namespace stacktag::http
