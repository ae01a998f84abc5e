// Which cells vary, what moves together, and what a factor makes of them.

#include "amur/ensemble/varied_case.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/tiny_case.h"

namespace amur::ensemble {
namespace {

const std::map<std::string, std::string> confidences = {{"survey", "measured"},
                                                        {"guess", "assumed"}};

cases::case_text tiny_text() {
  const test::temporary_folder folder;
  diagnostics report;
  return *cases::read_case_text(test::write_case(folder, test::tiny_case()), report);
}

const std::string& cell(const cases::case_text& text, const std::string& table, std::size_t row,
                        const std::string& column) {
  const auto& rows = text.tables.at(table);
  return rows.rows[row].cells[rows.column(column)];
}

TEST(varied_case, only_rows_of_sources_with_a_spread_vary_and_those_of_one_move_together) {
  const auto text = tiny_text();
  const auto guessed = find_varied(text, confidences, {0, 0, 0, 0.5});
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
  const auto all = find_varied(text, confidences, {});
  for (const auto& input : all.inputs)
    EXPECT_FALSE(input.column.ends_with("_coord")) << input.column;
  std::set<std::uint32_t> factors;
  for (const auto& input : all.inputs) factors.insert(input.factor);
  EXPECT_EQ(factors.size(), all.inputs.size());
}

TEST(varied_case, columns_that_a_row_calls_assumed_are) {
  auto files = test::tiny_case();
  files["demand.csv"] =
      "origin_node_id,destination_node_id,commodity_id,quantity,assumed,source\n"
      "farm,city_b,grain,1000,quantity,survey\nfarm,city_b,visitors,60,,survey\n";
  const test::temporary_folder folder;
  diagnostics report;
  const auto text = cases::read_case_text(test::write_case(folder, files), report);
  std::map<std::string, std::size_t> of;
  for (const auto& input : find_varied(*text, confidences, {}).inputs)
    if (input.table == "demand") of[input.confidence] += input.cells;
  EXPECT_EQ(of, (std::map<std::string, std::size_t>{{"assumed", 1}, {"measured", 1}}));
}

TEST(varied_case, factors_multiply_their_cells_alone_and_stop_at_the_range) {
  const auto text = tiny_text();
  const auto varied = find_varied(text, confidences, {0, 0, 0, 0.5});
  std::vector<double> factors(varied.inputs.size(), 1.0);
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (varied.inputs[i].column == "quantity") factors[i] = 1.25;
    if (varied.inputs[i].column == "open_h_per_day") factors[i] = 3;  // 12 h, of 24
  }
  const auto drawn = with_factors(text, varied, factors);
  EXPECT_EQ(cell(drawn, "demand", 1, "quantity"), "75");
  EXPECT_EQ(cell(drawn, "demand", 0, "quantity"), "1000");
  EXPECT_EQ(cell(drawn, "crossings", 1, "open_h_per_day"), "24");
  EXPECT_EQ(cell(drawn, "crossings", 0, "open_h_per_day"), "16");
}

TEST(varied_case, nine_factors_in_ten_are_within_the_spread) {
  const auto text = tiny_text();
  const auto varied = find_varied(text, confidences, {0, 0, 0, 0.5});
  constexpr std::uint64_t draws = 1000;
  const latin_hypercube design(4, draws);
  int above = 0, below = 0, over_one = 0;
  for (std::uint64_t i = 0; i < draws; ++i) {
    const double factor = factor_in(varied.inputs[0], design, i);
    above += factor > 1.5;
    below += factor < 1 / 1.5;
    over_one += factor > 1;
  }
  // A Latin hypercube is exact to a draw.
  EXPECT_NEAR(above, 50, 1);
  EXPECT_NEAR(below, 50, 1);
  EXPECT_NEAR(over_one, 500, 1);
}

}  // namespace
}  // namespace amur::ensemble
