// SPDX-License-Identifier: Apache-2.0
// SQLite 3 with results instead of codes. A connection is used by one thread at a time.
// https://www.sqlite.org/c3ref/intro.html
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "stacktag/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace stacktag::sqlite {

/// One use of a statement: bind, then next() row by row, or run() where there are none. Its first
/// error stays and is given by end().
class Query final {
 public:
  Query(sqlite3* database, sqlite3_stmt* statement);
  ~Query();
  Query(Query const&) = delete;
  Query& operator=(Query const&) = delete;

  /// The values of ?1, ?2, ... in their order. Texts must outlive the query.
  template <class... Values>
  Query& bind(Values const&... values) {
    (put(values), ...);
    return *this;
  }

  bool next();
  Result<void> end() const;
  Result<void> run();

  std::int64_t integer(int column) const;
  double number(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

 private:
  void put(std::string_view text);
  void put(std::string const& text) { put(std::string_view(text)); }
  void put(char const* text) { put(std::string_view(text)); }
  void put(std::int64_t value);
  void put(int value) { put(std::int64_t{value}); }
  void put(std::optional<std::int64_t> const& value);
  void judge(int code);

  sqlite3* database_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
  std::optional<Error> error_{};
};

enum class Access { read_write, read_only };

class Connection final {
 public:
  /// Errors: `store_unavailable`; `bad_configuration` where the file is no database, is damaged,
  /// or cannot be opened.
  static Result<std::unique_ptr<Connection>> open(std::string const& path, Access access);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  Result<void> execute(char const* statements);
  /// `sql` is a literal: the statement is kept under its address.
  Query query(char const* sql);

  std::int64_t changes() const;
  bool in_transaction() const;

 private:
  explicit Connection(sqlite3* database) : database_(database) {}

  sqlite3* database_;
  std::map<char const*, sqlite3_stmt*> statements_{};
};

}  // namespace stacktag::sqlite
