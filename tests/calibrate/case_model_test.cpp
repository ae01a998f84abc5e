// How what is observed of a case answers to its cells, against cases that are solved anew: the
// choice with elastic demand and full capacities of Heihe, the user equilibrium of Sioux Falls.

#include "amur/calibrate/case_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "amur/calibrate/case_fit.h"
#include "support/data_dir.h"
#include "support/program.h"
#include "support/temporary_folder.h"

namespace amur::calibrate {
namespace {

struct read_cells {
  cases::case_inputs inputs;
  std::vector<cases::named_cell> cells;
  std::vector<double> start;
};

read_cells read(const std::filesystem::path& folder, const std::string& asked) {
  read_cells made;
  diagnostics report;
  const auto data = cases::read_case(folder, {}, report, &made.inputs);
  EXPECT_TRUE(data);
  made.cells = cases::find_cells(made.inputs.edited, asked, {}, {}, report);
  EXPECT_FALSE(report.has_errors()) << report.findings.front().message;
  for (const auto& cell : made.cells) made.start.push_back(cell.start);
  return made;
}

model::run_options exactly(double tolerance) {
  model::run_options options;
  options.threads = 1;
  options.terms.tolerance = tolerance;
  return options;
}

// Central differences of the fourth order.
void expect_slopes(const read_cells& of, const std::vector<table_sum>& sums, double tolerance,
                   double step, double close) {
  const case_model model(of.inputs, of.cells, exactly(tolerance));
  const auto at = model.solve(of.start, nullptr);
  const auto values = case_model::values(at, sums);
  const auto slopes = model.slopes(at, sums);
  for (std::size_t j = 0; j < of.cells.size(); ++j) {
    std::vector<double> rise(sums.size(), 0.0);
    const double size = of.start[j];
    for (const auto& [by, weight] :
         {std::pair{-2.0, 1.0 / 12}, {-1.0, -8.0 / 12}, {1.0, 8.0 / 12}, {2.0, -1.0 / 12}}) {
      auto moved = of.start;
      moved[j] += by * step * size;
      const auto there = case_model::values(model.solve(moved, &at), sums);
      for (std::size_t s = 0; s < sums.size(); ++s) rise[s] += weight * there[s] / step;
    }
    for (std::size_t s = 0; s < sums.size(); ++s)
      EXPECT_NEAR(slopes[s * of.cells.size() + j] * size, rise[s],
                  close * (std::abs(values[s]) + std::abs(rise[s])))
          << of.cells[j].name << ", sum " << s;
  }
}

TEST(case_model, heihe_answers_to_its_cells_as_differences_say) {
  const auto of = read(AMUR_PROJECT_DIR "/cases/heihe",
                       "crossings.heihe_bridge.wait_h; transfers.*_port_*_grain.cost_usd_per_t; "
                       "commodities.machinery.dispersion_usd_per_t; vehicles.truck_box.payload_t; "
                       "commodities.*.value_of_time_usd_per_t_h; demand.*/soybeans.quantity");
  ASSERT_EQ(of.cells.size(), 6U);
  EXPECT_TRUE(of.cells[4].is_factor);
  // Rows of `crossings`: two a crossing, in order; the bridge, then the port.
  expect_slopes(of,
                {{"crossings", "vehicles", {0, 1}, 1},
                 {"crossings", "t", {2, 3}, 2},
                 {"od", "delivered", {0, 1, 2, 3, 4, 5}, 1}},
                1e-11, 1e-3, 1e-6);
}

// Sioux Falls as a case.
std::filesystem::path sioux_falls(const test::temporary_folder& folder) {
  const auto path = folder.path() / "sioux";
  const auto run = test::run_program(
      "import tntp " + (test::data_dir() / "tntp/SiouxFalls").string() + " -o " + path.string());
  EXPECT_EQ(run.exit_code, 0) << run.err;
  return path;
}

std::vector<table_sum> every_link(std::size_t links) {
  std::vector<table_sum> sums;
  for (std::size_t row = 0; row < links; ++row) sums.push_back({"links", "vehicles", {row}, 1});
  return sums;
}

TEST(case_model, sioux_falls_answers_to_its_trips_as_differences_say) {
  AMUR_NEEDS_DATA(test::data_dir() / "tntp/SiouxFalls");
  const test::temporary_folder folder;
  const auto of = read(sioux_falls(folder),
                       "demand.1/20/trips.quantity; demand.10/1*/trips.quantity; "
                       "demand.2*.quantity; links.5.free_time_h; links.20.capacity_pce_per_day");
  ASSERT_EQ(of.cells.size(), 5U);
  expect_slopes(of, every_link(76), 1e-13, 1e-4, 1e-6);
}

TEST(case_model, trips_of_sioux_falls_are_estimated_from_counts) {
  AMUR_NEEDS_DATA(test::data_dir() / "tntp/SiouxFalls");
  const test::temporary_folder folder;
  const auto true_trips = read(sioux_falls(folder), "each demand.*.quantity");
  ASSERT_EQ(true_trips.cells.size(), 528U);
  const auto sums = every_link(76);
  const case_model model(true_trips.inputs, true_trips.cells, exactly(1e-13));
  const auto counted = case_model::values(model.solve(true_trips.start, nullptr), sums);
  // A survey's table, each pair off by a quarter.
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  auto surveyed = true_trips.start;
  for (std::size_t i = 0; i < surveyed.size(); ++i) surveyed[i] *= std::exp(0.25 * normal(random));
  auto inputs = true_trips.inputs;
  inputs.edited = cases::with_cells(inputs.edited, true_trips.cells, surveyed);
  auto cells = true_trips.cells;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i].written = {surveyed[i]};
    cells[i].start = surveyed[i];
    cells[i].confidence = "assumed";
  }
  std::vector<observed_figure> counts;
  for (std::size_t i = 0; i < sums.size(); ++i)
    counts.push_back({std::to_string(i), "", "", sums[i], counted[i], 0.002 * counted[i]});
  fit_options options;
  options.priors = true;
  const case_model from_survey(inputs, cells, exactly(1e-13));
  const auto fit = fit_case(from_survey, cells, counts, options);
  EXPECT_EQ(fit.found.status, fit_status::converged);
  double missed = 0, missed_before = 0, off = 0, off_before = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    missed += std::pow(fit.fitted[i] / counted[i] - 1, 2);
    missed_before += std::pow(fit.written[i] / counted[i] - 1, 2);
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double now = fit.found.cells(static_cast<Eigen::Index>(i));
    off += std::pow(std::log(now / true_trips.start[i]), 2);
    off_before += std::pow(std::log(surveyed[i] / true_trips.start[i]), 2);
  }
  // 76 counts can't tell 528 trips, but they are met, and the trips come nearer to the true ones.
  EXPECT_LT(std::sqrt(missed / missed_before), 0.1);
  EXPECT_LT(off, 0.95 * off_before);
}

}  // namespace
}  // namespace amur::calibrate
