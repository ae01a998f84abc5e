#pragma once
// One figure of a result changed behind its back.

#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace amur::test {

class result_file {
 public:
  explicit result_file(const std::filesystem::path& path) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error("can't open");
  }
  ~result_file() { sqlite3_close(handle_); }
  result_file(const result_file&) = delete;
  result_file& operator=(const result_file&) = delete;

  /// Runs a statement; the first column of its rows. Geometry triggers are not needed.
  std::vector<std::string> run(const std::string& sql) {
    std::vector<std::string> first;
    char* problem = nullptr;
    const auto add = [](void* rows, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(rows)->emplace_back(values[0] ? values[0] : "");
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), add, &first, &problem) != SQLITE_OK) {
      const std::string what = sql + ": " + (problem ? problem : "");
      sqlite3_free(problem);
      throw std::runtime_error(what);
    }
    return first;
  }

  /// Tables with rows, and their columns of numbers.
  std::vector<std::string> tables() {
    return run(
        "SELECT table_name FROM gpkg_contents WHERE table_name NOT IN ('run_log') ORDER BY 1");
  }
  std::vector<std::string> number_columns(const std::string& table) {
    return run("SELECT name FROM pragma_table_info('" + table +
               "') WHERE type IN ('REAL', 'INTEGER') AND name <> 'fid'");
  }
  /// Makes the largest figure of a column larger by a hundredth, or by one where it is a whole
  /// number; false where there is none but zero.
  bool raise(const std::string& table, const std::string& column) {
    std::string rows = "\"" + column + "\" <> 0";
    // Rows of next to no freight may have any averages.
    for (const auto& each : number_columns(table))
      if (each == "quantity" || each == "quantity_km")
        rows += " AND " + each + " > 0.001 * (SELECT max(" + each + ") FROM \"" + table + "\")";
    const auto at = run("SELECT fid FROM \"" + table + "\" WHERE " + rows + " ORDER BY abs(\"" +
                        column + "\") DESC LIMIT 1");
    if (at.empty()) return false;
    for (const auto& trigger :
         run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table +
             "'"))
      run("DROP TRIGGER \"" + trigger + "\"");
    run("UPDATE \"" + table + "\" SET \"" + column + "\" = CASE typeof(\"" + column +
        "\") WHEN 'integer' THEN 1 + \"" + column + "\" ELSE 1.01 * \"" + column +
        "\" END WHERE fid = " + at.front());
    return true;
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace amur::test
