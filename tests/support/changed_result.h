#pragma once
// Results as a stranger may have changed them.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

namespace amur::test {

/// Runs statements of SQL on a result, with no care for what they break. False where one fails.
inline bool change_result(const std::filesystem::path& result, const std::string& sql) {
  sqlite3* handle = nullptr;
  bool good = ::sqlite3_open(result.c_str(), &handle) == SQLITE_OK;
  // Triggers that GDAL writes for its own use call functions that only it has.
  ::sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  good = good && ::sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  if (!good) ADD_FAILURE() << sql << ": " << ::sqlite3_errmsg(handle);
  ::sqlite3_close(handle);
  return good;
}

/// A copy of a result with statements run on it.
inline std::filesystem::path changed_copy(const std::filesystem::path& result,
                                          const std::string& sql) {
  auto copy = result;
  copy.replace_filename("changed.gpkg");
  std::filesystem::copy_file(result, copy, std::filesystem::copy_options::overwrite_existing);
  (void)change_result(copy, sql);
  return copy;
}

/// The texts of the first column that a query gives.
inline std::vector<std::string> words_of(const std::filesystem::path& result,
                                         const std::string& sql) {
  std::vector<std::string> words;
  sqlite3* handle = nullptr;
  ::sqlite3_open(result.c_str(), &handle);
  const auto take = [](void* to, int, char** values, char**) {
    static_cast<std::vector<std::string>*>(to)->emplace_back(values[0] ? values[0] : "");
    return 0;
  };
  if (::sqlite3_exec(handle, sql.c_str(), take, &words, nullptr) != SQLITE_OK)
    ADD_FAILURE() << sql << ": " << ::sqlite3_errmsg(handle);
  ::sqlite3_close(handle);
  return words;
}

}  // namespace amur::test
