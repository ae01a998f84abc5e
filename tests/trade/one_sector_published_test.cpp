// General equilibria of structural gravity that others published on data we have.

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "amur/trade/one_sector.h"
#include "support/data_dir.h"
#include "support/trade_tables.h"

namespace amur::trade {
namespace {

struct experiment {
  std::vector<double> output, expenditure, before, after;
  double sigma = 0;
  std::size_t reference = 0;
  one_sector_equilibrium baseline, conditional, full;

  [[nodiscard]] one_sector_world world() const {
    return {output, expenditure, before, sigma, reference};
  }
  void solve() {
    baseline = solve_baseline(world());
    conditional = solve_conditional(world(), baseline, after);
    full = solve_full(world(), baseline, after);
  }
};

double per_cent(const std::vector<double>& after, const std::vector<double>& before,
                std::size_t country) {
  return 100 * (after[country] / before[country] - 1);
}

double exports_of(const one_sector_equilibrium& of, std::size_t i) {
  const auto n = of.output.size();
  double sum = 0;
  for (std::size_t j = 0; j < n; ++j) sum += i == j ? 0 : of.trade[i * n + j];
  return sum;
}

using coefficients = std::vector<std::pair<std::string, double>>;

// Canada and Japan sign an agreement (gegravity, examples_OneSectorGE.py).
experiment canada_and_japan(const test::pair_table& sample, const coefficients& given,
                            double constant) {
  const auto n = sample.countries.name.size();
  experiment made;
  made.output.resize(n);
  made.expenditure.resize(n);
  made.before.resize(n * n);
  made.after.resize(n * n);
  made.sigma = 5;
  made.reference = sample.countries.number.at("DEU");
  const auto canada = sample.countries.number.at("CAN"), japan = sample.countries.number.at("JPN");
  for (std::size_t row = 0; row < sample.trade.size(); ++row) {
    const auto i = sample.exporter[row], j = sample.importer[row];
    made.output[i] = sample.column.at("Y")[row];
    made.expenditure[j] = sample.column.at("E")[row];
    double cost = constant, agreed = 0;
    for (const auto& [name, value] : given) {
      cost += value * sample.column.at(name)[row];
      if (name == "pta") agreed = value * (1 - sample.column.at(name)[row]);
    }
    const bool signs = (i == canada && j == japan) || (i == japan && j == canada);
    made.before[i * n + j] = std::exp(cost);
    made.after[i * n + j] = std::exp(cost + (signs ? agreed : 0));
  }
  made.solve();
  return made;
}

// The numbers in the docstring of gegravity's OneSectorGE.simulate and Country, for the
// coefficients of its constructor's docstring: six decimals of a per cent.
TEST(one_sector_published, canada_and_japan_have_the_country_results_of_gegravity) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "gegravity_sample_2006.csv");
  const auto sample = test::read_gegravity_sample(test::data_dir());
  const auto made = canada_and_japan(sample,
                                     {{"lndist", -0.3764},
                                      {"contiguity", 0.8850},
                                      {"common_language", 0.0392},
                                      {"pta", 0.4823},
                                      {"international", -3.4224}},
                                     0);
  const auto ours =
      follow_implied_prices(made.world(), made.baseline, made.conditional, made.after);
  struct row {
    const char* country;
    double price, outward, inward, gdp, welfare, foreign_exports, domestic;
  };
  const std::vector<row> theirs = {
      {"AUS", 0.003619, -0.003619, 0.010917, -0.007297, 1.000073, -0.087967, 0.019477},
      {"AUT", -0.002883, 0.002883, 0.002462, -0.005345, 1.000053, -0.034994, -0.001338},
      {"BEL", -0.002154, 0.002154, 0.000362, -0.002516, 1.000025, -0.038306, -0.011198},
      {"BRA", -0.005570, 0.005570, 0.000090, -0.005660, 1.000057, -0.080164, -0.005454},
      {"CAN", -0.133548, 0.133727, -0.566459, 0.435377, 0.995665, 1.634938, -2.001652}};
  constexpr double digit = 6e-7;
  for (const auto& each : theirs) {
    const auto i = sample.countries.number.at(each.country);
    const auto& base = made.baseline;
    EXPECT_NEAR(100 * (ours.factory_gate_price[i] - 1), each.price, digit);
    EXPECT_NEAR(per_cent(ours.outward_resistance, base.outward_resistance, i), each.outward, digit);
    EXPECT_NEAR(per_cent(ours.inward_resistance, base.inward_resistance, i), each.inward, digit);
    EXPECT_NEAR(per_cent(ours.real_output, base.real_output, i), each.gdp, digit);
    EXPECT_NEAR(base.welfare[i] / ours.welfare[i], each.welfare, digit);
    EXPECT_NEAR(100 * (exports_of(ours, i) / exports_of(base, i) - 1), each.foreign_exports, digit);
    const auto at = i * sample.countries.name.size() + i;
    EXPECT_NEAR(100 * (ours.trade[at] / base.trade[at] - 1), each.domestic, digit);
  }
  const auto japan = sample.countries.number.at("JPN");
  EXPECT_NEAR(made.baseline.inward_resistance[japan], 0.9614086322479758, 1e-9);
  EXPECT_NEAR(made.baseline.outward_resistance[japan], 3.1061335655869926, 1e-8);
  EXPECT_NEAR(ours.inward_resistance[japan], 0.9632560064469474, 1e-9);
  EXPECT_NEAR(ours.outward_resistance[japan], 3.0984342875425104, 1e-8);
  EXPECT_NEAR(ours.factory_gate_price[japan], 1.0024848931201829, 1e-9);
}

