// SPDX-License-Identifier: Apache-2.0
// The parts put together: what takes an event from its delivery to the tags on the asset.
#pragma once

#include <memory>

#include "aws/credentials.h"
#include "contentstack/webhook_auth.h"
#include "delivery/settings.h"
#include "environment/environment.h"
#include "flow/memory.h"
#include "flow/pipeline.h"
#include "flow/stack_words.h"
#include "http/client.h"
#include "pace/token_bucket.h"
#include "ports/asset_store.h"
#include "ports/image_preparer.h"
#include "ports/image_source.h"
#include "ports/labeler.h"
#include "ports/overlap.h"
#include "stacktag/clock.h"

namespace stacktag {

/// What the host lends to the parts; outlives them.
struct Means {
  http::Client& client;
  Clock& clock;
  Overlap& overlap;
};

/// What a host that keeps a ledger adds.
struct Keeping {
  Ledgers ledgers{};
  std::string engine{};  ///< as its labels name it
  std::string run{};     ///< names the process in changes
};

struct Product {
  /// `other_engine` labels instead of Rekognition, where it is given. Without a preparer only the
  /// image's host makes pictures smaller.
  Product(Settings settings, Environment const& environment, Means means, WriteMode mode,
          std::unique_ptr<Labeler> other_engine = nullptr,
          std::unique_ptr<ImagePreparer> image_preparer = nullptr, Keeping keeping = {});

  Pipeline pipeline();

  Settings const settings;
  Means const means;
  Ledgers const ledgers;
  PipelineSettings const rules;
  std::unique_ptr<TokenBucket> const reads;
  std::unique_ptr<TokenBucket> const writes;
  std::unique_ptr<aws::CredentialsProvider> const credentials;
  std::unique_ptr<AssetStore> const store;
  std::unique_ptr<ImageSource> const images;
  std::unique_ptr<ImagePreparer> const preparer;
  std::unique_ptr<Labeler> const labeler;
  std::unique_ptr<contentstack::WebhookAuth> const auth;  ///< null where no proof is asked for
  Memory memory{};
  StackWords stack_words{};
};

/// The keys of the settings where they are there, else the default chain.
std::unique_ptr<aws::CredentialsProvider> make_credentials(rekognition::Options const& options,
                                                           Environment const& environment,
                                                           http::Client& client, Clock& clock);

/// A bucket that lets through at most `per_second` in any one second, up to `at_once` of them
/// together.
std::unique_ptr<TokenBucket> make_pace(Clock& clock, double per_second, double at_once);

}  // namespace stacktag
