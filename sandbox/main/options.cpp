// SPDX-License-Identifier: Apache-2.0
#include "main/options.h"

#include <CLI/CLI.hpp>

namespace stacktag::sandbox {
namespace {

constexpr auto k_footer = R"(Everything is on one port of 127.0.0.1:
  /v3/...                    Content Management API, files, Image Delivery
  /.well-known/...           the public key of webhook signatures
  /  with X-Amz-Target       Rekognition, Secrets Manager, Parameter Store
  /  with Action=...         Security Token Service
  /2018-06-01/runtime/...    Lambda Runtime API (AWS_LAMBDA_RUNTIME_API=127.0.0.1:PORT)
  /apigw/v1|v2/..., /lambda-url/, /lambda/invoke   what invokes the function
  /_sandbox/state|reset|faults|interfere|editor|deliver|deliveries   control, see docs/sandbox.md)";

struct Raw {
  std::string access_key = "AKIDSANDBOX";
  std::string secret_key = "sandbox-secret-key";
  std::string session_token{};
  std::vector<std::string> secrets{};
  std::vector<std::string> branches{};
  int function_timeout_ms = 29'000;
  int clock_offset_s = 0;
  int latency_cma_ms = 0;
  int latency_image_ms = 0;
  int latency_rekognition_ms = 0;
};

void describe_contentstack(CLI::App& app, Options& options, Raw& raw) {
  app.add_option("--api-key", options.stack.api_key, "API key of the stack")->capture_default_str();
  app.add_option("--management-token", options.stack.management_token, "its management token")
      ->capture_default_str();
  app.add_option("--read-only-token", options.stack.read_only_token,
                 "another management token, which may not write");
  app.add_option("--branch", raw.branches, "a branch beside main; may be repeated");
  app.add_option("--rate-limit", options.stack.requests_per_second,
                 "reads, and writes, a second; 0 switches the limit off")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--images-count-as-reads", options.stack.images_count_as_reads,
               "fetching a file counts as a read, as for unpublished assets");
  app.add_option("--images", options.images, "upload the pictures of this folder at start")
      ->check(CLI::ExistingDirectory);
  app.add_option("--webhook-url", options.webhook_url,
                 "where to deliver create and update of assets");
  app.add_option("--webhook-header", options.webhook_header,
                 "\"Name: value\" sent with each delivery");
  app.add_option("--webhook-basic", options.webhook_basic, "user:password sent with each delivery");
  app.add_option("--hmac-key", options.stack.courier.hmac_key,
                 "sign deliveries with this key, too");
  app.add_option("--retry-scale", options.stack.courier.retry_scale,
                 "factor for the times between attempts (5, 25, 125, 625 s)")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
}

void describe_aws(CLI::App& app, Options& options, Raw& raw) {
  app.add_option("--access-key", raw.access_key, "AWS access key id that is accepted")
      ->capture_default_str();
  app.add_option("--secret-key", raw.secret_key, "its secret")->capture_default_str();
  app.add_option("--session-token", raw.session_token, "session token that must come with it");
  app.add_option("--secret", raw.secrets,
                 "NAME=TEXT for Secrets Manager and Parameter Store; may be repeated");
  app.add_option("--gateway-api-key", options.cloud.api_key, "API key that the REST API asks for");
  app.add_option("--function-timeout", raw.function_timeout_ms, "of the function, ms")
      ->capture_default_str();
  app.add_option("--clock-offset", raw.clock_offset_s, "how far AWS's clock is off, s")
      ->capture_default_str();
  app.add_option("--engine", options.engine, "what labels pictures")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Engine>{{"local", Engine::local}, {"fixed", Engine::fixed}}))
      ->option_text("local|fixed [local]");
}

void describe_latencies(CLI::App& app, Raw& raw) {
  app.add_option("--latency-cma", raw.latency_cma_ms, "wait before each answer, ms")
      ->capture_default_str();
  app.add_option("--latency-image", raw.latency_image_ms, "the same for files")
      ->capture_default_str();
  app.add_option("--latency-rekognition", raw.latency_rekognition_ms, "the same for Rekognition")
      ->capture_default_str();
}

void finish(Options& options, Raw const& raw) {
  using std::chrono::milliseconds;
  options.cloud.keys[raw.access_key] = {raw.secret_key, raw.session_token};
  options.cloud.function_timeout = milliseconds(raw.function_timeout_ms);
  options.cloud.clock_offset = std::chrono::seconds(raw.clock_offset_s);
  for (auto const& secret : raw.secrets) {
    auto const equals = std::min(secret.find('='), secret.size());
    options.cloud.secrets[secret.substr(0, equals)] =
        secret.substr(std::min(equals + 1, secret.size()));
  }
  for (auto const& branch : raw.branches) {
    options.stack.branches.push_back(branch);
  }
  options.stack.courier.api_key = options.stack.api_key;
  options.latencies = {{"cma", milliseconds(raw.latency_cma_ms)},
                       {"image", milliseconds(raw.latency_image_ms)},
                       {"rekognition", milliseconds(raw.latency_rekognition_ms)}};
}

}  // namespace

std::optional<Options> read_command_line(int argc, char** argv, int& exit_code) {
  CLI::App app{
      "A small Contentstack stack and AWS's side of stacktag on loopback, to try things out."};
  app.footer(k_footer);
  app.set_version_flag("--version", "stacktag-sandbox " STACKTAG_VERSION);
  Options options;
  options.stack.api_key = "bltsandbox00000001";
  options.stack.management_token = "cs-sandbox-management-token";
  Raw raw;
  app.add_option("--port", options.port, "on 127.0.0.1; 0 takes a free one")->capture_default_str();
  describe_contentstack(app, options, raw);
  describe_aws(app, options, raw);
  describe_latencies(app, raw);
  app.add_option("--ready-file", options.ready_file, "write the port number here once it serves");
  app.add_flag("--print-env", options.print_environment, "print what points stacktag here");
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return std::nullopt;
  }
  finish(options, raw);
  return options;
}

}  // namespace stacktag::sandbox
