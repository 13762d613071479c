// SPDX-License-Identifier: Apache-2.0
// What stacktag needs beside the API: signature keys, the host of images, the engine.
#include <string_view>

#include "aws/sts.h"
#include "care/checks.h"
#include "contentstack/public_key.h"
#include "delivery/product.h"
#include "http/url.h"
#include "rekognition/access.h"
#include "web_image/allowed_hosts.h"

namespace stacktag::care {
namespace {

constexpr auto k_image_check = "image host";

constexpr auto k_aws_remedy =
    "Set REKOGNITION_AWS_ID and REKOGNITION_AWS_SECRET, or give AWS's own chain a profile or a "
    "role.";

std::string host_of(std::string const& url) {
  return http::authority(http::parse_url(url).value_or(http::Url{}));
}

Finding judge_image(http::Exchange const& exchange, std::string const& host) {
  if (!exchange) {
    return {k_image_check, Level::broken, exchange.error().message,
            "Check that this machine reaches " + host + ": firewall, proxy, certificates."};
  }
  auto const status = exchange->status;
  if (status == 401 || status == 403) {
    return {k_image_check, Level::broken,
            host + " answers " + std::to_string(status) + ": images are not public there",
            "stacktag fetches images without credentials: make asset downloads public in the "
            "stack's settings."};
  }
  if (status >= 500) {
    return {k_image_check, Level::warning, host + " answers " + std::to_string(status),
            "Try again later; see status.contentstack.com."};
  }
  return {k_image_check, Level::good, host + " answers"};
}

Finding identity_finding(Examination const& examination, aws::CredentialsProvider& credentials) {
  constexpr auto k_check = "AWS credentials";
  auto const& settings = examination.settings();
  auto const& options = settings.settings.rekognition;
  auto const& environment = settings.environment;
  bool const is_amazon = host_of(options.endpoint).ends_with(".amazonaws.com");
  if (!is_amazon && !environment.get("AWS_ENDPOINT_URL_STS") &&
      !environment.get("AWS_ENDPOINT_URL")) {
    return not_checked(k_check,
                       "Rekognition has an address of its own, and AWS_ENDPOINT_URL_STS is not "
                       "set; the next line tells");
  }
  auto const identity = aws::sts::caller_identity(
      {aws::sts::endpoint(environment, options.region), options.region}, credentials,
      examination.client, examination.clock, examination.deadline());
  if (identity) {
    return {k_check, Level::good, "account " + identity->account + ", " + identity->arn};
  }
  if (identity.error().reason == Reason::credentials_unavailable) {
    return {k_check, Level::warning, identity.error().message,
            "Where this network has no way to STS, the next line tells whether they work."};
  }
  return {k_check, Level::broken, "AWS does not take them: " + identity.error().message,
          "Make a new access key in IAM; check the clock and REKOGNITION_AWS_REGION."};
}

Finding refused(rekognition::OperationAccess const& access, std::string const& region) {
  constexpr auto k_check = "Rekognition";
  auto const& error = *access.refusal;
  auto const text = access.operation + " in " + region + ": " + error.message;
  switch (error.reason) {
    case Reason::labeler_denied:
      return {k_check, Level::broken, text,
              "Allow rekognition:" + access.operation +
                  " for these credentials, as the policy AmazonRekognitionReadOnlyAccess does."};
    case Reason::labeler_throttled:
      return {k_check, Level::warning, text,
              "Something else asks Rekognition a lot: ask AWS for a higher quota, or set "
              "STACKTAG_LABEL_CALLS_PER_SECOND."};
    case Reason::labeler_misused:
      return {k_check, Level::broken, text,
              "Rekognition may not have this operation in " + region +
                  ": set REKOGNITION_AWS_REGION to another region."};
    default:
      return {k_check, Level::broken, text,
              "Check that Rekognition is offered in " + region +
                  " (REKOGNITION_AWS_REGION), and that this machine reaches it."};
  }
}

Finding rekognition_finding(Examination const& examination, aws::CredentialsProvider& credentials) {
  auto const& settings = examination.settings().settings;
  auto const operations =
      rekognition::check_access(settings.rekognition, credentials, examination.client,
                                examination.clock, settings.questions, examination.deadline());
  std::string names;
  for (auto const& access : operations) {
    if (access.refusal) {
      return refused(access, settings.rekognition.region);
    }
    names += (names.empty() ? "" : ", ") + access.operation;
  }
  return {"Rekognition", Level::good,
          names + " may be asked in " + settings.rekognition.region + " (nothing was paid)"};
}

}  // namespace

void check_signature_keys(Examination const& examination, Findings& findings) {
  constexpr auto k_check = "signature keys";
  auto const& proof = examination.settings().settings.auth;
  if (!examination.stack.is_proof_well) {
    findings.push_back(not_checked(k_check, "their configuration has a mistake"));
    return;
  }
  if (!proof.rsa_signature) {
    findings.push_back(not_checked(k_check, "STACKTAG_WEBHOOK_SIGNATURE is not switched on"));
    return;
  }
  contentstack::PublicKey key(proof.keys_url, examination.client, examination.clock);
  auto const pem = key.get(examination.deadline());
  if (pem) {
    findings.push_back({k_check, Level::good, "the public key is at " + proof.keys_url});
    return;
  }
  findings.push_back(
      {k_check, Level::broken, pem.error().message,
       "stacktag must reach " + proof.keys_url + ": check the network and CONTENTSTACK_REGION."});
}

void check_image_host(Examination const& examination, std::string const& image_url,
                      Findings& findings) {
  auto const& settings = examination.settings();
  auto const& images = settings.settings.images;
  auto url = image_url;
  if (url.empty()) {
    if (settings.environment.get("CONTENTSTACK_API_URL")) {
      findings.push_back(not_checked(k_image_check, "the stack has no image to ask for"));
      return;
    }
    url = "https://" + settings.settings.contentstack.region.image_host_suffixes.front() + "/";
  }
  auto const parsed = http::parse_url(url);
  auto const kind =
      parsed ? web_image::AllowedHosts{images.host_suffixes, images.extra_hosts}.kind_of(*parsed)
             : std::nullopt;
  if (!kind) {
    auto const host = host_of(url);
    findings.push_back({k_image_check, Level::broken,
                        "images come from " + host + ", which is not allowed",
                        "If that host is yours, set CONTENTSTACK_IMAGE_HOSTS=" + host + "."});
    return;
  }
  bool const is_regions = *kind == web_image::AllowedHosts::Kind::of_the_region;
  auto const exchange = examination.client.send(
      {.method = http::Method::head,
       .url = url,
       .deadline = examination.deadline(),
       .reach = is_regions ? http::Reach::public_only : http::Reach::anywhere});
  findings.push_back(judge_image(exchange, host_of(url)));
}

void check_engine(Examination const& examination, Findings& findings) {
  auto const skip = [&findings](std::string const& why) {
    findings.push_back(not_checked("AWS credentials", why));
    findings.push_back(not_checked("Rekognition", why));
  };
  auto const& settings = examination.settings();
  if (settings.engine == Engine::local) {
    return skip("the engine on this machine is used");
  }
  if (!examination.stack.is_engine_well) {
    return skip("its configuration has a mistake");
  }
  auto const credentials = make_credentials(settings.settings.rekognition, settings.environment,
                                            examination.client, examination.clock);
  if (auto const found = credentials->get(examination.deadline()); !found) {
    findings.push_back({"AWS credentials", Level::broken, found.error().message, k_aws_remedy});
    findings.push_back(not_checked("Rekognition", "there are no AWS credentials"));
    return;
  }
  findings.push_back(identity_finding(examination, *credentials));
  findings.push_back(rekognition_finding(examination, *credentials));
}

}  // namespace stacktag::care
