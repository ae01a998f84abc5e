// Ensembles over any study: models of known answer in the place of one.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "amur/result/schema/access.h"
#include "amur/result/table_rows.h"
#include "amur/study/case_solve.h"
#include "amur/study/ensemble_run.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

constexpr double ninety_fifth = 1.6448536269514722;
double normal_below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

struct named_input {
  const char* cells;
  double written;
  double (*value)(const cases::case_data& data);
};
using cases::case_data;
const std::array<named_input, 8> inputs = {{
    {"vehicles.truck.payload_t", 20,
     [](const case_data& d) { return d.vehicles[vehicle_id(0)].payload_t; }},
    {"vehicles.barge.payload_t", 500,
     [](const case_data& d) { return d.vehicles[vehicle_id(1)].payload_t; }},
    {"vehicles.coach.payload_t", 40,
     [](const case_data& d) { return d.vehicles[vehicle_id(2)].payload_t; }},
    {"vehicles.truck.cost_usd_per_h", 10,
     [](const case_data& d) { return d.vehicles[vehicle_id(0)].cost_usd_per_h; }},
    {"vehicles.barge.cost_usd_per_h", 100,
     [](const case_data& d) { return d.vehicles[vehicle_id(1)].cost_usd_per_h; }},
    {"vehicles.coach.cost_usd_per_h", 15,
     [](const case_data& d) { return d.vehicles[vehicle_id(2)].cost_usd_per_h; }},
    {"commodities.grain.value_usd_per_t", 200,
     [](const case_data& d) { return d.commodities[commodity_id(0)].value_usd_per_t; }},
    {"demand.farm/city_b/grain.quantity", 1000,
     [](const case_data& d) { return d.demands[0].t_per_day; }},
}};

// The tiny case, in which the logarithms of these cells are standard normal.
case_files normal_case() {
  auto files = tiny_case();
  std::string spreads = "spread_id,cells,low,high,source\n";
  for (std::size_t i = 0; i < inputs.size(); ++i)
    spreads += fmt::format("x{},{},{},{},survey\n", i, inputs[i].cells,
                           inputs[i].written * std::exp(-ninety_fifth),
                           inputs[i].written * std::exp(ninety_fifth));
  files["spreads.csv"] = spreads;
  return files;
}

using point = std::array<double, inputs.size()>;
constexpr point slopes = {3, -2, 1, 0.5, 0, 0, 0, 0};
const point g_weights = {0, 1, 4.5, 9, 99, 99, 99, 99};

double linear(const point& z) {
  double sum = 10;
  for (std::size_t i = 0; i < z.size(); ++i) sum += slopes[i] * z[i];
  return sum;
}
double ishigami(const point& u) {
  const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}
