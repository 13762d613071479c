// SPDX-License-Identifier: Apache-2.0
#include "secrets/secrets.h"

#include <algorithm>
#include <array>
#include <variant>

#include "aws/service.h"
#include "json/json.h"

namespace stacktag::secrets {
namespace {

// Where a secret is and how to ask for it.
struct Place {
  std::string_view service;  ///< host and signing name
  std::string_view target;
  std::string_view operation;
  std::string_view endpoint_variable;
};

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
constexpr Place k_secrets_manager{"secretsmanager", "secretsmanager", "GetSecretValue",
                                  "AWS_ENDPOINT_URL_SECRETS_MANAGER"};
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
constexpr Place k_parameter_store{"ssm", "AmazonSSM", "GetParameter", "AWS_ENDPOINT_URL_SSM"};

bool is_setting(std::string_view name) {
  constexpr std::array<std::string_view, 5> k_beginnings{"CONTENTSTACK_", "REKOGNITION_",
                                                         "STACKTAG_", "MIN_CONFIDENCE", "MAX_TAGS"};
  return std::ranges::any_of(k_beginnings,
                             [name](auto beginning) { return name.starts_with(beginning); });
}

// arn:aws:secretsmanager:eu-west-1:123456789012:secret:name -> eu-west-1
std::string region_of(std::string_view arn, Environment const& environment) {
  if (arn.starts_with("arn:")) {
    for (int colons = 0; colons < 3; ++colons) {
      arn.remove_prefix(std::min(arn.find(':'), arn.size() - 1) + 1);
    }
    return std::string(arn.substr(0, arn.find(':')));
  }
  return aws::default_region(environment);
}

std::string endpoint(Place const& place, std::string const& region,
                     Environment const& environment) {
  auto const own = environment.get(place.endpoint_variable);
  auto const any = own ? own : environment.get("AWS_ENDPOINT_URL");
  return any ? *any : "https://" + std::string(place.service) + "." + region + ".amazonaws.com";
}

std::string request_body(Place const& place, std::string const& name) {
  return place.service == k_parameter_store.service
             ? json::dump({{"Name", name}, {"WithDecryption", true}})
             : json::dump({{"SecretId", name}});
}

Result<std::string> secret_text(Place const& place, std::string_view reply) {
  auto const body = json::parse(reply);
  auto text = !body ? std::nullopt
              : place.service == k_parameter_store.service
                  ? json::text(json::member(*body, "Parameter"), "Value")
                  : json::text(*body, "SecretString");
  if (!text) {
    return fail(Reason::bad_configuration, "the secret of STACKTAG_SECRET_ARN holds no text");
  }
  return *std::move(text);
}

Result<std::map<std::string, std::string>> settings_of(std::string const& text) {
  auto const object = json::parse(text);
  if (!object || !object->is_object()) {
    return fail(Reason::bad_configuration,
                "the secret of STACKTAG_SECRET_ARN is not a JSON object of settings");
  }
  std::map<std::string, std::string> settings;
  for (auto const& [name, value] : object->items()) {
    if (is_setting(name) && value.is_primitive() && !value.is_null()) {
      settings.emplace(name, value.is_string() ? value.get<std::string>() : json::dump(value));
    }
  }
  return settings;
}

Error to_error(aws::ServiceFault const& fault) {
  auto const text = "the secret of STACKTAG_SECRET_ARN: " +
                    (fault.status == 0 ? "no answer" : "answer " + std::to_string(fault.status)) +
                    (fault.code.empty() ? "" : " " + fault.code) +
                    (fault.message.empty() ? "" : ": " + fault.message);
  bool const may_pass = aws::repeat_of(fault) != aws::Repeat::no;
  return {may_pass ? Reason::credentials_unavailable : Reason::bad_configuration, text};
}

}  // namespace

Result<std::map<std::string, std::string>> read_secrets(Environment const& environment,
                                                        http::Client& client,
                                                        aws::CredentialsProvider& credentials,
                                                        Clock& clock, Deadline const& deadline) {
  auto const name = environment.get("STACKTAG_SECRET_ARN");
  if (!name) {
    return {};
  }
  bool const in_parameter_store =
      name->starts_with('/') || name->find(":ssm:") != std::string::npos;
  if (!in_parameter_store && name->find(":secretsmanager:") == std::string::npos) {
    return fail(Reason::bad_configuration,
                "STACKTAG_SECRET_ARN must be the ARN of a secret or a parameter, or a parameter's "
                "name that begins with /");
  }
  auto const& place = in_parameter_store ? k_parameter_store : k_secrets_manager;
  auto const region = region_of(*name, environment);
  if (region.empty()) {
    return fail(Reason::bad_configuration,
                "STACKTAG_SECRET_ARN names no region, and AWS_REGION is not set");
  }
  auto const service = aws::make_json_service({.endpoint = endpoint(place, region, environment),
                                               .region = region,
                                               .signing_name = std::string(place.service),
                                               .target_prefix = std::string(place.target)},
                                              credentials, client, clock, aws::random_fraction());
  auto const reply = service->call(place.operation, request_body(place, *name), {}, deadline);
  if (auto const* error = std::get_if<Error>(&reply.end)) {
    return fail(*error);
  }
  if (auto const* fault = std::get_if<aws::ServiceFault>(&reply.end)) {
    return fail(to_error(*fault));
  }
  TRY(auto const text, secret_text(place, std::get<std::string>(reply.end)));
  return settings_of(text);
}

}  // namespace stacktag::secrets
