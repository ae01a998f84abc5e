// Results and queries of strangers: each ends within its limits, with a word on what it exceeded.

#include "amur/result/result_query.h"
#include "amur/base/sanitized.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <thread>

#include "support/changed_result.h"
#include "support/temporary_folder.h"

namespace amur::result {
namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr const char* endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";
constexpr const char* many =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) ";

// A file with a table of 200 links.
std::filesystem::path small_result(const test::temporary_folder& folder) {
  auto path = folder.path() / "r.gpkg";
  (void)test::change_result(path, "CREATE TABLE links(fid INTEGER PRIMARY KEY, t REAL);" +
                                      std::string(many) +
                                      "INSERT INTO links(t) SELECT i FROM n WHERE i <= 200");
  return path;
}

result_database opened(const std::filesystem::path& path) {
  std::string problem;
  auto database = result_database::open(path, problem);
  if (!database) throw std::runtime_error(problem);
  return std::move(*database);
}

std::string problem_of(const result_database& database, const std::string& sql,
                       const query::query_limits& limits = {}) {
  std::string problem;
  return database.query(sql, problem, limits) ? "" : problem;
}

double children_memory_mb() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

TEST(received_query, ends_within_its_limits_and_says_what_it_exceeded) {
  const test::temporary_folder folder;
  const auto database = opened(small_result(folder));
  const std::string late = "the query took longer than 1 s";
  const std::string long_text = "the query makes a text or blob of more than 4 MB";
  const std::string writes = "the query does more than read";
  const std::pair<std::string, std::string> attacks[] = {
      {"SELECT instr(hex(zeroblob(15000000)), hex(zeroblob(7000000)) || '1')", long_text},
      {"SELECT instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || '1')", late},
      {"SELECT printf('%.*c', 1e9, 'x')", late},
      {std::string(many) + "SELECT hex(zeroblob(30000000)) FROM n", long_text},
      {std::string(many) + "SELECT hex(zeroblob(2000000)) FROM n",
       "the query gives more than 96 MB"},
      {std::string(endless) + "SELECT sum(i) FROM n", late},
      {std::string(endless) + "SELECT i FROM n", "the query gives more than 50000 rows"},
      {"SELECT sum(a.t * b.t) FROM links a, links b, links c, links d", late},
      {"SELECT length(zeroblob(1000000000))", long_text},
      {"SELECT length(randomblob(1000000000))", long_text},
      {"SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))", long_text},
      {"SELECT count(*) FROM (SELECT randomblob(3000000) AS r FROM links ORDER BY r)",
       "the query needs more than 96 MB of memory"},
      {"ATTACH '/etc/passwd' AS x", writes},
      {"PRAGMA trusted_schema = 1", writes},
      {"SELECT * FROM pragma_database_list", writes},
      {"SELECT load_extension('/tmp/x')", writes},
      {"SELECT fts3_tokenizer('simple')", writes},
      {"SELECT readfile('/etc/passwd')", "no such function: readfile"},
  };
  for (const auto& [sql, problem] : attacks) {
    const auto begin = clock::now();
    const milliseconds time(problem == late ? 1000 : 10000);
    EXPECT_EQ(problem_of(database, sql, {time, 50000}), problem) << sql;
    EXPECT_LT(clock::now() - begin, time + milliseconds(1000)) << sql;
    EXPECT_EQ(problem_of(database, "SELECT count(*) FROM links"), "") << "after " << sql;
  }
  EXPECT_LT(children_memory_mb(), is_sanitized ? 2000 : 200);
}

TEST(received_query, of_a_view_is_refused) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  (void)test::change_result(path,
                            "CREATE VIEW flows AS " + std::string(endless) + "SELECT i FROM n");
  const auto database = opened(path);
  EXPECT_EQ(problem_of(database, "SELECT * FROM flows"),
            "'flows' is a view; a query reads tables only");
  EXPECT_FALSE(database.has_table("flows"));
  EXPECT_TRUE(database.has_table("links"));
}

TEST(received_query, of_a_virtual_table_is_refused) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  (void)test::change_result(path, "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1)");
  EXPECT_EQ(problem_of(opened(path), "SELECT * FROM boxes"), "no such module: rtree");
}

