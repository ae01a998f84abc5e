#pragma once
// A query and its answer, as they pass between Amur and the program that reads results for it.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "amur/query/query_limits.h"

namespace amur::query {

using sql_value = std::variant<std::monostate, double, std::string>;  ///< monostate: NULL

struct sql_rows {
  std::vector<std::string> columns, declared_types;  ///< type empty for an expression
  std::vector<std::vector<sql_value>> rows;
};

struct sql_query {
  std::string sql;
  query_limits limits;
};

/// What a row takes in memory, about, so that an answer has the same size wherever it is counted.
[[nodiscard]] std::size_t answer_size(const std::vector<sql_value>& row);

/// Passes bytes on, or fetches so many; false where the other side is gone or late.
using byte_sink = std::function<bool(std::string_view)>;
using byte_source = std::function<bool(char*, std::size_t)>;

bool write_query(const sql_query& query, const byte_sink& sink);
/// Empty where no whole query comes.
[[nodiscard]] std::optional<sql_query> read_query(const byte_source& source);

/// An answer is its columns, rows and an end; or, in the place of any of these, why there is none.
class answer_writer {
 public:
  explicit answer_writer(byte_sink sink) : sink_(std::move(sink)) {}
  void columns(const sql_rows& named);
  void row(const std::vector<sql_value>& values);
  void end();
  void problem(const std::string& why);

 private:
  void put(std::string_view bytes);
  void flush();
  byte_sink sink_;
  std::string buffer_;
};

/// Rows, or empty: then with the reason in `problem`, or with none where no whole answer within the
/// limits came, as from a reader that no longer does what it should.
[[nodiscard]] std::optional<sql_rows> read_answer(const byte_source& source,
                                                  const query_limits& limits, std::string& problem);

}  // namespace amur::query
