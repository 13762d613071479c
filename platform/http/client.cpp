// SPDX-License-Identifier: Apache-2.0
#include "http/client.h"

#include <algorithm>
#include <array>
#include <list>
#include <mutex>
#include <utility>

#include "http/curl_handles.h"
#include "http/line.h"
#include "http/trust.h"
#include "http/url.h"
#include "stacktag/text.h"

namespace stacktag::http {
namespace {

// Lines learn from one another what names mean and which TLS sessions may be resumed. Connections
// are not shared: libcurl cannot do that between threads.
// https://curl.se/libcurl/c/CURLSHOPT_SHARE.html
class Shared final {
 public:
  Shared() : share_(curl_share_init()) {
    if (share_) {
      curl_share_setopt(share_.get(), CURLSHOPT_LOCKFUNC, &Shared::lock);
      curl_share_setopt(share_.get(), CURLSHOPT_UNLOCKFUNC, &Shared::unlock);
      curl_share_setopt(share_.get(), CURLSHOPT_USERDATA, this);
      curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
      curl_share_setopt(share_.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    }
  }
  Shared(Shared const&) = delete;
  Shared& operator=(Shared const&) = delete;

  CURLSH* get() const { return share_.get(); }

 private:
  static void lock(CURL*, curl_lock_data what, curl_lock_access, void* self) {
    static_cast<Shared*>(self)->mutexes_[static_cast<std::size_t>(what)].lock();
  }
  static void unlock(CURL*, curl_lock_data what, void* self) {
    static_cast<Shared*>(self)->mutexes_[static_cast<std::size_t>(what)].unlock();
  }

  std::array<std::mutex, CURL_LOCK_DATA_LAST> mutexes_;
  ShareOwner share_;  // last, so that the locks outlive it
};

// Where a line's open connection leads. One made with a free reach may lead to a private address,
// so it never serves a request that may only reach public ones.
struct Destination {
  std::string origin{};
  Reach reach = Reach::anywhere;

  bool operator==(Destination const&) const = default;
};

class PooledClient final : public Client {
 public:
  explicit PooledClient(Options const& options)
      : trust_(options.ca_bundle),
        surroundings_{.options = options,
                      .user_agent = options.user_agent.empty() ? "stacktag/" STACKTAG_VERSION
                                                               : options.user_agent,
                      .trust = &trust_,
                      .share = shared_.get()} {}

  Exchange send(Request const& request) override {
    auto const url = parse_url(request.url);
    if (!url) {
      return refuse("the URL cannot be used");
    }
    if (!std::ranges::all_of(request.headers, is_sendable)) {
      return refuse(url->host + ": a header cannot be sent as it is");
    }
    Destination const destination{.origin = url->scheme + "://" + authority(*url),
                                  .reach = request.reach};
    auto line = take(destination);
    auto exchange = line->run(request, *url);
    give_back(destination, std::move(line));
    return exchange;
  }

 private:
  struct Idle {
    Destination destination{};
    std::unique_ptr<Line> line{};
  };

  static Exchange refuse(std::string message) {
    return tl::unexpected<TransportError>(
        {.fault = Fault::bad_url, .message = std::move(message), .request_sent = false});
  }

  // The line that was used last is the one whose connection is most likely still open.
  std::unique_ptr<Line> take(Destination const& destination) {
    std::lock_guard const lock(mutex_);
    auto const found = std::ranges::find(idle_, destination, &Idle::destination);
    if (found == idle_.end()) {
      return std::make_unique<Line>(surroundings_);
    }
    auto line = std::move(found->line);
    idle_.erase(found);
    return line;
  }

  void give_back(Destination const& destination, std::unique_ptr<Line> line) {
    std::list<Idle> surplus;  // closed without the lock
    std::lock_guard const lock(mutex_);
    idle_.push_front({.destination = destination, .line = std::move(line)});
    if (idle_.size() > limits::idle_connections_max) {
      surplus.splice(surplus.begin(), idle_, std::prev(idle_.end()));
    }
  }

  Trust trust_;
  Shared shared_;
  Surroundings const surroundings_;
  std::mutex mutex_;
  std::list<Idle> idle_;  // last used first; last, so that the lines end before what they share
};

}  // namespace

std::string_view Response::header(std::string_view name) const {
  auto const found = std::ranges::find_if(
      headers, [name](Header const& header) { return same_text(header.name, name); });
  return found == headers.end() ? std::string_view{} : found->value;
}

std::unique_ptr<Client> make_client(Options const& options) {
  // Once for the process; safe here since C++ makes a static once.
  [[maybe_unused]] static auto const ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  return std::make_unique<PooledClient>(options);
}

}  // namespace stacktag::http
