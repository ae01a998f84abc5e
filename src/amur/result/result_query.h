#pragma once
// Read-only SQL over a result. The file and the query may come from a stranger: a process of its
// own reads the one and runs the other (query/query_engine.h).

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "amur/query/query_answer.h"

namespace amur::result {

/// `text` as a string of SQL.
[[nodiscard]] std::string sql_text(const std::string& text);
/// Texts as a list of SQL, for IN.
[[nodiscard]] std::string sql_list(std::span<const std::string> texts);

/// Where the program `amur-reader` is, for programs that it does not lie beside.
void use_reader_program(const std::filesystem::path& path);

/// An open result. Only SELECT statements run on it: no writes, no other databases, no settings.
/// One thread at a time may use it.
class result_database {
 public:
  /// Empty, with the reason in `problem`, where the file is no SQLite database that can be read.
  [[nodiscard]] static std::optional<result_database> open(const std::filesystem::path& path,
                                                           std::string& problem);

  result_database(result_database&&) noexcept;
  result_database& operator=(result_database&&) noexcept;
  ~result_database();

  /// Rows of one SELECT, or empty with the reason in `problem` (a write, two statements, an unknown
  /// column, a view, more time, rows or bytes than allowed).
  [[nodiscard]] std::optional<query::sql_rows> query(const std::string& sql, std::string& problem,
                                                     const query::query_limits& limits = {}) const;

  /// Whether it is there, and a table, not a view.
  [[nodiscard]] bool has_table(const std::string& name) const;

  /// As it was opened, for messages.
  [[nodiscard]] std::string file() const;

 private:
  struct reader;
  explicit result_database(std::unique_ptr<reader> opened);
  std::unique_ptr<reader> reader_;
};

}  // namespace amur::result
