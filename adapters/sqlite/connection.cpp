// SPDX-License-Identifier: Apache-2.0
#include "sqlite/connection.h"

#include <sqlite3.h>

#include <utility>

#include "stacktag/limits.h"

namespace stacktag::sqlite {
namespace {

// SQLite's texts name tables and columns, never values.
Error error_of(sqlite3* database, int code) {
  auto const plain = code & 0xff;
  bool const damaged = plain == SQLITE_CORRUPT || plain == SQLITE_NOTADB;
  std::string const text = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  return {
      Reason::store_unavailable,
      "the store: " + text +
          (damaged ? "; the file is damaged: restore a copy, or move it away to begin anew" : "")};
}

}  // namespace

Query::Query(sqlite3* database, sqlite3_stmt* statement)
    : database_(database), statement_(statement) {
  if (statement_ == nullptr) {
    error_ = error_of(database_, sqlite3_extended_errcode(database_));
  }
}

Query::~Query() {
  if (statement_ != nullptr) {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
}

void Query::judge(int code) {
  if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE && !error_) {
    error_ = error_of(database_, code);
  }
}

void Query::put(std::string_view text) {
  if (statement_ != nullptr) {
    judge(sqlite3_bind_text64(statement_, ++bound_, text.data() == nullptr ? "" : text.data(),
                              text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
}

void Query::put(std::int64_t value) {
  if (statement_ != nullptr) {
    judge(sqlite3_bind_int64(statement_, ++bound_, value));
  }
}

void Query::put(std::optional<std::int64_t> const& value) {
  if (value) {
    put(*value);
  } else if (statement_ != nullptr) {
    judge(sqlite3_bind_null(statement_, ++bound_));
  }
}

bool Query::next() {
  if (error_) {
    return false;
  }
  auto const code = sqlite3_step(statement_);
  judge(code);
  return code == SQLITE_ROW;
}

Result<void> Query::end() const {
  if (error_) {
    return fail(*error_);
  }
  return {};
}

Result<void> Query::run() {
  while (next()) {
  }
  return end();
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Query::number(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Query::text(int column) const {
  auto const* const bytes = sqlite3_column_blob(statement_, column);
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<char const*>(bytes), size);
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Result<std::unique_ptr<Connection>> Connection::open(std::string const& path, Access access) {
  auto const flags = (access == Access::read_only ? SQLITE_OPEN_READONLY
                                                  : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) |
                     SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* database = nullptr;
  auto const code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  std::unique_ptr<Connection> connection(new Connection(database));
  if (code != SQLITE_OK) {
    return fail(Reason::bad_configuration, path + ": " + error_of(database, code).message);
  }
  sqlite3_busy_timeout(database, static_cast<int>(limits::store_wait_max.count()));
  return connection;
}

Connection::~Connection() {
  for (auto const& [sql, statement] : statements_) {
    sqlite3_finalize(statement);
  }
  sqlite3_close_v2(database_);
}

Result<void> Connection::execute(char const* statements) {
  auto const code = sqlite3_exec(database_, statements, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    return fail(error_of(database_, code));
  }
  return {};
}

Query Connection::query(char const* sql) {
  auto& statement = statements_[sql];
  if (statement == nullptr) {
    sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  }
  return {database_, statement};
}

std::int64_t Connection::changes() const {
  return sqlite3_changes64(database_);
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(database_) == 0;
}

}  // namespace stacktag::sqlite