// For the rest of the countries: gegravity solves the three sets of equations of _full_ge, with
// shares of output and expenditure as they were, and its answer is unique given the reference.
TEST(one_sector_published, every_country_solves_the_equations_of_gegravity) {
  AMUR_NEEDS_DATA(test::data_dir() / "trade" / "gegravity_sample_2006.csv");
  const auto sample = test::read_gegravity_sample(test::data_dir());
  const auto made = canada_and_japan(sample,
                                     {{"lndist", -0.3898623},
                                      {"contiguity", 0.891577},
                                      {"common_language", 0.0326249},
                                      {"pta", 0.4711383},
                                      {"international", -3.412584}},
                                     16.32434);
  const auto n = made.output.size();
  const auto canada = sample.countries.number.at("CAN"), japan = sample.countries.number.at("JPN");
  EXPECT_NEAR(100 * (made.after[canada * n + japan] / made.before[canada * n + japan] - 1),
              60.18165, 5e-6);
  EXPECT_NEAR(made.baseline.outward_resistance[made.reference], 0.050346, 5e-7);
  const auto ours =
      follow_implied_prices(made.world(), made.baseline, made.conditional, made.after);
  double world_output = 0, world_expenditure = 0;
  for (std::size_t i = 0; i < n; ++i) {
    world_output += made.output[i];
    world_expenditure += made.expenditure[i];
  }
  EXPECT_NEAR(ours.inward_resistance[made.reference], 1, 1e-12);
  for (std::size_t i = 0; i < n; ++i) {
    const auto power = [&made](double resistance) { return std::pow(resistance, made.sigma - 1); };
    double in = 0, out = 0;
    for (std::size_t j = 0; j < n; ++j) {
      in +=
          made.after[j * n + i] * made.output[j] / world_output * power(ours.outward_resistance[j]);
      out += made.after[i * n + j] * made.expenditure[j] / world_expenditure *
             power(ours.inward_resistance[j]);
    }
    EXPECT_NEAR(in * power(ours.inward_resistance[i]), 1, 1e-10);
    EXPECT_NEAR(out * power(ours.outward_resistance[i]), 1, 1e-10);
    const double beta = made.output[i] / world_output * power(made.baseline.outward_resistance[i]);
    EXPECT_NEAR(made.output[i] / world_output * power(ours.outward_resistance[i]) *
                    power(ours.factory_gate_price[i]) / beta,
                1, 1e-10);
  }
  // With expenditure and output answering in the resistances too, prices move less.
  EXPECT_EQ(made.full.status, trade_status::solved);
  EXPECT_LT(made.full.residuals.market_clearing, 1e-10);
  EXPECT_NEAR(100 * (made.full.factory_gate_price[canada] - 1), -0.118571, 1e-6);
}

// --- Yotov, Piermartini, Monteiro & Larch (2016)
// ----------------------------------------------------

