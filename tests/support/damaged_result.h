#pragma once
// Results as disks, editors and attackers leave them: pages of noise, and databases that are whole
// but not what is expected.

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/random_damage.h"

namespace amur::test {

/// A database in memory, from the bytes of a file and back.
class database_image {
 public:
  explicit database_image(const std::string& bytes) {
    ::sqlite3_open(":memory:", &handle_);
    auto* copy = static_cast<unsigned char*>(::sqlite3_malloc64(bytes.size() + 1));
    std::memcpy(copy, bytes.data(), bytes.size());
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    ::sqlite3_deserialize(handle_, "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    ::sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  }
  ~database_image() { ::sqlite3_close(handle_); }
  database_image(const database_image&) = delete;
  database_image& operator=(const database_image&) = delete;

  void run(const std::string& sql) const {
    ::sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  [[nodiscard]] std::vector<std::string> words(const std::string& sql) const {
    std::vector<std::string> found;
    const auto take = [](void* to, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(to)->emplace_back(values[0] ? values[0] : "");
      return 0;
    };
    ::sqlite3_exec(handle_, sql.c_str(), take, &found, nullptr);
    return found;
  }
  [[nodiscard]] std::string bytes() const {
    sqlite3_int64 size = 0;
    auto* copy = ::sqlite3_serialize(handle_, "main", &size, 0);
    std::string result(copy ? reinterpret_cast<const char*>(copy) : "",
                       copy ? static_cast<std::size_t>(size) : 0);
    ::sqlite3_free(copy);
    return result;
  }

 private:
  sqlite3* handle_ = nullptr;
};

/// Statements that leave a database whole: other values, types, names, rows, and views for tables.
inline void damage_by_sql(std::string& bytes, std::mt19937_64& random) {
  const database_image image(bytes);
  const auto one_of = [&](const std::vector<std::string>& words) {
    return words.empty() ? "none" : words[random() % words.size()];
  };
  static const std::vector<std::string> values = {"NULL",
                                                  "9e999",
                                                  "-9e999",
                                                  "1e308",
                                                  "-1e308",
                                                  "5e-324",
                                                  "0",
                                                  "-1",
                                                  "'text'",
                                                  "''",
                                                  "x'00ff80'",
                                                  "zeroblob(70000)",
                                                  "'\"><b>'",
                                                  "char(27,155,10)",
                                                  "9223372036854775807"};
  const auto table = one_of(image.words(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name "
      "NOT LIKE 'rtree%'"));
  const auto column = one_of(image.words("SELECT name FROM pragma_table_info('" + table + "')"));
  const auto share = " WHERE rowid % " + std::to_string(1 + random() % 3) + " = 0";
  switch (random() % 8) {
    case 0:
      image.run("ALTER TABLE \"" + table + "\" RENAME COLUMN \"" + column + "\" TO other");
      break;
    case 1:
      image.run("DROP TABLE \"" + table + "\"");
      break;
    case 2:
      image.run("ALTER TABLE \"" + table + "\" RENAME TO kept; CREATE VIEW \"" + table +
                "\" AS SELECT * FROM kept");
      break;
    case 3:
      image.run("DELETE FROM \"" + table + "\"" + share);
      break;
    case 4:
      image.run("PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = replace(sql, '" +
                one_of({"REAL", "TEXT", "INTEGER"}) + "', '" +
                one_of({"TEXT", "REAL", "INTEGER", "", "BLOB", "TEXT AS (random())"}) +
                "') WHERE name = '" + table + "'");
      break;
    default:
      image.run("UPDATE \"" + table + "\" SET \"" + column + "\" = " + one_of(values) + share);
  }
  bytes = image.bytes();
}

/// Noise in one page: bytes, or a part of another page, or nothing but zeros.
inline void damage_a_page(std::string& bytes, std::mt19937_64& random) {
  constexpr std::size_t page_bytes = 4096;
  if (bytes.size() < 2 * page_bytes) return damage(bytes, random);
  const auto pages = bytes.size() / page_bytes;
  const auto page = random() % pages * page_bytes;
  if (const auto kind = random() % 8; kind == 0) {
    bytes.replace(page, page_bytes, page_bytes, '\0');
  } else if (kind == 1) {
    bytes.replace(page, page_bytes, bytes.substr(random() % pages * page_bytes, page_bytes));
  } else {
    // Where a page says what is in it, more often than in its rows.
    const std::size_t reach = kind < 5 ? 64 : page_bytes;
    for (std::size_t hits = 1 + random() % 4; hits > 0; --hits)
      bytes[page + random() % reach] = static_cast<char>(random() % 256);
  }
}

inline void damage_result(std::string& bytes, std::mt19937_64& random) {
  for (std::size_t times = 1 + random() % 2; times > 0; --times)
    random() % 2 == 0 ? damage_by_sql(bytes, random) : damage_a_page(bytes, random);
}

}  // namespace amur::test
