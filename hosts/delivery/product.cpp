// SPDX-License-Identifier: Apache-2.0
#include "delivery/product.h"

#include <algorithm>
#include <utility>

namespace stacktag {
namespace {

constexpr double k_writes_at_once = 1;

std::unique_ptr<Labeler> make_engine(std::unique_ptr<Labeler> other, Product const& parts) {
  if (other) {
    return other;
  }
  return rekognition::make_labeler(parts.settings.rekognition, *parts.credentials,
                                   parts.means.client, parts.means.clock, parts.means.overlap);
}

std::unique_ptr<contentstack::WebhookAuth> make_auth(Settings const& settings, Means const& means) {
  if (!settings.auth.any()) {
    return nullptr;
  }
  return contentstack::make_webhook_auth(settings.auth, means.client, means.clock);
}

}  // namespace

std::unique_ptr<aws::CredentialsProvider> make_credentials(rekognition::Options const& options,
                                                           Environment const& environment,
                                                           http::Client& client, Clock& clock) {
  if (!options.fixed.access_key_id.empty()) {
    return aws::fixed_credentials(options.fixed);
  }
  return aws::default_credentials(environment, client, clock);
}

std::unique_ptr<TokenBucket> make_pace(Clock& clock, double per_second, double at_once) {
  // A bucket of rate r and burst b lets at most b + r - 1 through in one second, the first b at
  // once and one more each 1/r afterwards.
  auto const burst = std::clamp(at_once, 1.0, std::max(1.0, per_second / 2));
  return make_token_bucket(clock, per_second - burst + 1, burst);
}

Product::Product(Settings the_settings, Environment const& environment, Means the_means,
                 WriteMode mode, std::unique_ptr<Labeler> other_engine,
                 std::unique_ptr<ImagePreparer> image_preparer, Keeping keeping)
    : settings(std::move(the_settings)),
      means(the_means),
      ledgers(keeping.ledgers),
      rules{.api_key = settings.contentstack.api_key,
            .tags = settings.tags,
            .mode = mode,
            .questions = settings.questions,
            .engine = std::move(keeping.engine),
            .stamp = {.run = std::move(keeping.run), .rules = settings.tags.hash}},
      reads(make_pace(means.clock, settings.reads_per_second, settings.reads_at_once)),
      writes(make_pace(means.clock, settings.writes_per_second, k_writes_at_once)),
      credentials(make_credentials(settings.rekognition, environment, means.client, means.clock)),
      store(contentstack::make_asset_store(settings.contentstack, means.client, means.clock,
                                           {*reads, *writes})),
      images(web_image::make_image_source(settings.images, means.client, means.clock, *reads)),
      preparer(std::move(image_preparer)),
      labeler(make_engine(std::move(other_engine), *this)),
      auth(make_auth(settings, means)) {}

Pipeline Product::pipeline() {
  return {*store, *images,     *labeler, means.overlap,  means.clock,
          memory, stack_words, rules,    preparer.get(), ledgers};
}

}  // namespace stacktag
