#include "amur/result/geopackage_writer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/result/result_query.h"
#include "amur/result/result_reader.h"
#include "amur/result/schema/about.h"
#include "amur/result/table_rows.h"
#include "support/result_dump.h"
#include "support/temporary_folder.h"

namespace amur::result {
namespace {

// Of table `links` only some columns.
struct short_link {
  std::string link_id;
  double t;
  std::int64_t is_open;

  static const row_schema<short_link>& schema() {
    static const row_schema<short_link> declared{"links",
                                                 written_by::run,
                                                 "A link.",
                                                 {{"link_id", &short_link::link_id, {"", "It."}},
                                                  {"t", &short_link::t, {"t/day", "Freight."}},
                                                  {"is_open", &short_link::is_open, {"", "Open."}}},
                                                 geometry_kind::line};
    return declared;
  }
};

result::result_tables sample() {
  table_rows<short_link> lines;
  lines.add({"a", 1.5, 1}, {{127, 50}, {127.5, 50.25}});
  lines.add({"Благовещенск \"x\"", std::nan(""), 0}, {{1, 2}, {3, 4}, {5, 6}});
  table_rows<run_row> run;
  run.add({.name = "case_title", .value = "Sample"});
  return {{lines.finish(), run.finish()}};
}

TEST(geopackage_writer, values_nulls_and_geometry_come_back) {
  const test::temporary_folder folder;
  const auto path = folder.path() / "r.gpkg";
  diagnostics report;
  ASSERT_TRUE(write_result(path, sample(), {}, report));
  const auto database = open_result(path, report);
  ASSERT_TRUE(database);
  const auto links = read_result_table(*database, "links", {}, report);
  ASSERT_TRUE(links);
  const auto& t = std::get<std::vector<double>>(links->column("t").values);
  EXPECT_EQ(t[0], 1.5);
  EXPECT_TRUE(std::isnan(t[1]));
  EXPECT_EQ(std::get<std::vector<std::string>>(links->column("link_id").values)[1],
            "Благовещенск \"x\"");
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(links->column("is_open").values)[0], 1);
  std::string problem;
  const auto extent =
      database->query("SELECT min_x, max_y FROM gpkg_contents WHERE table_name = 'links'", problem);
  ASSERT_TRUE(extent) << problem;
  EXPECT_EQ(std::get<double>(extent->rows[0][0]), 1);
  EXPECT_EQ(std::get<double>(extent->rows[0][1]), 50.25);
}

// The schema extension of GeoPackage 1.2 (OGC 12-128r14, annex F.9): the two tables, both
// registered, and a row only for a column that is there.
TEST(geopackage_writer, columns_say_what_they_are) {
  const test::temporary_folder folder;
  const auto path = folder.path() / "r.gpkg";
  diagnostics report;
  table_rows<claims_row> later;
  const auto more = [&](const auto&, result_tables& added) {
    added.tables.push_back(later.finish());
    return true;
  };
  ASSERT_TRUE(write_result(path, sample(), more, report));
  std::string problem;
  const auto database = result_database::open(path, problem);
  ASSERT_TRUE(database) << problem;
  const auto text = [&](const std::string& sql) {
    const auto rows = database->query(sql, problem);
    return rows && !rows->rows.empty() ? std::get<std::string>(rows->rows[0][0]) : problem;
  };
  EXPECT_EQ(text("SELECT group_concat(column_name) FROM (SELECT column_name FROM "
                 "gpkg_data_columns WHERE table_name = 'links' ORDER BY rowid)"),
            "link_id,t,is_open");
  EXPECT_EQ(text("SELECT title || ': ' || description FROM gpkg_data_columns WHERE table_name = "
                 "'links' AND column_name = 't'"),
            "t (t/day): Freight that passes. Unit: t/day.");
  EXPECT_EQ(text("SELECT group_concat(table_name || ' ' || extension_name || ' ' || scope) FROM "
                 "gpkg_extensions WHERE column_name IS NULL"),
            "gpkg_data_columns gpkg_schema read-write,"
            "gpkg_data_column_constraints gpkg_schema read-write");
  EXPECT_EQ(text("SELECT description FROM gpkg_contents WHERE table_name = 'claims'"),
            "A claim of the case, judged by the result's figures.");
  EXPECT_EQ(test::ask(path, "SELECT count(*) FROM gpkg_data_columns"), 3 + 2 + 10);
}

TEST(geopackage_writer, two_writes_give_the_same_file) {
  const test::temporary_folder folder;
  diagnostics report;
  ASSERT_TRUE(write_result(folder.path() / "a.gpkg", sample(), {}, report));
  ASSERT_TRUE(write_result(folder.path() / "b.gpkg", sample(), {}, report));
  EXPECT_EQ(test::slurp(folder.path() / "a.gpkg"), test::slurp(folder.path() / "b.gpkg"));
}

TEST(geopackage_writer, failing_queries_leave_the_earlier_result) {
  const test::temporary_folder folder;
  const auto path = folder.write("r.gpkg", "earlier");
  diagnostics report;
  EXPECT_FALSE(write_result(
      path, sample(), [](const auto&, auto&) { return false; }, report));
  EXPECT_EQ(test::slurp(path), "earlier");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(result_query, refuses_everything_but_one_quick_select) {
  const test::temporary_folder folder;
  const auto path = folder.path() / "r.gpkg";
  diagnostics report;
  ASSERT_TRUE(write_result(path, sample(), {}, report));
  std::string problem;
  const auto database = result_database::open(path, problem);
  for (const char* sql :
       {"DELETE FROM links", "INSERT INTO run VALUES (1, 2, 3)", "DROP TABLE links",
        "ATTACH ':memory:' AS x", "PRAGMA journal_mode = DELETE", "CREATE TABLE x (y)",
        "SELECT load_extension('x')", "SELECT 1; SELECT 2", "", "SELECT nothing FROM links",
        "VACUUM", "BEGIN"})
    EXPECT_FALSE(database->query(sql, problem)) << sql;
  const auto endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  EXPECT_FALSE(database->query(endless, problem, {std::chrono::milliseconds(50)}));
  EXPECT_EQ(problem, "the query took longer than 0.05 s");
  EXPECT_FALSE(database->query("SELECT 1 FROM links, links AS l", problem,
                               {std::chrono::milliseconds(1000), 3}));
  EXPECT_TRUE(database->query("SELECT count(*) FROM links;  ", problem)) << problem;
  EXPECT_FALSE(database->query("SELECT '" + std::string(30000, 'x') + "'", problem));
}

}  // namespace
}  // namespace amur::result
