// SPDX-License-Identifier: Apache-2.0
#include "aws/credentials.h"

#include <mutex>
#include <utility>
#include <vector>

#include "aws/source.h"

namespace stacktag::aws {
namespace {

class EnvironmentSource final : public Source {
 public:
  explicit EnvironmentSource(Surroundings const& with) : with_(with) {}

  Found find(Deadline const&) override {
    auto const id = with_.environment.get("AWS_ACCESS_KEY_ID");
    auto const secret = with_.environment.get("AWS_SECRET_ACCESS_KEY");
    if (!id && !secret) {
      return std::nullopt;
    }
    if (!id || !secret) {
      return fail(Reason::credentials_missing,
                  std::string(id ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID") +
                      " is not set, but its other half is");
    }
    return Credentials{*id, *secret, with_.environment.get_or("AWS_SESSION_TOKEN", ""), {}};
  }

 private:
  Surroundings const with_;
};

class Fixed final : public CredentialsProvider {
 public:
  explicit Fixed(Credentials credentials) : credentials_(std::move(credentials)) {}
  Result<Credentials> get(Deadline const&) override { return credentials_; }
  void forget() override {}

 private:
  Credentials const credentials_;
};

class Chain final : public CredentialsProvider {
 public:
  Chain(Environment environment, http::Client& client, Clock& clock)
      : environment_(std::move(environment)), clock_(clock) {
    Surroundings const with{environment_, client, clock};
    sources_.push_back(environment_source(with));
    sources_.push_back(profile_source(with));
    sources_.push_back(web_identity_source(with));
    sources_.push_back(container_source(with));
    sources_.push_back(instance_source(with));
  }

  Result<Credentials> get(Deadline const& deadline) override {
    std::lock_guard const lock(mutex_);
    bool const holds = cached_ && !expires_within(std::chrono::seconds(0));
    if (holds && (!expires_within(std::chrono::minutes(5)) || clock_.now() < refresh_again_)) {
      return *cached_;
    }
    auto found = search(deadline);
    if (found) {
      cached_ = *found;
    } else if (holds) {
      // The source does not answer, but what we have still holds. Not every call is to wait for it.
      refresh_again_ = clock_.now() + std::chrono::seconds(30);
      return *cached_;
    }
    return found;
  }

  void forget() override {
    std::lock_guard const lock(mutex_);
    cached_.reset();
  }

 private:
  bool expires_within(std::chrono::seconds time) const {
    return cached_->expires && clock_.wall() + time >= *cached_->expires;
  }

  Result<Credentials> search(Deadline const& deadline) {
    for (auto const& source : sources_) {
      TRY(auto found, source->find(deadline));
      if (found) {
        return *std::move(found);
      }
    }
    return fail(Reason::credentials_missing,
                "no AWS credentials: set REKOGNITION_AWS_ID and REKOGNITION_AWS_SECRET, or one of "
                "AWS's own ways (environment, profile, web identity, container, instance role)");
  }

  Environment const environment_;
  Clock& clock_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::mutex mutex_;
  std::optional<Credentials> cached_;
  SteadyTime refresh_again_{};
};

}  // namespace

std::unique_ptr<Source> environment_source(Surroundings const& with) {
  return std::make_unique<EnvironmentSource>(with);
}

std::unique_ptr<CredentialsProvider> fixed_credentials(Credentials credentials) {
  return std::make_unique<Fixed>(std::move(credentials));
}

std::unique_ptr<CredentialsProvider> default_credentials(Environment const& environment,
                                                         http::Client& client, Clock& clock) {
  return std::make_unique<Chain>(environment, client, clock);
}

}  // namespace stacktag::aws
