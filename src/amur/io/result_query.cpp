#include "amur/io/result_query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cctype>

namespace amur::io {
namespace {

using clock = std::chrono::steady_clock;

int allow_reading_only(void* refused, int action, const char*, const char*, const char*,
                       const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
      action == SQLITE_RECURSIVE)
    return SQLITE_OK;
  *static_cast<bool*>(refused) = true;
  return SQLITE_DENY;
}

int past_deadline(void* deadline) {
  return clock::now() > *static_cast<const clock::time_point*>(deadline) ? 1 : 0;
}

sql_value column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return {};
    default:
      break;
  }
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
  return std::string(text ? text : "");
}

// Undoes what a query sets on its connection, however it ends.
struct guard {
  sqlite3* handle;
  sqlite3_stmt* statement = nullptr;
  ~guard() {
    sqlite3_finalize(statement);
    sqlite3_set_authorizer(handle, nullptr, nullptr);
    sqlite3_progress_handler(handle, 0, nullptr, nullptr);
  }
};

}  // namespace

void result_database::closer::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

std::string sql_text(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

std::optional<result_database> result_database::open(const std::filesystem::path& path,
                                                     std::string& problem) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) {
    problem = "there is no such file";
    return std::nullopt;
  }
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
  result_database database;
  database.handle_.reset(handle);
  if (opened != SQLITE_OK || sqlite3_exec(handle, "SELECT count(*) FROM sqlite_schema", nullptr,
                                          nullptr, nullptr) != SQLITE_OK) {
    problem = fmt::format("this is not a GeoPackage ({})", sqlite3_errmsg(handle));
    return std::nullopt;
  }
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 26);
  return database;
}

std::optional<sql_rows> result_database::query(const std::string& sql, std::string& problem,
                                               std::chrono::milliseconds time_limit,
                                               std::size_t most_rows) const {
  if (sql.size() > longest_query) {
    problem = fmt::format("the query is longer than {} characters", longest_query);
    return std::nullopt;
  }
  sqlite3* handle = handle_.get();
  bool refused = false;
  auto deadline = clock::now() + time_limit;
  guard cleanup{handle};
  sqlite3_set_authorizer(handle, &allow_reading_only, &refused);
  sqlite3_progress_handler(handle, 1000, &past_deadline, &deadline);
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(handle, sql.c_str(), static_cast<int>(sql.size()), &cleanup.statement,
                         &rest) != SQLITE_OK) {
    problem = refused ? "the query does more than read" : sqlite3_errmsg(handle);
    return std::nullopt;
  }
  while (rest && (std::isspace(static_cast<unsigned char>(*rest)) || *rest == ';')) ++rest;
  if (!cleanup.statement || (rest && *rest != '\0')) {
    problem = cleanup.statement ? "there is more than one statement" : "the query is empty";
    return std::nullopt;
  }
  sql_rows result;
  const int columns = sqlite3_column_count(cleanup.statement);
  for (int i = 0; i < columns; ++i) {
    const char* type = sqlite3_column_decltype(cleanup.statement, i);
    result.columns.emplace_back(sqlite3_column_name(cleanup.statement, i));
    result.declared_types.emplace_back(type ? type : "");
  }
  for (;;) {
    const int step = sqlite3_step(cleanup.statement);
    if (step == SQLITE_DONE) return result;
    if (step != SQLITE_ROW) {
      problem = step == SQLITE_INTERRUPT
                    ? fmt::format("the query took longer than {} s",
                                  static_cast<double>(time_limit.count()) / 1000)
                    : std::string(sqlite3_errmsg(handle));
      return std::nullopt;
    }
    if (result.rows.size() == most_rows) {
      problem = fmt::format("the query gives more than {} rows", most_rows);
      return std::nullopt;
    }
    auto& row = result.rows.emplace_back();
    for (int i = 0; i < columns; ++i) row.push_back(column_value(cleanup.statement, i));
  }
}

bool result_database::has_table(const std::string& name) const {
  std::string problem;
  const auto rows =
      query("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')", problem);
  if (!rows) return false;
  for (const auto& row : rows->rows)
    if (const auto* found = std::get_if<std::string>(&row[0]); found && *found == name) return true;
  return false;
}

}  // namespace amur::io