// A column that is computed on reading is code of whoever made the file.
TEST(received_query, of_a_column_that_computes_for_ever_ends) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  (void)test::change_result(
      path,
      "CREATE TABLE nodes(fid INTEGER PRIMARY KEY, y); INSERT INTO nodes(fid) VALUES (1); "
      "PRAGMA writable_schema = on; UPDATE sqlite_schema SET sql = 'CREATE TABLE nodes(fid INTEGER "
      "PRIMARY KEY, y, x AS (instr(hex(zeroblob(2000000)), hex(zeroblob(1000000)) || ''1'')))' "
      "WHERE name = 'nodes'");
  EXPECT_EQ(problem_of(opened(path), "SELECT x FROM nodes", {milliseconds(200)}),
            "the query took longer than 0.2 s");
}

TEST(received_result, that_is_not_at_rest_is_refused) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  for (const char* tail : {"-wal", "-journal"}) {
    const auto beside = folder.write("r.gpkg" + std::string(tail), "half");
    std::string problem;
    EXPECT_FALSE(result_database::open(path, problem));
    EXPECT_NE(problem.find(beside.string()), std::string::npos) << problem;
    std::filesystem::remove(beside);
  }
  (void)opened(path);
}

TEST(received_result, may_have_any_name) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  const auto odd = folder.path() / "a?b#c%20'\"d e.gpkg";
  std::filesystem::rename(path, odd);
  EXPECT_EQ(problem_of(opened(odd), "SELECT t FROM links"), "");
}

TEST(received_result, is_only_read_and_nothing_appears_beside_it) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  const auto before = test::slurp(path);
  EXPECT_EQ(problem_of(opened(path), "SELECT t FROM links ORDER BY t DESC"), "");
  EXPECT_EQ(test::slurp(path), before);
  const auto begin = std::filesystem::directory_iterator(folder.path());
  EXPECT_EQ(std::distance(begin, std::filesystem::directory_iterator()), 1);
}

TEST(received_result, that_is_none_is_a_problem) {
  const test::temporary_folder folder;
  std::string problem;
  EXPECT_FALSE(result_database::open(folder.write("t.gpkg", "no database"), problem));
  EXPECT_EQ(problem, "this is not a GeoPackage (file is not a database)");
  EXPECT_FALSE(result_database::open(folder.path() / "missing.gpkg", problem));
  EXPECT_EQ(problem, "there is no such file");
  EXPECT_FALSE(result_database::open(folder.path(), problem));
  EXPECT_EQ(problem, "there is no such file");
}

TEST(result_database, reads_from_many_threads_at_once_and_leaves_no_process) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round)
        if (problem_of(opened(path), "SELECT sum(t) FROM links").empty()) ++good;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, 80);
  EXPECT_TRUE(::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD);
}

TEST(result_database, without_its_reader_says_so) {
  const test::temporary_folder folder;
  const auto path = small_result(folder);
  use_reader_program("/no/amur-reader");
  std::string problem;
  EXPECT_FALSE(result_database::open(path, problem));
  EXPECT_NE(problem.find("/no/amur-reader can't be started"), std::string::npos) << problem;
  use_reader_program({});
  (void)opened(path);
}

// What a reader that was taken over may answer.
TEST(query_answer, that_breaks_the_rules_is_no_answer) {
  const auto read = [](std::string bytes) {
    std::string problem;
    std::string_view rest = bytes;
    const auto answer = query::read_answer(
        [&](char* to, std::size_t size) {
          if (rest.size() < size) return false;
          std::copy_n(rest.data(), size, to);
          rest.remove_prefix(size);
          return true;
        },
        {milliseconds(1), 2, 1000}, problem);
    return answer ? fmt::format("{} rows", answer->rows.size()) : "none" + problem;
  };
  std::string good;
  query::answer_writer writer([&](std::string_view bytes) {
    good += bytes;
    return true;
  });
  writer.columns({{"a", "b"}, {"REAL", ""}, {}});
  writer.row({1.5, "x"});
  writer.row({{}, "y"});
  writer.end();
  EXPECT_EQ(read(good), "2 rows");
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(read(good.substr(0, size)), "none") << size;
  const auto row = good.find('r');
  const auto second = good.find('r', row + 1);
  const auto rows = good.substr(row, second - row);
  EXPECT_EQ(read(good.substr(0, row) + rows + rows + rows + "e"), "none");  // too many rows
  EXPECT_EQ(read(good.substr(0, row) + good), "none");                      // columns twice
  EXPECT_EQ(read("c\xff\xff\xff\xff"), "none");                             // columns without end
  EXPECT_EQ(read(good.substr(0, row) + "rt\xff\xff\xff\x7f" + good), "none");  // a long text
  EXPECT_EQ(read("?"), "none");
}

}  // namespace
}  // namespace amur::result
