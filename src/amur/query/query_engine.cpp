#include "amur/query/query_engine.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <string_view>
#include <utility>

namespace amur::query {
namespace {

using clock = std::chrono::steady_clock;

constexpr int operations_between_looks = 1000;  // at the clock

// Beside SQLite's own limits: what no figure of a result needs, and what an attack is made of.
constexpr std::array<std::pair<int, int>, 10> sqlite_limits = {{
    {SQLITE_LIMIT_LENGTH, static_cast<int>(longest_value)},
    {SQLITE_LIMIT_SQL_LENGTH, 1'000'000},  // of the schema's statements too
    {SQLITE_LIMIT_EXPR_DEPTH, 200},
    {SQLITE_LIMIT_COMPOUND_SELECT, 100},
    {SQLITE_LIMIT_VDBE_OP, 200'000},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 0},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
}};

int allow_reading_only(void* refused, int action, const char*, const char* name, const char*,
                       const char*) {
  const bool reads =
      action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_RECURSIVE ||
      (action == SQLITE_FUNCTION && name && ::sqlite3_stricmp(name, "load_extension") != 0 &&
       ::sqlite3_stricmp(name, "fts3_tokenizer") != 0);
  if (reads) return SQLITE_OK;
  *static_cast<bool*>(refused) = true;
  return SQLITE_DENY;
}

int past_deadline(void* deadline) {
  return clock::now() > *static_cast<const clock::time_point*>(deadline) ? 1 : 0;
}

sql_value column_value(sqlite3_stmt* statement, int column) {
  const int type = ::sqlite3_column_type(statement, column);
  if (type == SQLITE_NULL) return {};
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
    return ::sqlite3_column_double(statement, column);
  const auto* bytes = type == SQLITE_TEXT
                          ? reinterpret_cast<const char*>(::sqlite3_column_text(statement, column))
                          : static_cast<const char*>(::sqlite3_column_blob(statement, column));
  const int size = ::sqlite3_column_bytes(statement, column);
  return bytes ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

// Undoes what a query sets on its connection, however it ends.
struct guard {
  sqlite3* handle;
  sqlite3_stmt* statement = nullptr;
  ~guard() {
    ::sqlite3_finalize(statement);
    ::sqlite3_set_authorizer(handle, nullptr, nullptr);
    ::sqlite3_progress_handler(handle, 0, nullptr, nullptr);
  }
};

// The path as SQLite takes it with settings.
std::string uri_of(const std::filesystem::path& path) {
  std::string uri = "file://";
  for (const char letter : std::filesystem::absolute(path).string())
    uri += std::strchr("?#%", letter) ? fmt::format("%{:02x}", letter) : std::string(1, letter);
  return uri + "?mode=ro&immutable=1";
}

// What another program has not yet put into the file, or put in halfway, would be missed.
std::string why_not_at_rest(const std::filesystem::path& path) {
  std::error_code code;
  for (const char* tail : {"-wal", "-journal"}) {
    const auto beside = path.string() + tail;
    const auto size = std::filesystem::file_size(beside, code);
    if (!code && size > 0)
      return fmt::format("another program has it open or was stopped while writing: there is {}",
                         beside);
  }
  return {};
}

bool names(std::string_view sql, std::string_view name) {
  const auto same = [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  };
  return std::search(sql.begin(), sql.end(), name.begin(), name.end(), same) != sql.end();
}

int add_name(void* names, int, char** values, char**) {
  if (values[0]) static_cast<std::vector<std::string>*>(names)->emplace_back(values[0]);
  return 0;
}

void defend(sqlite3* handle) {
  for (const auto& [what, most] : sqlite_limits) ::sqlite3_limit(handle, what, most);
  for (const auto& [setting, on] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        std::pair{SQLITE_DBCONFIG_ENABLE_VIEW, 0}, std::pair{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        std::pair{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}})
    ::sqlite3_db_config(handle, setting, on, nullptr);
  // Tables that code stands behind; what is in them is in plain tables too.
  ::sqlite3_drop_modules(handle, nullptr);
  ::sqlite3_exec(handle, "PRAGMA temp_store = memory; PRAGMA cell_size_check = on", nullptr,
                 nullptr, nullptr);
}

}  // namespace

std::string query_engine::why_not(int code, const sql_query& query) const {
  if (code == SQLITE_INTERRUPT)
    return fmt::format("the query took longer than {} s",
                       static_cast<double>(query.limits.time.count()) / 1000);
  if (code == SQLITE_TOOBIG)
    return fmt::format("the query makes a text or blob of more than {} MB", longest_value >> 20);
  if (code == SQLITE_NOMEM)
    return fmt::format("the query needs more than {} MB of memory", most_query_memory_mb);
  // Whatever SQLite says of what is behind a view that it may not use.
  for (const auto& view : views_)
    if (names(query.sql, view))
      return fmt::format("'{}' is a view; a query reads tables only", view);
  return ::sqlite3_errmsg(handle_.get());
}

void query_engine::closer::operator()(sqlite3* handle) const { ::sqlite3_close_v2(handle); }

std::optional<query_engine> query_engine::open(const std::filesystem::path& path,
                                               std::string& problem) {
  std::error_code code;
  if (!std::filesystem::is_regular_file(path, code)) {
    problem = "there is no such file";
    return std::nullopt;
  }
  problem = why_not_at_rest(path);
  if (!problem.empty()) return std::nullopt;
  ::sqlite3_hard_heap_limit64(static_cast<sqlite3_int64>(most_query_memory_mb) << 20);
  sqlite3* handle = nullptr;
  const int opened =
      ::sqlite3_open_v2(uri_of(path).c_str(), &handle,
                        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
  query_engine engine;
  engine.handle_.reset(handle);
  if (opened == SQLITE_OK) defend(handle);
  if (opened != SQLITE_OK ||
      ::sqlite3_exec(handle, "SELECT name FROM sqlite_schema WHERE type = 'view'", &add_name,
                     &engine.views_, nullptr) != SQLITE_OK) {
    problem = fmt::format("this is not a GeoPackage ({})", ::sqlite3_errmsg(handle));
    return std::nullopt;
  }
  return engine;
}

void query_engine::answer(const sql_query& query, answer_writer& out) const {
  sqlite3* handle = handle_.get();
  bool refused = false;
  auto deadline = clock::now() + query.limits.time;
  guard cleanup{handle};
  ::sqlite3_set_authorizer(handle, &allow_reading_only, &refused);
  ::sqlite3_progress_handler(handle, operations_between_looks, &past_deadline, &deadline);
  const char* rest = nullptr;
  const int prepared = ::sqlite3_prepare_v2(
      handle, query.sql.c_str(), static_cast<int>(query.sql.size()), &cleanup.statement, &rest);
  if (prepared != SQLITE_OK)
    return out.problem(refused ? "the query does more than read" : why_not(prepared, query));
  while (rest && (std::isspace(static_cast<unsigned char>(*rest)) || *rest == ';')) ++rest;
  if (!cleanup.statement || (rest && *rest != '\0'))
    return out.problem(cleanup.statement ? "there is more than one statement"
                                         : "the query is empty");
  const int columns = ::sqlite3_column_count(cleanup.statement);
  sql_rows named;
  for (int i = 0; i < columns; ++i) {
    const char* name = ::sqlite3_column_name(cleanup.statement, i);
    const char* type = ::sqlite3_column_decltype(cleanup.statement, i);
    named.columns.emplace_back(name ? name : "");
    named.declared_types.emplace_back(type ? type : "");
  }
  out.columns(named);
  std::size_t rows = 0, bytes = 0;
  std::vector<sql_value> row(static_cast<std::size_t>(columns));
  for (;;) {
    const int step = ::sqlite3_step(cleanup.statement);
    if (step == SQLITE_DONE) return out.end();
    if (step != SQLITE_ROW) return out.problem(why_not(step, query));
    if (++rows > query.limits.rows)
      return out.problem(fmt::format("the query gives more than {} row{}", query.limits.rows,
                                     query.limits.rows == 1 ? "" : "s"));
    for (int i = 0; i < columns; ++i)
      row[static_cast<std::size_t>(i)] = column_value(cleanup.statement, i);
    bytes += answer_size(row);
    if (bytes > query.limits.bytes)
      return out.problem(
          fmt::format("the query gives more than {} MB", query.limits.bytes / 1'000'000));
    out.row(row);
  }
}

}  // namespace amur::query
