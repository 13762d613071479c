// SPDX-License-Identifier: Apache-2.0
// The stacks that one server looks after: each with its own tokens, region, branches, rules and
// budget.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "delivery/product.h"
#include "delivery/settings.h"
#include "environment/environment.h"
#include "server/budget.h"
#include "server/gates.h"
#include "server/stack_view.h"
#include "sqlite/store.h"
#include "vips/image_preparer.h"

namespace stacktag::server {

struct StackSettings {
  std::string name{};  ///< "default" where the environment alone configures one
  Environment environment{};
  Settings settings{};
  Engine engine = Engine::rekognition;
  std::vector<std::string> branches{};  ///< those that are worked on; empty: all
  Budget budget{};
  double label_calls_per_second = 0;
  vips::Options pictures{};
};

/// Every [[stack]] of stacktag.toml, over what the environment says for all of them; else one stack
/// by the environment alone. Each mistake is added to `mistakes`, with the name of its stack.
std::vector<StackSettings> read_stacks(Environment const& environment,
                                       std::vector<std::string>& mistakes);

/// The one of this name or API key; the only one where no name is given. Error:
/// `bad_configuration`, naming those that there are.
Result<StackSettings> pick_stack(std::vector<StackSettings> stacks, std::string const& name);

/// What all stacks share; outlives them.
struct Shared {
  Means means;
  sqlite::Store& store;
  Gate& gate;
  std::string run{};
};

/// A stack at work.
class Stack final {
 public:
  /// Error: that of the engine on this machine, which `STACKTAG_MODEL` may have spoilt.
  static Result<std::unique_ptr<Stack>> make(StackSettings settings, Shared const& shared);

  std::string const& name() const { return settings_.name; }
  std::string const& api_key() const { return product_->settings.contentstack.api_key; }
  contentstack::WebhookAuth* auth() const { return product_->auth.get(); }
  bool takes_branch(std::string const& branch) const;
  Pipeline pipeline() { return product_->pipeline(); }
  Product& product() { return *product_; }
  StackView view();

 private:
  Stack(StackSettings settings, Shared const& shared, std::unique_ptr<Labeler> local);
  std::unique_ptr<Labeler> make_engine(Shared const& shared);

  StackSettings const settings_;
  std::unique_ptr<TokenBucket> const label_pace_;
  std::unique_ptr<aws::CredentialsProvider> const credentials_;
  std::unique_ptr<Labeler> local_;
  std::unique_ptr<Product> product_{};
  Clock& clock_;
};

}  // namespace stacktag::server
