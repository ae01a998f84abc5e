#pragma once
// Read-only SQL over a result.

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct sqlite3;

namespace amur::io {

using sql_value = std::variant<std::monostate, double, std::string>;  ///< monostate: NULL

struct sql_rows {
  std::vector<std::string> columns, declared_types;  ///< type empty for an expression
  std::vector<std::vector<sql_value>> rows;
};

inline constexpr std::chrono::milliseconds default_query_time{2000};
inline constexpr std::size_t longest_query = 20000;

/// `text` as a string of SQL.
[[nodiscard]] std::string sql_text(const std::string& text);

/// An open result. Only SELECT statements run on it: no writes, no other databases, no settings.
class result_database {
 public:
  /// Empty, with the reason in `problem`, where the file is no SQLite database that can be read.
  [[nodiscard]] static std::optional<result_database> open(const std::filesystem::path& path,
                                                           std::string& problem);

  /// Rows of one SELECT, or empty with the reason in `problem` (a write, two statements, an unknown
  /// column, longer than the time allowed, more than `most_rows` rows).
  [[nodiscard]] std::optional<sql_rows> query(
      const std::string& sql, std::string& problem,
      std::chrono::milliseconds time_limit = default_query_time,
      std::size_t most_rows = 1000000) const;

  [[nodiscard]] bool has_table(const std::string& name) const;

 private:
  struct closer {
    void operator()(sqlite3* handle) const;
  };
  std::unique_ptr<sqlite3, closer> handle_;
};

}  // namespace amur::io