double g_function(const point& u) {
  double product = 1;
  for (std::size_t i = 0; i < u.size(); ++i)
    product *= (std::abs(4 * u[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
  return product;
}

// A study of its own: it reads the case and says these functions of its cells.
study::case_outcome say_functions(const study::study_task& task, const study::study_request&,
                                  diagnostics& report) {
  const auto data = study::read_asked(task, report);
  if (!data) return {};
  point z{}, u{};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    z[i] = std::log(inputs[i].value(*data) / inputs[i].written);
    u[i] = normal_below(z[i]);
  }
  result::table_rows<result::market_access_row> rows;
  const auto add = [&](const char* name, double value) {
    rows.add({.node_id = name,
              .country = "AAA",
              .commodity_id = "grain",
              .to_buyers_usd_per_day = value,
              .to_sellers_usd_per_day = -value,
              .least_cost_usd_per_t = value});
  };
  add("linear", linear(z));
  add("ishigami", ishigami(u));
  add("g", g_function(u));
  if (u[0] > 0.7) add("sometimes", u[0]);
  if (u[0] > 0.97) add("hardly", u[0]);
  study::case_outcome outcome{study::run_status::solved, {}};
  outcome.tables.tables.push_back(rows.finish());
  return outcome;
}

class general_ensemble : public testing::Test {
 protected:
  void answer(study::asked_ensemble asked, std::size_t threads = 2) {
    functions.name = "access";
    functions.run = say_functions;
    asked.study = &functions;
    asked.seed = 5;
    asked.rules = {0, 0, 0, 0};
    study::study_task task;
    task.folder = write_case(folder, normal_case());
    task.output = result;
    task.threads = threads;
    diagnostics report;
    const auto outcome = study::answer_ensemble(task, asked, report);
    ASSERT_EQ(outcome.status, study::run_status::solved)
        << (report.findings.empty() ? "" : to_string(report.findings.front()));
    for (const auto& finding : report.findings) warnings += to_string(finding) + "\n";
  }
  [[nodiscard]] double told(const std::string& what, const std::string& of) const {
    return ask(result, "SELECT " + what + " AND figure = 'to_buyers_usd_per_day' AND row = '" + of +
                           " grain'");
  }
  static study::picked_cells picked(const std::string& row, std::vector<double> levels = {}) {
    return {"", "market_access", row, "to_buyers_usd_per_day", std::move(levels)};
  }

  study::declared_study functions;
  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "e.gpkg";
  std::string warnings;
};

TEST_F(general_ensemble, has_the_percentiles_and_exceedance_of_a_normal_figure) {
  study::asked_ensemble asked;
  asked.draws = 1000;
  asked.picked = {picked("linear/*", {12, 16})};
  ASSERT_NO_FATAL_FAILURE(answer(asked));
  const double sigma = std::sqrt(9 + 4 + 1 + 0.25);
  const auto figure = [&](const char* column) {
    return told(std::string(column) + " FROM ensemble_figures WHERE table_name = 'market_access'",
                "linear");
  };
  EXPECT_EQ(figure("as_written"), 10);
  EXPECT_EQ(figure("share"), 1);
  EXPECT_NEAR(figure("mean"), 10, 0.02);
  EXPECT_NEAR(figure("p50"), 10, 0.15 * sigma);
  EXPECT_NEAR(figure("p25"), 10 - 0.6745 * sigma, 0.15 * sigma);
  EXPECT_NEAR(figure("p95"), 10 + ninety_fifth * sigma, 0.2 * sigma);
  EXPECT_NEAR(figure("p05"), 10 - ninety_fifth * sigma, 0.2 * sigma);
  const auto above = [&](double level) {
    return told(fmt::format("above FROM ensemble_exceedance WHERE level = {}", level), "linear");
  };
  EXPECT_NEAR(above(10), 0.5, 0.04) << "as written";
  EXPECT_NEAR(above(12), 1 - normal_below(2 / sigma), 0.04);
  EXPECT_NEAR(above(16), 1 - normal_below(6 / sigma), 0.02);
  EXPECT_EQ(ask(result, "SELECT count(*) FROM ensemble_exceedance WHERE what = 'asked'"), 2);
  // The histogram's counts are those of the normal distribution between its bins' ends.
  EXPECT_EQ(told("sum(draws) FROM ensemble_histograms WHERE 1", "linear"), 1000);
  const auto bins = static_cast<int>(told("max(bin) FROM ensemble_histograms WHERE 1", "linear"));
  for (int bin = 1; bin <= bins; ++bin) {
    const auto of_bin = [&](const char* column) {
      return told(fmt::format("{} FROM ensemble_histograms WHERE bin = {}", column, bin), "linear");
    };
    const double share =
        normal_below((of_bin("high") - 10) / sigma) - normal_below((of_bin("low") - 10) / sigma);
    EXPECT_NEAR(of_bin("draws"), 1000 * share, 5 + 4 * std::sqrt(1000 * share)) << bin;
  }
}

// First-order Sobol indices in closed form: Ishigami & Homma 1990; Saltelli & Sobol 1995.
TEST_F(general_ensemble, has_the_known_indices_within_its_intervals) {
  study::asked_ensemble asked;
  asked.draws = 2000;
  asked.picked = {picked("*")};
  ASSERT_NO_FATAL_FAILURE(answer(asked));
  const auto expect_index = [&](const std::string& row, std::size_t input, double expected) {
    const auto of = [&](const char* column) {
      return told(
          fmt::format("\"{}\" FROM ensemble_cell_drivers WHERE spread_id = 'x{}'", column, input),
          row);
    };
    EXPECT_LE(of("low"), expected + 0.01) << row << input;
    EXPECT_GE(of("high"), expected - 0.01) << row << input;
    EXPECT_NEAR(of("index"), expected, 0.06) << row << input;
  };
  const double pi_4 = std::pow(std::numbers::pi, 4), pi_8 = pi_4 * pi_4;
  const double whole = 49.0 / 8 + 0.1 * pi_4 / 5 + 0.01 * pi_8 / 18 + 0.5;
  expect_index("ishigami", 0, 0.5 * std::pow(1 + 0.1 * pi_4 / 5, 2) / whole);
  expect_index("ishigami", 1, 49.0 / 8 / whole);
  EXPECT_EQ(told("count(*) FROM ensemble_cell_drivers WHERE spread_id = 'x2'", "ishigami"), 0)
      << "x3 decides only together with x1";
  double all = 1;
  for (const double a : g_weights) all *= 1 + 1 / (3 * (1 + a) * (1 + a));
  for (std::size_t i = 0; i < 2; ++i)
    expect_index("g", i, 1 / (3 * std::pow(1 + g_weights[i], 2)) / (all - 1));
  for (std::size_t i = 0; i < 3; ++i) expect_index("linear", i, slopes[i] * slopes[i] / 14.25);
}

TEST_F(general_ensemble, says_in_how_many_draws_a_row_is_there) {
  study::asked_ensemble asked;
  asked.draws = 500;
  ASSERT_NO_FATAL_FAILURE(answer(asked));
  const std::string figures = " FROM ensemble_figures WHERE 1";
  EXPECT_NEAR(told("share" + figures, "sometimes"), 0.3, 0.003);
  EXPECT_NEAR(told("mean" + figures, "sometimes"), 0.85, 0.003);
  EXPECT_EQ(told("as_written IS NULL" + figures, "sometimes"), 1);
  EXPECT_EQ(told("count(*)" + figures, "hardly"), 0);
  EXPECT_NE(warnings.find("3 cells are left out"), std::string::npos) << warnings;
  // Every number of the study's own table is told, a compared figure or not.
  EXPECT_EQ(ask(result,
                "SELECT count(*) FROM ensemble_figures WHERE figure = "
                "'least_cost_usd_per_t'"),
            4);
}

TEST_F(general_ensemble, screens_a_linear_figure_to_its_slopes) {
  study::asked_ensemble asked;
  asked.is_screening = true;
  asked.draws = 4;
  asked.picked = {picked("linear/*"), picked("g/*")};
  ASSERT_NO_FATAL_FAILURE(answer(asked));
  EXPECT_EQ(ask(result, "SELECT count(*) FROM ensemble_effects"), 16);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto of = [&](const char* column) {
      return told(fmt::format("{} FROM ensemble_effects WHERE spread_id = 'x{}'", column, i),
                  "linear");
    };
    EXPECT_NEAR(of("mu"), 2 * ninety_fifth * slopes[i], 1e-9) << i;
    EXPECT_NEAR(of("mu_star"), std::abs(2 * ninety_fifth * slopes[i]), 1e-9) << i;
    EXPECT_NEAR(of("sigma"), 0, 1e-9) << i;
    EXPECT_EQ(of("effects"), 4);
  }
  EXPECT_EQ(told("count(*) FROM ensemble_effects WHERE rank = 1 AND spread_id = 'x0'", "g"), 1);
}

TEST_F(general_ensemble, refuses_a_study_that_reads_its_case_by_itself) {
  functions.name = "access";
  functions.run = [](const study::study_task& task, const study::study_request& request,
                     diagnostics& report) {
    auto own = task;
    own.edit = nullptr;
    return say_functions(own, request, report);
  };
  study::asked_ensemble asked;
  asked.study = &functions;
  asked.draws = 3;
  study::study_task task;
  task.folder = write_case(folder, normal_case());
  task.output = result;
  diagnostics report;
  (void)study::answer_ensemble(task, asked, report);
  ASSERT_TRUE(report.has_errors());
  EXPECT_FALSE(std::filesystem::exists(result));
}

}  // namespace
}  // namespace amur::test
