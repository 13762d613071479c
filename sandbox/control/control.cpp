// SPDX-License-Identifier: Apache-2.0
#include "control/control.h"

#include "stack/replies.h"

namespace stacktag::sandbox {
namespace {

using json::Json;

Reply done() {
  return json_reply(200, Json::object());
}
Reply wrong(std::string const& what) {
  return json_reply(400, {{"error", what}});
}

std::string branch_of(Json const& form) {
  return json::text(form, "branch").value_or("main");
}

Json shown(Attempt const& attempt) {
  return {{"event", attempt.event},     {"asset", attempt.asset},
          {"version", attempt.version}, {"retry_number", attempt.retry_number},
          {"status", attempt.status},   {"body", attempt.answer},
          {"ms", attempt.took.count()}};
}

Reply state(Control const& control) {
  auto counters = control.stack.counters();
  counters.update(control.cloud_counters());
  return json_reply(200, {{"counters", counters}, {"idle", control.stack.courier().idle()}});
}

Reply deliveries(Control const& control) {
  auto list = Json::array();
  for (auto const& attempt : control.stack.courier().attempts()) {
    list.push_back(shown(attempt));
  }
  return json_reply(200, {{"deliveries", list}, {"idle", control.stack.courier().idle()}});
}

Reply reset(Control const& control) {
  control.faults.clear();
  control.stack.clear();
  control.reset_cloud();
  return done();
}

Reply interfere(Control const& control, Json const& form) {
  Json change;
  if (!json::truth(form, "file")) {
    change = {{"tags", json::texts(form, "tags")}};
  }
  control.stack.library().interfere(json::text_or_empty(form, "asset"), change,
                                    static_cast<int>(json::integer(form, "times").value_or(1)));
  return done();
}

Reply editor(Control const& control, Json const& form) {
  auto const changed = control.stack.library().update(
      branch_of(form), json::text_or_empty(form, "asset"), {{"tags", json::texts(form, "tags")}});
  return changed ? json_reply(200, {{"asset", *changed}}) : wrong("there is no such asset");
}

Reply deliver(Control const& control, Json const& form) {
  auto const version = json::integer(form, "version");
  auto asset = control.stack.library().read(
      branch_of(form), json::text_or_empty(form, "asset"),
      version ? std::optional(static_cast<int>(*version)) : std::nullopt);
  if (!asset) {
    return wrong("there is no such asset or version");
  }
  if (auto const url = json::text(form, "url")) {
    (*asset)["url"] = *url;
  }
  auto const attempt = control.stack.courier().deliver_now(
      {json::text(form, "event").value_or("update"), branch_of(form), *asset});
  return json_reply(200, shown(attempt));
}

}  // namespace

std::optional<Reply> Control::answer(Request const& request) const {
  constexpr std::string_view k_prefix = "/_sandbox/";
  if (!request.path.starts_with(k_prefix)) {
    return std::nullopt;
  }
  auto const what = request.method + " " + request.path.substr(k_prefix.size());
  if (what == "GET state") {
    return state(*this);
  }
  if (what == "GET deliveries") {
    return deliveries(*this);
  }
  if (what == "POST reset") {
    return reset(*this);
  }
  if (what == "DELETE faults") {
    faults.clear();
    return done();
  }
  auto const form = json::parse(request.body).value_or(Json());
  if (what == "POST faults") {
    return faults.add(form) ? done() : wrong("a fault needs a service and a kind");
  }
  if (what == "POST interfere") {
    return interfere(*this, form);
  }
  if (what == "POST findings") {
    if (!form.is_object()) {
      return wrong("findings are an object");
    }
    put_in_findings(form);
    return done();
  }
  if (what == "POST editor") {
    return editor(*this, form);
  }
  if (what == "POST deliver") {
    return deliver(*this, form);
  }
  return json_reply(404, {{"error", "there is no " + what}});
}

}  // namespace stacktag::sandbox
