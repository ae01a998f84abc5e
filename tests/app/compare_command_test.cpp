// What `amur compare` says of every kind of result, against what the results' own tables say.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/result/result_query.h"
#include "amur/result/schema.h"
#include "support/case_desk.h"
#include "support/finance_case.h"
#include "support/staged_case.h"
#include "support/trade_case.h"

namespace amur::test {
namespace {

std::vector<std::string> tables_of(const result::result_database& result) {
  std::string problem;
  std::vector<std::string> names;
  const auto found = result.query("SELECT name FROM sqlite_schema WHERE type = 'table'", problem);
  EXPECT_TRUE(found) << problem;
  for (const auto& row : found ? found->rows : std::vector<std::vector<query::sql_value>>{})
    names.push_back(std::get<std::string>(row[0]));
  return names;
}

// NaN where the row is missing or the cell is NULL.
double cell_of(const result::result_database& database, const std::string& table,
               const nlohmann::json& row, const std::vector<std::string>& keys,
               const std::string& figure) {
  std::string problem, where;
  for (const auto& key : keys)
    where += fmt::format("{}CAST({} AS TEXT) = '{}'", where.empty() ? "" : " AND ", key,
                         row[key].get<std::string>());
  const auto rows = database.query(
      fmt::format("SELECT CAST({} AS REAL) FROM {} WHERE {}", figure, table, where), problem);
  EXPECT_TRUE(rows) << problem;
  if (!rows || rows->rows.empty()) return std::nan("");
  EXPECT_EQ(rows->rows.size(), 1U) << table << " " << row;
  const auto* number = std::get_if<double>(&rows->rows[0][0]);
  return number ? *number : std::nan("");
}

double number_of(const nlohmann::json& value) {
  return value.is_number() ? value.get<double>() : std::nan("");
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// The figures of every table that both have and that the manual calls compared, and no others.
void expect_all_told(const std::string& a, const std::string& b, const std::string& own_table) {
  const auto run = run_program("compare " + a + " " + b + " --json");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto said = nlohmann::json::parse(run.out);
  EXPECT_TRUE(said.contains(own_table)) << run.out.substr(0, 500);
  std::string problem;
  const auto of_a = result::result_database::open(a, problem),
             of_b = result::result_database::open(b, problem);
  ASSERT_TRUE(of_a && of_b) << problem;
  std::size_t cells = 0;
  for (const auto& name : tables_of(*of_a)) {
    const auto* schema = result::find_table_schema(name);
    if (!schema) continue;
    std::vector<std::string> keys, figures;
    for (const auto& column : schema->columns) {
      if (column.key) keys.push_back(column.name);
      if (column.compared) figures.push_back(column.name);
    }
    EXPECT_EQ(said.contains(name), !keys.empty() && !figures.empty()) << name;
    if (!said.contains(name)) continue;
    for (const auto& row : said[name])
      for (const auto& figure : figures) {
        const auto& told = row.at(figure);
        const double before = cell_of(*of_a, name, row, keys, figure),
                     after = cell_of(*of_b, name, row, keys, figure);
        EXPECT_TRUE(same(number_of(told["a"]), before)) << name << row << before;
        EXPECT_TRUE(same(number_of(told["b"]), after)) << name << row << after;
        EXPECT_TRUE(same(number_of(told["change"]), after - before)) << name << row;
        ++cells;
      }
  }
  EXPECT_GT(cells, 0U);
}

TEST(compare_command, tells_what_changed_between_results_of_every_kind) {
  const auto expect_told = [](case_desk& made, const std::string& study, const std::string& before,
                              const std::string& after, const char* table) {
    SCOPED_TRACE(study);
    expect_all_told(made.result(study + " " + before, "a"), made.result(study + " " + after, "b"),
                    table);
  };
  case_desk staged(staged_case());
  expect_told(staged, "run", "", "-s free_bridge", "totals");
  expect_told(staged, "run", "--from 2023-09 --to 2023-10", "--from 2023-10 --to 2023-11",
              "month_totals");
  expect_told(staged, "skim", "", "-s winter", "skim");
  expect_told(staged, "simulate", "-c bridge", "-c bridge --traffic 1.1", "simulation_stages");
  expect_told(staged, "toll", "--crossing bridge --steps 3",
              "--crossing bridge --steps 3 -s winter", "toll_best");
  expect_told(staged, "appraise", "--with half_fee --years 2", "--with half_fee --years 3",
              "appraisal");
  expect_told(staged, "critical", "-n 2", "-n 2 -s free_bridge", "critical");
  expect_told(staged, "access", "", "-s free_bridge", "market_access");
  expect_told(staged, "carbon", "", "-s free_bridge", "emissions_by_mode");
  case_desk finance(finance_case());
  expect_told(finance, "finance", "", "", "finance_ratios");
  case_desk trade(trade_case());
  expect_told(trade, "run", "--trade --samples 2", "--trade --samples 2 -s high_duty",
              "trade_regions");
}

TEST(compare_command, says_that_nothing_differs_and_refuses_other_kinds) {
  case_desk staged(staged_case());
  const auto skim = staged.result("skim", "skim"),
             appraisal = staged.result("appraise --with half_fee --years 2", "worth");
  const auto alike = run_program("compare " + skim + " " + skim);
  EXPECT_EQ(alike.exit_code, 0) << alike.err;
  EXPECT_NE(alike.out.find("No figure differs by more than 0.05 % (--threshold)."),
            std::string::npos)
      << alike.out;
  const auto other = run_program("compare " + skim + " " + appraisal);
  EXPECT_EQ(other.exit_code, 2);
  EXPECT_NE(other.err.find("the results share no table that could be compared; allowed: results "
                           "of one kind"),
            std::string::npos)
      << other.err;
}

}  // namespace
}  // namespace amur::test
