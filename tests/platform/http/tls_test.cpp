// SPDX-License-Identifier: Apache-2.0
// TLS against a real server with certificates of its own making.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http/client.h"
#include "platform/http/loopback.h"
#include "platform/http/tls_objects.h"

namespace stacktag::http {
namespace {

using testing::HasSubstr;

// Valid for "localhost" alone, from an hour ago for as long as said; signed by itself, or by an
// issuer.
Certificate certify(EVP_PKEY* key, std::string const& common_name, long valid_seconds,
                    X509* issuer = nullptr, EVP_PKEY* issuer_key = nullptr) {
  Certificate certificate(X509_new());
  auto* const x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), valid_seconds);
  X509_set_pubkey(x509, key);
  auto* const name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>(common_name.data()),
                             static_cast<int>(common_name.size()), -1, 0);
  X509_set_issuer_name(x509, issuer == nullptr ? name : X509_get_subject_name(issuer));
  for (auto const& [kind, value] : {std::pair{NID_subject_alt_name, "DNS:localhost"},
                                    std::pair{NID_basic_constraints, "critical,CA:TRUE"}}) {
    auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
  }
  X509_sign(x509, issuer_key == nullptr ? key : issuer_key, EVP_sha256());
  return certificate;
}

class Tls : public testing::Test {
 protected:
  void serve(long valid_seconds = 3600) {
    certificate_ = certify(key_.get(), "stacktag test", valid_seconds);
    serve_with(certificate_.get());
  }

  void serve_with(X509* certificate) {
    SSL_CTX_use_certificate(context_.get(), certificate);
    SSL_CTX_use_PrivateKey(context_.get(), key_.get());
    server_ = std::make_unique<Loopback>([this](Peer& peer) { talk(peer); });
  }

  void talk(Peer& peer) {
    // OpenSSL writes to sockets without MSG_NOSIGNAL. Blocked in this thread alone, so that a
    // client that raised the signal would still be seen.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    Session const session(SSL_new(context_.get()));
    SSL_set_fd(session.get(), peer.socket());
    if (SSL_accept(session.get()) != 1) {
      ERR_clear_error();
      return;
    }
    resumed_ += SSL_session_reused(session.get());
    char buffer[4096];
    auto const reply = answer("trusted");
    for (int i = 0; i < answers_ && SSL_read(session.get(), buffer, sizeof buffer) > 0; ++i) {
      SSL_write(session.get(), reply.data(), static_cast<int>(reply.size()));
    }
    if (says_goodbye_) {
      SSL_shutdown(session.get());
    }
  }

  std::string url(std::string const& host) const {
    return "https://" + host + ":" + std::to_string(server_->port()) + "/";
  }

  std::string write_bundle(std::vector<X509*> const& certificates) {
    auto* const file = std::fopen(bundle_.c_str(), "w");
    for (auto* const certificate : certificates) {
      std::fputs("# a comment, as bundles have them\n", file);
      PEM_write_X509(file, certificate);
    }
    std::fclose(file);
    return bundle_;
  }

  // Other authorities, and the server's own.
  std::string bundle() {
    auto const first = certify(key_.get(), "first", 3600);
    auto const second = certify(key_.get(), "second", 3600);
    return write_bundle({first.get(), second.get(), certificate_.get()});
  }

  void TearDown() override {
    server_.reset();
    std::filesystem::remove(bundle_);
  }

  Key key_{EVP_EC_gen("P-256")};
  Context context_{SSL_CTX_new(TLS_server_method())};
  Certificate certificate_;
  std::string bundle_ = testing::TempDir() + "stacktag-http-" + std::to_string(getpid()) + ".pem";
  std::atomic<int> resumed_{0};
  int answers_ = 1000;
  bool says_goodbye_ = true;
  std::unique_ptr<Loopback> server_;
};

