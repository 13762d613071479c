// SPDX-License-Identifier: Apache-2.0
// stacktag-sandbox: the list of its parts.
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "cloud/cloud.h"
#include "control/control.h"
#include "http/server.h"
#include "local_vision/labeler.h"
#include "main/fixed_engine.h"
#include "main/options.h"
#include "pace/system_clock.h"
#include "stack/replies.h"
#include "stack/stack.h"

namespace stacktag::sandbox {
namespace {

// A request goes to the first that knows its path; a fault may come instead of the answer.
struct Sandbox {
  Options const& options;
  Stack& stack;
  Cloud& cloud;
  Faults& faults;
  Control const& control;

  Reply answer(Request const& request) const {
    try {
      auto const truth = [&] { return true_answer(request); };
      if (auto reply = faults.apply(request, truth)) {
        return *std::move(reply);
      }
      auto reply = truth();
      auto const latency = options.latencies.find(service_of(request));
      if (latency != options.latencies.end()) {
        reply.delay = latency->second;
      }
      return reply;
    } catch (std::exception const& error) {
      return json_reply(500, {{"error_message", error.what()}, {"error_code", 500}});
    }
  }

 private:
  Reply true_answer(Request const& request) const {
    if (auto reply = control.answer(request)) {
      return *std::move(reply);
    }
    if (auto reply = cloud.answer(request)) {
      return *std::move(reply);
    }
    if (auto reply = stack.answer(request)) {
      return *std::move(reply);
    }
    return json_reply(404, {{"error_message", "The sandbox has no " + request.path}});
  }
};

std::unique_ptr<Labeler> make_engine(Engine engine) {
  if (engine == Engine::fixed) {
    return std::make_unique<FixedEngine>();
  }
  auto local = local_vision::make_labeler({});
  if (!local) {
    throw std::runtime_error(local.error().message);
  }
  return *std::move(local);
}

void upload_folder(Library& library, std::string const& folder) {
  for (auto const& entry : std::filesystem::directory_iterator(folder)) {
    auto const extension = entry.path().extension().string();
    auto const type = extension == ".png"    ? "image/png"
                      : extension == ".webp" ? "image/webp"
                                             : "image/jpeg";
    if (!entry.is_regular_file() ||
        (extension != ".png" && extension != ".jpg" && extension != ".webp")) {
      continue;
    }
    std::ifstream file(entry.path(), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    if (!library.create("main", {entry.path().filename().string(), type, bytes},
                        json::Json::object())) {
      throw std::runtime_error("the sandbox is full");
    }
  }
}

void create_webhook(Stack& stack, Options const& options) {
  json::Json destination{{"target_url", options.webhook_url}, {"authentication_type", "None"}};
  if (auto const colon = options.webhook_header.find(": "); colon != std::string::npos) {
    destination["custom_header"] = {{{"header_name", options.webhook_header.substr(0, colon)},
                                     {"value", options.webhook_header.substr(colon + 2)}}};
  }
  if (auto const colon = options.webhook_basic.find(':'); colon != std::string::npos) {
    destination["http_basic_auth"] = options.webhook_basic.substr(0, colon);
    destination["http_basic_password"] = options.webhook_basic.substr(colon + 1);
  }
  json::Json const webhook{{"name", "stacktag"},
                           {"destinations", {destination}},
                           {"channels", {"assets.create", "assets.update"}}};
  auto const reply = stack.answer({.method = "POST",
                                   .target = "/v3/webhooks",
                                   .path = "/v3/webhooks",
                                   .headers = {{"api_key", options.stack.api_key},
                                               {"authorization", options.stack.management_token},
                                               {"Content-Type", "application/json"}},
                                   .body = json::dump({{"webhook", webhook}})});
  if (!reply || reply->status != 201) {
    throw std::runtime_error("--webhook-url is not a URL that can be delivered to");
  }
}

// Written whole, then moved into place: whoever waits for the file never reads half of it.
void write_ready_file(std::string const& path, std::uint16_t port) {
  std::ofstream(path + ".new") << port << "\n";
  std::filesystem::rename(path + ".new", path);
}

void print_environment(Options const& options, std::string const& url) {
  auto const& [id, key] = *options.cloud.keys.begin();
  std::printf("export CONTENTSTACK_STACK_API_KEY='%s'\n", options.stack.api_key.c_str());
  std::printf("export CONTENTSTACK_STACK_MANAGEMENT_TOKEN='%s'\n",
              options.stack.management_token.c_str());
  std::printf("export CONTENTSTACK_API_URL='%s'\n", url.c_str());
  std::printf("export CONTENTSTACK_IMAGE_HOSTS='%s'\n", url.substr(7).c_str());
  std::printf("export REKOGNITION_AWS_ID='%s'\nexport REKOGNITION_AWS_SECRET='%s'\n", id.c_str(),
              key.secret.c_str());
  std::printf("export REKOGNITION_AWS_REGION='us-east-1'\n");
  std::printf("export AWS_ENDPOINT_URL_REKOGNITION='%s'\n", url.c_str());
  std::printf("export AWS_ENDPOINT_URL_STS='%s'\n", url.c_str());
  std::printf("export STACKTAG_WEBHOOK_KEYS_URL='%s/.well-known/public-keys.json'\n", url.c_str());
}

int run(Options const& options, sigset_t const& ending) {
  SystemClock clock;
  auto const client = http::make_client({});
  auto const engine = make_engine(options.engine);
  Stack stack(options.stack, *client, clock);
  Cloud cloud(options.cloud, *engine, clock);
  Faults faults;
  Control const control{stack, faults, [&] { return cloud.counters(); }, [&] { cloud.clear(); },
                        [&](json::Json const& findings) { cloud.put_in(findings); }};
  Sandbox const sandbox{options, stack, cloud, faults, control};
  auto server = start_server({.port = options.port},
                             [&](Request const& request) { return sandbox.answer(request); });

  auto const url = "http://127.0.0.1:" + std::to_string(server->port());
  stack.library().set_base_url(url);
  if (!options.images.empty()) {
    upload_folder(stack.library(), options.images);
  }
  if (!options.webhook_url.empty()) {
    create_webhook(stack, options);
  }
  if (options.print_environment) {
    print_environment(options, url);
  } else {
    std::printf("stacktag-sandbox serves on %s; Ctrl-C ends it\n", url.c_str());
  }
  std::fflush(stdout);
  if (!options.ready_file.empty()) {
    write_ready_file(options.ready_file, server->port());
  }
  int signal = 0;
  sigwait(&ending, &signal);
  cloud.stop();
  server.reset();
  return 0;
}

}  // namespace
}  // namespace stacktag::sandbox

int main(int argc, char** argv) {
  // Blocked before any thread is born, so that only sigwait sees them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  int exit_code = 0;
  auto const options = stacktag::sandbox::read_command_line(argc, argv, exit_code);
  if (!options) {
    return exit_code;
  }
  try {
    return stacktag::sandbox::run(*options, ending);
  } catch (std::exception const& error) {
    std::fprintf(stderr, "stacktag-sandbox: %s\n", error.what());
    return 1;
  }
}
