// SPDX-License-Identifier: Apache-2.0
// A webhook while it is brought to what is wished, with a record of what was changed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "care/webhook_plan.h"
#include "json/json.h"

namespace stacktag::care {

/// Whether both lead to the same place: a slash at the end does not count, nor does
/// the scheme's own port.
bool is_same_target(std::string_view a, std::string_view b);

/// What Contentstack shows in place of a secret.
bool is_masked(std::string_view text);

class WebhookDraft final {
 public:
  /// `found` is null for a new one.
  WebhookDraft(WebhookWish const& wish, json::Json const* found);

  void bring_about();

  std::vector<FieldChange> const& changes() const { return changes_; }
  json::Json const& document() const { return document_; }
  /// Whether a secret of ours stands there that could not be compared.
  bool has_unread_secret() const { return has_unread_secret_; }

 private:
  json::Json& destination() { return document_["destinations"][destination_]; }
  bool is_new() const { return is_new_; }
  void change(Field field, std::string before, std::string after);

  void set_name();
  void set_target();
  void set_channels();
  void set_branches();
  void set_header();
  void set_basic_auth();
  void set_notifiers();
  void set_delivery();
  void set_state(json::Json const& found);
  void write_secrets();

  WebhookWish const& wish_;
  bool const is_new_;
  json::Json const found_;
  json::Json document_ = json::Json::object();
  std::size_t destination_ = 0;
  std::vector<FieldChange> changes_{};
  bool has_unread_secret_ = false;
};

}  // namespace stacktag::care