experiment remove_borders(const test::pair_table& sample, const std::string& border_left) {
  const auto found = estimate_gravity(sample.gravity({"log_distance", "contiguous", "border"}));
  const auto n = sample.countries.name.size();
  experiment made;
  made.output.resize(n);
  made.expenditure.resize(n);
  made.before.resize(n * n);
  made.after.resize(n * n);
  made.sigma = 7;
  made.reference = sample.countries.number.at("DEU");
  for (std::size_t row = 0; row < sample.trade.size(); ++row) {
    const auto i = sample.exporter[row], j = sample.importer[row];
    made.output[i] += sample.trade[row];
    made.expenditure[j] += sample.trade[row];
    const double cost = found.coefficients[0].value * sample.column.at("log_distance")[row] +
                        found.coefficients[1].value * sample.column.at("contiguous")[row];
    const double left = border_left.empty() ? 0 : sample.column.at(border_left)[row];
    const double border = found.coefficients[2].value;
    made.before[i * n + j] = std::exp(cost + border * sample.column.at("border")[row]);
    made.after[i * n + j] = std::exp(cost + border * left);
  }
  made.solve();
  return made;
}

struct change_row {
  const char* country;
  double exports, inward, outward;
};

void expect_conditional(const test::pair_table& sample, const experiment& made,
                        const std::vector<change_row>& theirs) {
  // Printed with six digits and more; distances rounded to 10 m leave five.
  for (const auto& each : theirs) {
    const auto i = sample.countries.number.at(each.country);
    const auto &now = made.conditional, &base = made.baseline;
    EXPECT_NEAR(100 * (exports_of(now, i) / exports_of(base, i) - 1), each.exports,
                3e-6 * std::max(100.0, each.exports));
    EXPECT_NEAR(per_cent(now.inward_resistance, base.inward_resistance, i), each.inward, 2e-4);
    EXPECT_NEAR(per_cent(now.outward_resistance, base.outward_resistance, i), each.outward, 2e-4);
  }
}

// Chapter 2, application 1, step III.a: figure 6 and the authors' result files.
TEST(one_sector_published, trade_without_border_is_that_of_the_advanced_guide) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  const auto made = remove_borders(sample, "");
  expect_conditional(sample, made,
                     {{"ARG", 65.524279, -11.462421, -25.119400},
                      {"AUS", 229.559411, -5.872022, -17.343299},
                      {"CAN", 80.824632, -14.965979, -25.782537},
                      {"CHN", 175.496419, 7.543407, -18.784094},
                      {"DEU", 133.388600, 0, -19.469989},
                      {"MEX", 114.553829, -12.277239, -23.481268},
                      {"USA", 359.980757, -0.210977, -8.525030}});
}

// Chapter 2, exercise 1, part A.
TEST(one_sector_published,
     removing_the_border_of_canada_and_the_usa_is_that_of_the_advanced_guide) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  const auto made = remove_borders(sample, "border_of_others");
  expect_conditional(sample, made,
                     {{"ARG", -1.143954, 0.174511, 0.089842},
                      {"CAN", 79.812146, -16.852648, -21.912406},
                      {"CHN", -0.761556, -0.099377, 0.139690},
                      {"MEX", -3.040119, 0.473432, -0.075200},
                      {"USA", 54.451970, 0.031611, -1.123238}});
}

// Step III.b of application 1: the authors' iteration of trade, resistances and prices in turn.
// They stop it where prices change by less than 0.01, in the fifth round.
struct iterated {
  std::vector<double> price, at_their_stop;
};

