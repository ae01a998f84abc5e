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
    return run("SELECT name FROM pragma_table_info('" + table + "') WHERE type = 'REAL'");
  }
  /// Makes the largest figure of a column larger by a hundredth; false where it has none but zero.
  bool raise(const std::string& table, const std::string& column) {
    const auto at = run("SELECT fid FROM \"" + table + "\" WHERE \"" + column +
                        "\" <> 0 ORDER BY abs(\"" + column + "\") DESC LIMIT 1");
    if (at.empty()) return false;
    for (const auto& trigger :
         run("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '" + table +
             "'"))
      run("DROP TRIGGER \"" + trigger + "\"");
    run("UPDATE \"" + table + "\" SET \"" + column + "\" = 1.01 * \"" + column +
        "\" WHERE fid = " + at.front());
    return true;
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace amur::test
