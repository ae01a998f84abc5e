// Which cells vary, what moves together, and what a factor makes of them.

#include "amur/ensemble/varied_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "amur/case/case_reader.h"
#include "support/tiny_case.h"

namespace amur::ensemble {
namespace {

struct known_case {
  cases::case_inputs inputs;
  cases::case_data data;
};

known_case read(const test::case_files& files) {
  const test::temporary_folder folder;
  diagnostics report;
  known_case made;
  auto data = cases::read_case(test::write_case(folder, files), {}, report, &made.inputs);
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) ADD_FAILURE() << to_string(finding);
  EXPECT_TRUE(data);
  if (data) made.data = std::move(*data);
  return made;
}

varied_case varied_in(const known_case& of, const spread_rules& rules = {}) {
  diagnostics report;
  auto varied = find_varied(of.inputs.edited, of.inputs.edited, of.data, rules, {}, report);
  EXPECT_FALSE(report.has_errors());
  return varied;
}

const std::string& cell(const cases::case_text& text, const std::string& table, std::size_t row,
                        const std::string& column) {
  const auto& rows = text.tables.at(table);
  return rows.rows[row].cells[rows.column(column)];
}

TEST(varied_case, only_rows_of_sources_with_a_spread_vary_and_those_of_one_move_together) {
  const auto tiny = read(test::tiny_case());
  const auto guessed = varied_in(tiny, {0, 0, 0, 0.5});
  std::set<std::string> columns;
  for (const auto& input : guessed.inputs) {
    EXPECT_EQ(input.source, "guess");
    EXPECT_EQ(input.confidence, "assumed");
    columns.insert(input.table + "." + input.column);
  }
  // The boat's link and crossing, and the visitors' demand.
  EXPECT_EQ(columns, (std::set<std::string>{"links.length_km", "links.free_time_h",
                                            "crossings.capacity_t_per_day",
                                            "crossings.fee_usd_per_t", "crossings.wait_h",
                                            "crossings.open_h_per_day", "demand.quantity"}));
  const auto all = varied_in(tiny);
  for (const auto& input : all.inputs)
    EXPECT_FALSE(input.column.ends_with("_coord")) << input.column;
  std::set<std::uint32_t> factors;
  for (const auto& input : all.inputs) factors.insert(input.factor);
  EXPECT_EQ(factors.size(), all.inputs.size());
}

TEST(varied_case, columns_that_a_row_calls_assumed_are) {
  auto files = test::tiny_case();
  files["centres.csv"] =
      "centre_id,name,node_id,floor_area_m2,x_coord,y_coord,margin,fixed_cost_usd_per_year,assumed,"
      "source\nmall,Mall,city_b,5000,129,50,0.2,100000,margin,survey\n";
  std::map<std::string, std::size_t> of;
  const auto varied = varied_in(read(files));
  for (const auto& input : varied.inputs)
    if (input.table == "centres") of[input.confidence] += input.cells;
  EXPECT_EQ(of, (std::map<std::string, std::size_t>{{"assumed", 1}, {"measured", 2}}));
}

TEST(varied_case, factors_multiply_their_cells_alone_and_stop_at_the_range) {
  const auto tiny = read(test::tiny_case());
  const auto varied = varied_in(tiny, {0, 0, 0, 0.5});
  std::vector<double> changes(varied.inputs.size(), 1.0);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (varied.inputs[i].column == "quantity") changes[i] = 1.25;
    if (varied.inputs[i].column == "open_h_per_day") changes[i] = 3;  // 12 h, of 24
  }
  const auto drawn = with_changes(tiny.inputs.edited, varied, changes);
  EXPECT_EQ(cell(drawn, "demand", 1, "quantity"), "75");
  EXPECT_EQ(cell(drawn, "demand", 0, "quantity"), "1000");
  EXPECT_EQ(cell(drawn, "crossings", 1, "open_h_per_day"), "24");
  EXPECT_EQ(cell(drawn, "crossings", 0, "open_h_per_day"), "16");
}

TEST(varied_case, nine_factors_in_ten_are_within_the_spread) {
  const auto tiny = read(test::tiny_case());
  const auto varied = varied_in(tiny, {0, 0, 0, 0.5});
  constexpr std::uint64_t draws = 1000;
  const latin_hypercube design(4, draws);
  int above = 0, below = 0, over_one = 0;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const double factor = changes_in(varied, design, i)[0];
    above += factor > 1.5;
    below += factor < 1 / 1.5;
    over_one += factor > 1;
  }
  // A Latin hypercube is exact to a draw.
  EXPECT_NEAR(above, 50, 1);
  EXPECT_NEAR(below, 50, 1);
  EXPECT_NEAR(over_one, 500, 1);
}

