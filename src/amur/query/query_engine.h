#pragma once
// SQL over a result, as it runs in the process that reads results: read-only and within limits.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "amur/query/query_answer.h"

struct sqlite3;

namespace amur::query {

class query_engine {
 public:
  /// Empty, with the reason in `problem`, where the file is no SQLite database at rest.
  [[nodiscard]] static std::optional<query_engine> open(const std::filesystem::path& path,
                                                        std::string& problem);

  /// Answers one SELECT on the file's tables; a problem is part of the answer. No views, triggers,
  /// writes, other databases or settings.
  void answer(const sql_query& query, answer_writer& out) const;

 private:
  struct closer {
    void operator()(sqlite3* handle) const;
  };
  [[nodiscard]] std::string why_not(int code, const sql_query& query) const;

  std::unique_ptr<sqlite3, closer> handle_;
  std::vector<std::string> views_;
};

}  // namespace amur::query
