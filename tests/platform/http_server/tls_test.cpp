// SPDX-License-Identifier: Apache-2.0
// The server through TLS, with certificates of the tests' own making.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "platform/http/tls_objects.h"
#include "platform/http_server/serving.h"

namespace stacktag::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

Certificate sign(EVP_PKEY* key, std::string const& name) {
  Certificate certificate(X509_new());
  auto* const x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, key);
  auto* const subject = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>(name.data()),
                             static_cast<int>(name.size()), -1, 0);
  X509_set_issuer_name(x509, subject);
  X509_sign(x509, key, EVP_sha256());
  return certificate;
}

// A visitor who speaks TLS of at most `version`, and trusts everybody.
class TlsVisitor {
 public:
  explicit TlsVisitor(Visitor visitor, int version = TLS1_3_VERSION)
      : visitor_(std::move(visitor)) {
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_set_security_level(context_.get(), 0);
    session_.reset(SSL_new(context_.get()));
    SSL_set_fd(session_.get(), visitor_.socket());
    is_secure_ = SSL_connect(session_.get()) == 1;
    ERR_clear_error();
  }

  bool is_secure() const { return is_secure_; }

  /// Of the server's certificate.
  std::string name() const {
    char text[64] = "";
    Certificate const certificate(SSL_get1_peer_certificate(session_.get()));
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, text,
                              sizeof text);
    return text;
  }

  bool send(std::string const& bytes) {
    return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

  /// What comes until `end` has come, or the connection has ended.
  std::string read_until(std::string_view end) {
    std::string text;
    char buffer[65536];
    while (text.find(end) == std::string::npos) {
      auto const got = SSL_read(session_.get(), buffer, sizeof buffer);
      if (got <= 0) {
        is_told_of_end_ = SSL_get_error(session_.get(), got) == SSL_ERROR_ZERO_RETURN;
        ERR_clear_error();
        break;
      }
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

  bool is_told_of_end() const { return is_told_of_end_; }

 private:
  Visitor visitor_;
  Context context_{SSL_CTX_new(TLS_client_method())};
  Session session_;
  bool is_secure_ = false;
  bool is_told_of_end_ = false;
};

class ServingTls : public Serving {
 protected:
  void SetUp() override {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets without MSG_NOSIGNAL
    write("first", key_.get());
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove(certificate_file_);
    std::filesystem::remove(key_file_);
  }

  void write(std::string const& name, EVP_PKEY* key, char const* password = nullptr) {
    auto* const certificate_file = std::fopen(certificate_file_.c_str(), "w");
    PEM_write_X509(certificate_file, sign(key, name).get());
    std::fclose(certificate_file);
    auto* const key_file = std::fopen(key_file_.c_str(), "w");
    PEM_write_PrivateKey(key_file, key, password == nullptr ? nullptr : EVP_aes_128_cbc(), nullptr,
                         0, nullptr, const_cast<char*>(password));
    std::fclose(key_file);
  }

  Result<std::unique_ptr<Server>> start(ServerLimits const& limits = {}) const {
    return start_server(
        {.certificate_file = certificate_file_, .key_file = key_file_, .limits = limits}, echo);
  }

  void serve_tls(ServerLimits const& limits = {}) {
    auto started = start(limits);
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }

  static std::string name_of_file(std::string const& kind) {
    return testing::TempDir() + "stacktag-server-" + std::to_string(getpid()) + kind;
  }

  Key key_{EVP_EC_gen("P-256")};
  std::string certificate_file_ = name_of_file(".pem");
  std::string key_file_ = name_of_file(".key");
};

TEST_F(ServingTls, answers) {
  serve_tls();
  for (auto const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsVisitor visitor(visit(), version);
    ASSERT_TRUE(visitor.is_secure());
    visitor.send(post("one") + post("two"));
    EXPECT_THAT(visitor.read_until("POST /p two"), HasSubstr("POST /p one"));
  }
}

TEST_F(ServingTls, takes_and_gives_much) {
  serve_tls();
  TlsVisitor visitor(visit());
  auto const body = std::string(1'000'000, 'x') + "end";
  visitor.send(post(body));
  EXPECT_THAT(visitor.read_until("end"), HasSubstr("POST /p " + body));
}

TEST_F(ServingTls, speaks_no_version_before_1_2) {
  serve_tls();
  EXPECT_FALSE(TlsVisitor(visit(), TLS1_1_VERSION).is_secure());
  EXPECT_TRUE(soon([this] { return refused(Refusal::handshake_failed) == 1; }));
}

TEST_F(ServingTls, says_that_it_ends) {
  serve_tls();
  TlsVisitor visitor(visit());
  visitor.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(visitor.read_until("never"), StartsWith("HTTP/1.1 200 OK"));
  EXPECT_TRUE(visitor.is_told_of_end());
}

TEST_F(ServingTls, refuses_so_that_the_client_can_read_it) {
  serve_tls({.body_bytes_max = 1000});
  TlsVisitor visitor(visit());
  visitor.send(post(std::string(2'000'000, 'x')));
  EXPECT_THAT(visitor.read_until("}"), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServingTls, does_not_wait_for_a_handshake_for_ever) {
  serve_tls({.handshake_time_max = 60ms});
  auto silent = visit();
  EXPECT_EQ(silent.rest(), "");
  EXPECT_EQ(refused(Refusal::handshake_failed), 1u);
}

TEST_F(ServingTls, does_not_wait_for_a_goodbye_for_ever) {
  serve_tls({.parting_time_max = 60ms});
  TlsVisitor visitor(visit());
  visitor.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(soon([this] { return server_->status().connections_open == 0; }));
}

TEST_F(ServingTls, refuses_requests_in_the_clear) {
  serve_tls();
  auto visitor = visit();
  visitor.send(get());
  EXPECT_EQ(visitor.rest().find("HTTP"), std::string::npos);
  EXPECT_EQ(refused(Refusal::handshake_failed), 1u);
}

TEST_F(ServingTls, proves_itself_with_new_certificates_once_told) {
  serve_tls();
  TlsVisitor old(visit());
  EXPECT_EQ(old.name(), "first");
  Key const other_key(EVP_EC_gen("P-256"));
  write("second", other_key.get());
  EXPECT_EQ(TlsVisitor(visit()).name(), "first");
  ASSERT_TRUE(server_->reload_certificates());
  EXPECT_EQ(TlsVisitor(visit()).name(), "second");
  old.send(post("goes on"));
  EXPECT_THAT(old.read_until("goes on"), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(ServingTls, keeps_its_certificate_where_the_new_one_does_not_load) {
  serve_tls();
  auto const reload = [this] {
    auto const reloaded = server_->reload_certificates();
    return reloaded ? "loaded" : reloaded.error().message;
  };
  Key const other_key(EVP_EC_gen("P-256"));
  write("second", other_key.get(), "secret");
  EXPECT_THAT(reload(), StartsWith("cannot load the key " + key_file_ + ": "));
  write("second", other_key.get());
  std::ofstream(certificate_file_) << "rubbish";
  EXPECT_THAT(reload(), StartsWith("cannot load the certificate " + certificate_file_ + ": "));
  std::filesystem::remove(certificate_file_);
  EXPECT_THAT(reload(), StartsWith("cannot load the certificate " + certificate_file_ + ": "));
  write("second", other_key.get());
  auto* const key_file = std::fopen(key_file_.c_str(), "w");
  PEM_write_PrivateKey(key_file, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(key_file);
  EXPECT_THAT(reload(), HasSubstr(key_file_));
  EXPECT_EQ(TlsVisitor(visit()).name(), "first");
}

TEST_F(ServingTls, does_not_start_without_certificate_and_key) {
  std::filesystem::remove(key_file_);
  auto const started = start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().reason, Reason::bad_configuration);
  EXPECT_THAT(started.error().message, StartsWith("cannot load the key " + key_file_ + ": "));
  auto const half = start_server({.certificate_file = certificate_file_}, echo);
  ASSERT_FALSE(half);
  EXPECT_EQ(half.error().message, "TLS needs both, a certificate and its key");
}

TEST_F(ServingTls, has_nothing_to_load_in_the_clear) {
  serve();
  EXPECT_TRUE(server_->reload_certificates());
}

}  // namespace
}  // namespace stacktag::http
