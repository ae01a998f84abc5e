#pragma once
// What stands in a result file.

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

#include "amur/result/result_query.h"

namespace amur::test {

/// A test can't go on without it.
inline result::result_database opened_result(const std::filesystem::path& result) {
  std::string problem;
  auto database = result::result_database::open(result, problem);
  if (!database) throw std::runtime_error(problem);
  return std::move(*database);
}

/// The one number that a query of a result gives.
inline double ask(const std::filesystem::path& result, const std::string& sql) {
  std::string problem;
  const auto database = opened_result(result);
  const auto rows = database.query(sql, problem);
  if (!rows || rows->rows.empty()) {
    ADD_FAILURE() << sql << ": " << problem;
    return 0;
  }
  return std::get<double>(rows->rows[0][0]);
}

/// Every row of every table of Amur's but run_log, as text.
inline std::string dump(const std::filesystem::path& result) {
  std::string problem, text;
  const auto database = opened_result(result);
  const auto tables = database.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'rtree%' AND name <> "
      "'run_log' AND name NOT LIKE 'sqlite%' ORDER BY name",
      problem);
  EXPECT_TRUE(tables) << problem;
  for (const auto& table : tables->rows) {
    const auto name = std::get<std::string>(table[0]);
    text += name + "\n";
    const auto rows = database.query("SELECT * FROM \"" + name + "\"", problem);
    EXPECT_TRUE(rows) << problem;
    for (const auto& row : rows->rows) {
      for (const auto& value : row) {
        if (const auto* number = std::get_if<double>(&value))
          text.append(reinterpret_cast<const char*>(number), sizeof *number);
        if (const auto* word = std::get_if<std::string>(&value)) text += *word;
        text += '|';
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace amur::test