iterated iterate_as_authors(const experiment& made) {
  const auto n = made.output.size();
  const double power = 1 / (1 - made.sigma);
  std::vector<double> output = made.output, expenditure = made.expenditure, phi, pi_first,
                      pi_before;
  std::vector<double> trade = made.conditional.trade, out_before, in_before, change(n), price(n);
  for (std::size_t i = 0; i < n; ++i) phi.push_back(made.expenditure[i] / made.output[i]);
  // exp(pi) of an exporter, relative to the reference's expenditure: y_i Pi_i^(sigma-1).
  const auto pi_of = [&](const one_sector_equilibrium& of) {
    std::vector<double> pi;
    for (std::size_t i = 0; i < n; ++i)
      pi.push_back(made.output[i] * std::pow(of.outward_resistance[i], made.sigma - 1));
    return pi;
  };
  const double world = std::accumulate(output.begin(), output.end(), 0.0);
  pi_first = pi_of(made.baseline);
  pi_before = pi_of(made.conditional);
  for (std::size_t i = 0; i < n; ++i) {
    pi_first[i] /= world;
    pi_before[i] /= world;
    change[i] = std::pow(pi_before[i] / pi_first[i], power);
    out_before.push_back(made.output[i] / pi_before[i]);
    in_before.push_back(std::pow(made.conditional.inward_resistance[i], 1 - made.sigma));
  }
  std::vector<double> out_change(n, 1), in_change(n, 1);
  iterated done;
  for (int round = 2; round < 200; ++round) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        trade[i * n + j] *= change[i] * change[j] / (out_change[i] * in_change[j]);
    // Their regression on exporter and importer effects fits both sums of trade.
    std::vector<double> sold(n, 0), bought(n, 0);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        sold[i] += trade[i * n + j];
        bought[j] += trade[i * n + j];
      }
    const double total = std::accumulate(sold.begin(), sold.end(), 0.0);
    std::vector<double> sold_share, bought_share;
    for (std::size_t i = 0; i < n; ++i) {
      sold_share.push_back(sold[i] / total);
      bought_share.push_back(bought[i] / total);
    }
    const auto fit =
        solve_resistances(sold_share, bought_share, made.after, made.reference, 1e-13, 50);
    for (std::size_t i = 0; i < n; ++i) {
      const double pi = sold_share[i] * fit.outward_power[i];
      // exp(chi_j) = bought_j P_j^(sigma-1) / bought_R, and E_j, E_R are phi times output.
      const double in = phi[i] * sold[i] / (bought[i] * fit.inward_power[i]) *
                        bought[made.reference] / (phi[made.reference] * sold[made.reference]);
      const double reference = phi[made.reference] * sold[made.reference] / bought[made.reference];
      const double out = sold[i] / (pi / reference);
      for (std::size_t j = 0; j < n; ++j)
        trade[i * n + j] = sold[i] / total * bought[j] * made.after[i * n + j] *
                           fit.outward_power[i] * fit.inward_power[j];
      change[i] = std::pow(pi / pi_before[i] / reference, power);
      out_change[i] = out / out_before[i];
      in_change[i] = in / in_before[i];
      price[i] = std::pow(pi / pi_first[i] / reference, power);
      pi_before[i] = pi;
      out_before[i] = out;
      in_before[i] = in;
    }
    if (round == 6) done.at_their_stop = price;
  }
  done.price = price;
  return done;
}

TEST(one_sector_published, the_iteration_of_the_advanced_guide_has_its_factory_gate_prices) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  const auto made = remove_borders(sample, "");
  ASSERT_EQ(made.full.status, trade_status::solved);
  const auto iteration = iterate_as_authors(made);
  // At their stop: the authors' result file. At the end: the R package tradepolicy, which goes on
  // for longer, has 32.1518, 21.3568, 32.3625, 23.2388, 24.3613, 29.0009 and 10.9724.
  const std::vector<std::pair<const char*, double>> theirs = {
      {"ARG", 32.276487}, {"AUS", 21.446000}, {"CAN", 32.584461}, {"CHN", 23.316692},
      {"DEU", 24.313246}, {"MEX", 29.226718}, {"USA", 11.140896}};
  const std::vector<double> later = {32.1518, 21.3568, 32.3625, 23.2388, 24.3613, 29.0009, 10.9724};
  for (std::size_t row = 0; row < theirs.size(); ++row) {
    const auto i = sample.countries.number.at(theirs[row].first);
    EXPECT_NEAR(100 * (iteration.at_their_stop[i] - 1), theirs[row].second, 2e-4);
    EXPECT_NEAR(100 * (iteration.price[i] - 1), later[row], 5e-4);
    // The iteration leaves it to its path how expenditure, a fixed multiple of output, adds up to
    // world output; solve_full scales all alike.
    EXPECT_NEAR(100 * (made.full.factory_gate_price[i] - 1), later[row], 0.07);
  }
}

TEST(one_sector_published, where_trade_balances_the_iteration_ends_at_the_full_equilibrium) {
  AMUR_NEEDS_DATA(test::data_dir() / "geo" / "agtpa_manufacturing_trade_2006.csv");
  const auto sample = test::read_wto_sample(test::data_dir());
  auto made = remove_borders(sample, "");
  made.expenditure = made.output;
  made.solve();
  ASSERT_EQ(made.full.status, trade_status::solved);
  const auto iteration = iterate_as_authors(made);
  for (std::size_t i = 0; i < made.output.size(); ++i)
    EXPECT_NEAR(iteration.price[i], made.full.factory_gate_price[i], 1e-9);
}

}  // namespace
}  // namespace amur::trade
