// SPDX-License-Identifier: Apache-2.0
#include "http_server/server.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

#include "http_server/acceptor.h"
#include "http_server/loop.h"
#include "http_server/server_state.h"
#include "http_server/tls.h"
#include "stacktag/text.h"

namespace stacktag::http {

std::string_view ServerRequest::header(std::string_view name) const {
  auto const found = std::ranges::find_if(
      headers, [name](Header const& header) { return same_text(header.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

namespace {

std::vector<std::unique_ptr<Loop>> make_loops(std::size_t count, ServerState& state) {
  std::vector<std::unique_ptr<Loop>> loops(std::max<std::size_t>(count, 1));
  std::ranges::generate(loops, [&state] { return std::make_unique<Loop>(state); });
  return loops;
}

class OpenServer final : public Server {
 public:
  OpenServer(ServerOptions const& options, ServerHandler handler)
      : options_(options),
        state_(options.limits, std::move(handler)),
        loops_(make_loops(options.threads, state_)),
        acceptor_(loops_, state_) {}

  // The first loop first: it is the one that hands connections to the others.
  ~OpenServer() override {
    for (auto const& loop : loops_) {
      loop->end();
    }
  }

  Result<void> start() {
    if (options_.certificate_file.empty() != options_.key_file.empty()) {
      return fail(Reason::bad_configuration, "TLS needs both, a certificate and its key");
    }
    if (!options_.certificate_file.empty()) {
      TRY_VOID(reload_certificates());
    }
    TRY_VOID(acceptor_.open(options_.address, options_.port));
    asio::post(loops_[0]->io(), [this] { acceptor_.accept(); });
    for (auto const& loop : loops_) {
      loop->start();
    }
    return {};
  }

  std::uint16_t port() const override { return acceptor_.port(); }

  Result<void> reload_certificates() override {
    if (options_.certificate_file.empty()) {
      return {};
    }
    TRY(auto context, load_certificates(options_.certificate_file, options_.key_file));
    state_.use(std::move(context));
    return {};
  }

  void stop_accepting() override {
    state_.is_stopping = true;
    asio::post(loops_[0]->io(), [this] { acceptor_.close(); });
    for (auto const& loop : loops_) {
      loop->close_idle();
    }
  }

  ServerStatus status() const override {
    ServerStatus status{.connections_open = state_.connections_open,
                        .connections = state_.connections,
                        .requests = state_.requests,
                        .accept_failures = state_.accept_failures};
    std::ranges::copy(state_.refused, status.refused.begin());
    return status;
  }

 private:
  ServerOptions const options_;
  ServerState state_;
  std::vector<std::unique_ptr<Loop>> loops_;
  Acceptor acceptor_;
};

}  // namespace

Result<std::unique_ptr<Server>> start_server(ServerOptions const& options, ServerHandler handler) {
  try {
    auto server = std::make_unique<OpenServer>(options, std::move(handler));
    TRY_VOID(server->start());
    return std::unique_ptr<Server>(std::move(server));
  } catch (std::exception const& why) {
    // Out of file handles, threads or memory.
    return fail(Reason::internal, "cannot start the server: " + std::string(why.what()));
  }
}

}  // namespace stacktag::http