TEST_F(Tls, refuses_an_unknown_authority) {
  serve();
  auto const refused = make_client({})->send({.url = url("localhost")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::tls);
  EXPECT_FALSE(refused.error().request_sent);
  EXPECT_THAT(refused.error().message, HasSubstr("self-signed certificate"));
}

TEST_F(Tls, refuses_the_wrong_host_name) {
  serve();
  auto const refused = make_client({.ca_bundle = bundle()})->send({.url = url("127.0.0.1")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::tls);
  EXPECT_FALSE(refused.error().request_sent);
}

TEST_F(Tls, refuses_a_certificate_that_has_run_out) {
  serve(-60);
  auto const refused = make_client({.ca_bundle = bundle()})->send({.url = url("localhost")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::tls);
  EXPECT_THAT(refused.error().message, HasSubstr("expired"));
}

TEST_F(Tls, refuses_everything_without_a_bundle) {
  serve();
  auto const client = make_client({.ca_bundle = bundle_});  // not written yet
  auto const refused = client->send({.url = url("localhost")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::tls);
  bundle();
  EXPECT_TRUE(client->send({.url = url("localhost")}));
}

TEST_F(Tls, trusts_the_bundle) {
  serve();
  auto const client = make_client({.ca_bundle = bundle()});
  for (int i = 0; i < 3; ++i) {
    auto const answered = client->send({.url = url("localhost")});
    ASSERT_TRUE(answered) << answered.error().message;
    EXPECT_EQ(answered->body, "trusted");
  }
  EXPECT_EQ(server_->connections(), 1);
}

// A bundle may hold several certificates of one name, as when an authority renews its own.
TEST_F(Tls, tries_each_certificate_of_the_name) {
  serve();
  Key const other_key(EVP_EC_gen("P-256"));
  auto const other = certify(other_key.get(), "stacktag test", 3600);
  auto const trusted = write_bundle({other.get(), certificate_.get()});
  auto const answered = make_client({.ca_bundle = trusted})->send({.url = url("localhost")});
  EXPECT_TRUE(answered) << answered.error().message;
}

TEST_F(Tls, does_not_trust_another_key_of_the_same_name) {
  serve();
  Key const other_key(EVP_EC_gen("P-256"));
  auto const other = certify(other_key.get(), "stacktag test", 3600);
  auto const trusted = write_bundle({other.get()});
  auto const refused = make_client({.ca_bundle = trusted})->send({.url = url("localhost")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::tls);
}

TEST_F(Tls, trusts_nobody_by_a_bundle_of_rubbish) {
  serve();
  for (auto const* rubbish :
       {"", "rubbish", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"}) {
    auto* const file = std::fopen(bundle_.c_str(), "w");
    std::fputs(rubbish, file);
    std::fclose(file);
    auto const refused = make_client({.ca_bundle = bundle_})->send({.url = url("localhost")});
    ASSERT_FALSE(refused) << rubbish;
    EXPECT_EQ(refused.error().fault, Fault::tls) << rubbish;
  }
}

// An authority that is not the server itself, so that the chain has to be built.
TEST_F(Tls, builds_a_chain_to_the_bundle) {
  Key const authority_key(EVP_EC_gen("P-256"));
  auto const authority = certify(authority_key.get(), "stacktag authority", 3600);
  auto const leaf =
      certify(key_.get(), "stacktag leaf", 3600, authority.get(), authority_key.get());
  serve_with(leaf.get());
  auto const trusted = write_bundle({authority.get()});
  auto const answered = make_client({.ca_bundle = trusted})->send({.url = url("localhost")});
  EXPECT_TRUE(answered) << answered.error().message;
}

TEST_F(Tls, resumes_sessions_on_new_connections) {
  answers_ = 1;
  serve();
  auto const client = make_client({.ca_bundle = bundle()});
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client->send({.url = url("localhost")}));
  }
  EXPECT_EQ(server_->connections(), 3);
  EXPECT_EQ(resumed_, 2);
}

TEST_F(Tls, serves_many_threads_at_once) {
  answers_ = 3;
  serve();
  auto const client = make_client({.ca_bundle = bundle()});
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < 12; ++i) {
          right += client->send({.url = url("localhost")}) ? 1 : 0;
        }
      });
    }
  }
  EXPECT_EQ(right, 96);
}

TEST_F(Tls, says_that_an_answer_was_cut_off) {
  answers_ = 0;
  says_goodbye_ = false;
  serve();
  auto const error = make_client({.ca_bundle = bundle()})->send({.url = url("localhost")});
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().fault, Fault::broken_off);
}

}  // namespace
}  // namespace stacktag::http