const char* const two_waits =
    "spread_id,cells,low,high,source\n"
    "boat_wait,crossings.boat.wait_h,2,8,survey\n"
    "fee,crossings.boat.fee_usd_per_t,-1,4,survey\n";

TEST(varied_case, a_spread_of_its_own_is_between_its_low_and_high_nine_times_in_ten) {
  auto files = test::tiny_case();
  files["spreads.csv"] = two_waits;
  const auto tiny = read(files);
  const auto varied = varied_in(tiny, {0, 0, 0, 0.5});
  ASSERT_EQ(varied.inputs[0].spread_id, "boat_wait");
  ASSERT_EQ(varied.inputs[1].spread_id, "fee");
  // No cell is of two inputs.
  for (const auto& one : varied.cells)
    EXPECT_EQ(std::ranges::count_if(varied.cells,
                                    [&](const varied_cell& other) {
                                      return other.table == one.table && other.row == one.row &&
                                             other.column == one.column;
                                    }),
              1);
  constexpr std::uint64_t draws = 1000;
  const latin_hypercube design(11, draws);
  std::map<std::string, std::vector<double>> drawn;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const auto text = with_changes(tiny.inputs.edited, varied, changes_in(varied, design, i));
    for (const auto* column : {"wait_h", "fee_usd_per_t"})
      drawn[column].push_back(std::stod(cell(text, "crossings", 1, column)));
  }
  for (auto& [column, values] : drawn) std::ranges::sort(values);
  // Of a lognormal with these ends the median is 4.
  EXPECT_NEAR(drawn["wait_h"][50], 2, 0.02);
  EXPECT_NEAR(drawn["wait_h"][500], 4, 0.02);
  EXPECT_NEAR(drawn["wait_h"][950], 8, 0.08);
  // A normal one, whose column holds nothing below 0.
  EXPECT_EQ(drawn["fee_usd_per_t"][50], 0);
  EXPECT_NEAR(drawn["fee_usd_per_t"][500], 1.5, 0.01);
  EXPECT_NEAR(drawn["fee_usd_per_t"][950], 4, 0.04);
}

TEST(varied_case, correlated_spreads_are) {
  auto files = test::tiny_case();
  files["spreads.csv"] = two_waits;
  files["correlations.csv"] =
      "spread_id,with_spread_id,correlation,source\nfee,boat_wait,-0.6,survey\n";
  const auto varied = varied_in(read(files), {});
  constexpr std::uint64_t draws = 4000;
  const latin_hypercube design(3, draws);
  std::array<double, 5> sums{};
  for (std::uint64_t i = 0; i < draws; ++i) {
    const double one = normal_in(varied, 0, design, i), other = normal_in(varied, 1, design, i);
    sums[0] += one;
    sums[1] += other;
    sums[2] += one * one;
    sums[3] += other * other;
    sums[4] += one * other;
  }
  for (double& sum : sums) sum /= static_cast<double>(draws);
  EXPECT_NEAR(sums[0], 0, 0.001);
  EXPECT_NEAR(sums[1], 0, 0.03);
  EXPECT_NEAR(sums[2], 1, 0.01);
  EXPECT_NEAR(sums[3], 1, 0.05);
  EXPECT_NEAR(sums[4], -0.6, 0.04);
}

TEST(varied_case, a_cell_that_a_scenario_sets_is_drawn_in_proportion) {
  auto files = test::tiny_case();
  files["spreads.csv"] = two_waits;
  const auto tiny = read(files);
  auto edited = tiny.inputs.edited;
  auto& rows = edited.tables.at("crossings");
  rows.rows[1].cells[rows.column("wait_h")] = "0";
  diagnostics report;
  const auto varied = find_varied(edited, tiny.inputs.edited, tiny.data, {}, {}, report);
  const latin_hypercube design(5, 10);
  for (std::uint64_t i = 0; i < 10; ++i)
    EXPECT_EQ(
        cell(with_changes(edited, varied, changes_in(varied, design, i)), "crossings", 1, "wait_h"),
        "0");
}

TEST(varied_case, correlations_that_cannot_all_be_are_refused) {
  auto files = test::tiny_case();
  files["spreads.csv"] = std::string(two_waits) + "road,links.*.length_km,0.9,1.1,survey\n";
  files["correlations.csv"] =
      "spread_id,with_spread_id,correlation,source\nfee,boat_wait,0.9,survey\n"
      "fee,road,0.9,survey\nroad,boat_wait,-0.9,survey\n";
  const auto made = read(files);
  diagnostics report;
  (void)find_varied(made.inputs.edited, made.inputs.edited, made.data, {}, {}, report);
  ASSERT_TRUE(report.has_errors());
  EXPECT_NE(to_string(report.findings.front()).find("positive definite"), std::string::npos);
}

}  // namespace
}  // namespace amur::ensemble
