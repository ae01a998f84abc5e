#include "amur/finance/debt_risk.h"

#include <algorithm>

namespace amur::finance {
namespace {

constexpr std::size_t first_shocked = 2, last_shocked = 3, rated_years = 10;
// What the currency loses in the first of these years, and by how much of GDP the balance of trade
// is better a year later for each unit of real depreciation.
constexpr double lost_worth = 0.3, trade_response = 0.15;

// `path` written out for `years` years after its own start.
std::vector<double> written_out(const std::vector<double>& path, std::size_t years) {
  std::vector<double> all(years);
  for (std::size_t year = 0; year < years; ++year) all[year] = held(path, year);
  return all;
}

double worse(double projected, const history& past, double sign) {
  const double start = past.mean ? sign * std::min(sign * *past.mean, sign * projected) : projected;
  return start - sign * past.sd;
}

// Moves the shocked years of a path from year 1 on; `sign` 1: lower is worse.
void shock(std::vector<double>& path, const history& past, double size, double sign) {
  for (std::size_t year = first_shocked; year <= std::min(last_shocked, path.size()); ++year) {
    double& value = path[year - 1];
    value += size * (worse(value, past, sign) - value);
  }
}

// The currency loses `loss` of its worth in year 2: the GDP deflator in dollars grows by what isn't
// passed on into local prices less, and a year later trade responds to the real depreciation.
void depreciate(economy& shocked, double loss) {
  if (shocked.growth.size() < first_shocked) return;
  double& price = shocked.depreciation[first_shocked - 1];
  double& inflation = shocked.inflation[first_shocked - 1];
  const double dollar_deflator = (1 + inflation) / (1 + price) - (1 - passed_into_prices) * loss;
  price = (1 + price) / (1 - loss) - 1;
  inflation = (1 + price) * dollar_deflator - 1;
  if (shocked.growth.size() > first_shocked)
    shocked.extra_external_flows[first_shocked] -=
        trade_response * ((1 + loss) / (1 + passed_into_prices * loss) - 1);
}

double falling_due(const exposure& exposed) {
  constexpr double share_of_partnerships = 0.35;
  return exposed.contingent_liabilities + share_of_partnerships * exposed.partnership_stock;
}

// The tests of states that are exposed to more than all are; exports in dollars.
void expose(economy& shocked, std::vector<double>& exports, stress_test test,
            const exposure& exposed) {
  constexpr double disaster_cost = 0.1, growth_lost = 0.015, export_growth_lost = 0.035;
  constexpr double dearer_by = 0.04, market_loss = 0.15, shortened = 2.0 / 3;
  constexpr std::size_t years_of_low_prices = 6, dear_years = 3;
  constexpr int longest_years = 5;
  if (shocked.growth.size() < first_shocked) return;
  const auto t = first_shocked - 1;
  if (test == stress_test::contingent_liabilities) shocked.other_flows[t] += falling_due(exposed);
  if (test == stress_test::natural_disaster) {
    shocked.other_flows[t] += disaster_cost;
    shocked.growth[t] -= growth_lost;
    const double growth = exports[first_shocked] / exports[first_shocked - 1];
    for (std::size_t year = first_shocked; year < exports.size(); ++year)
      exports[year] *= 1 - export_growth_lost / growth;
  }
  if (test == stress_test::commodity_prices)
    for (std::size_t k = 0; k < years_of_low_prices && first_shocked + k < exports.size(); ++k)
      exports[first_shocked + k] *= 1 - exposed.commodity_share * exposed.commodity_price_fall *
                                            static_cast<double>(years_of_low_prices - k) /
                                            years_of_low_prices;
  if (test == stress_test::market_financing) {
    auto terms = shocked.fresh;
    terms.rate += dearer_by;
    terms.maturity_years = std::clamp(terms.maturity_years > longest_years
                                          ? longest_years
                                          : static_cast<int>(shortened * terms.maturity_years),
                                      1, longest_years);
    terms.grace_years =
        std::min(static_cast<int>(shortened * terms.grace_years), terms.maturity_years - 1);
    shocked.costly = {exposed.market_share, first_shocked, first_shocked + dear_years - 1, terms};
    depreciate(shocked, market_loss);
  }
}

// Exports of years 0 on, dollars, with growth shocked in two years and as projected in others.
std::vector<double> shocked_exports(const debt_path& before, const history& past, double size) {
  auto exports = before.exports_usd;
  for (std::size_t year = 1; year < exports.size(); ++year) {
    double growth = before.exports_usd[year] / before.exports_usd[year - 1] - 1;
    if (year >= first_shocked && year <= last_shocked)
      growth += size * (worse(growth, past, 1) - growth);
    exports[year] = exports[year - 1] * (1 + growth);
  }
  return exports;
}

}  // namespace

economy at_past_means(const economy& of, const economy_history& past, std::size_t years) {
  const auto before = debt_path_of(of, years);
  auto changed = of;
  if (past.growth.mean) changed.growth = {*past.growth.mean};
  if (past.primary_balance.mean) changed.primary_balance = {*past.primary_balance.mean};
  if (past.other_flows.mean) changed.other_flows = {*past.other_flows.mean};
  auto exports = before.exports_usd;
  if (past.export_growth.mean)
    for (std::size_t year = 1; year < exports.size(); ++year)
      exports[year] = exports[year - 1] * (1 + *past.export_growth.mean);
  changed.exports = exports_in_dollars(changed, exports);
  return changed;
}

double threshold(debt_carrying_capacity capacity, debt_indicator indicator) {
  constexpr double table[debt_indicators][3] = {{0.30, 0.40, 0.55},
                                                {1.40, 1.80, 2.40},
                                                {0.10, 0.15, 0.21},
                                                {0.14, 0.18, 0.23},
                                                {0.35, 0.55, 0.70}};
  return table[static_cast<std::size_t>(indicator)][static_cast<std::size_t>(capacity)];
}

std::string_view to_string(stress_test test) {
  constexpr std::array<std::string_view, stress_tests> names = {
      "baseline",         "growth",           "primary_balance", "exports",
      "other_flows",      "depreciation",     "combination",     "contingent_liabilities",
      "natural_disaster", "commodity_prices", "market_financing"};
  return names[static_cast<std::size_t>(test)];
}

std::string_view to_string(shock_space space) {
  constexpr std::array<std::string_view, 4> names = {"", "limited", "some", "substantial"};
  return names[static_cast<std::size_t>(space)];
}

bool applies(stress_test test, const exposure& exposed) {
  switch (test) {
    case stress_test::contingent_liabilities:
      return falling_due(exposed) > 0;
    case stress_test::natural_disaster:
      return exposed.to_disasters;
    case stress_test::commodity_prices:
      return exposed.commodity_share >= 0.5 && exposed.commodity_price_fall > 0;
    case stress_test::market_financing:
      return exposed.market_share > 0;
    default:
      return true;
  }
}

std::string_view to_string(debt_risk risk) {
  constexpr std::array<std::string_view, 4> names = {"low", "moderate", "high", "in distress"};
  return names[static_cast<std::size_t>(risk)];
}

std::vector<double> exports_in_dollars(const economy& of, const std::vector<double>& usd) {
  std::vector<double> shares;
  double gdp = of.gdp_usd;
  for (std::size_t year = 0; year < usd.size(); ++year) {
    if (year > 0)
      gdp *= (1 + held(of.growth, year - 1)) * (1 + held(of.inflation, year - 1)) /
             (1 + held(of.depreciation, year - 1));
    shares.push_back(usd[year] / gdp);
  }
  return shares;
}

economy under_stress(const economy& of, const economy_history& past, stress_test test,
                     std::size_t years, const exposure& exposed) {
  if (test == stress_test::baseline) return of;
  const double size = test == stress_test::combination ? 0.5 : 1;
  const auto hit = [test](stress_test one) {
    return test == one || test == stress_test::combination;
  };
  const auto before = debt_path_of(of, years);
  auto shocked = of;
  for (auto* path : {&shocked.growth, &shocked.inflation, &shocked.depreciation,
                     &shocked.primary_balance, &shocked.other_flows, &shocked.extra_external_flows})
    *path = written_out(*path, years);
  if (hit(stress_test::growth)) shock(shocked.growth, past.growth, size, 1);
  if (hit(stress_test::primary_balance))
    shock(shocked.primary_balance, past.primary_balance, size, 1);
  if (hit(stress_test::depreciation)) depreciate(shocked, size * lost_worth);
  auto exports = hit(stress_test::exports) ? shocked_exports(before, past.export_growth, size)
                                           : before.exports_usd;
  expose(shocked, exports, test, exposed);
  auto other = written_out(of.other_flows, years);
  if (hit(stress_test::other_flows)) shock(other, past.other_flows, size, -1);

  shocked.exports = exports_in_dollars(shocked, exports);
  const auto projected_exports = exports_in_dollars(shocked, before.exports_usd);
  double real = 1;  // output beside the projection's
  for (std::size_t year = 1; year <= years; ++year) {
    const auto t = year - 1;
    real *= (1 + shocked.growth[t]) / (1 + held(of.growth, t));
    const double spending = held(of.revenue, year) - held(of.primary_balance, t);
    shocked.primary_balance[t] -= spending * (1 / real - 1);
    // Transfers and investment that stay away are missing in foreign money.
    shocked.extra_external_flows[t] += other[t] - held(of.other_flows, t);
    const bool is_missed = hit(stress_test::exports) && year <= last_shocked;
    if (is_missed || test == stress_test::commodity_prices)
      shocked.extra_external_flows[t] += projected_exports[year] - shocked.exports[year];
  }
  return shocked;
}

bool is_breach(const std::vector<double>& path, double threshold) {
  int above = 0;
  for (std::size_t year = 1; year < std::min(path.size(), rated_years + 1); ++year)
    above += path[year] > threshold;
  return above > 1;
}

shock_space space_of(const debt_path& projection, debt_carrying_capacity capacity) {
  auto space = shock_space::substantial;
  for (std::size_t i = 0; i < debt_indicators; ++i) {
    const auto which = static_cast<debt_indicator>(i);
    if (which == debt_indicator::pv_public_to_gdp) continue;
    const bool of_service =
        which == debt_indicator::service_to_exports || which == debt_indicator::service_to_revenue;
    const double limit = threshold(capacity, which);
    if (is_breach(projection.indicator[i], (of_service ? 0.88 : 0.8) * limit))
      return shock_space::limited;
    if (is_breach(projection.indicator[i], (of_service ? 0.65 : 0.6) * limit))
      space = shock_space::some;
  }
  return space;
}

double composite_indicator(const capacity_inputs& inputs) {
  const double reserves = inputs.reserves_to_imports;
  return 0.385 * inputs.policy_score + 2.719 * inputs.growth + 4.052 * reserves -
         3.990 * reserves * reserves + 2.022 * inputs.remittances_to_gdp +
         13.520 * inputs.world_growth;
}

debt_carrying_capacity capacity_of(double composite_indicator) {
  if (composite_indicator < 2.69) return debt_carrying_capacity::weak;
  return composite_indicator > 3.05 ? debt_carrying_capacity::strong
                                    : debt_carrying_capacity::medium;
}

risk_rating rate_risk(const economy& of, const economy_history& past,
                      debt_carrying_capacity capacity, bool in_distress, std::size_t years,
                      const exposure& exposed) {
  risk_rating rating;
  for (std::size_t test = 0; test < stress_tests; ++test) {
    const auto kind = static_cast<stress_test>(test);
    if (!applies(kind, exposed)) continue;
    rating.path[test] = debt_path_of(under_stress(of, past, kind, years, exposed), years);
    for (std::size_t i = 0; i < debt_indicators; ++i) {
      const auto which = static_cast<debt_indicator>(i);
      rating.breach[test][i] =
          is_breach(rating.path[test].indicator[i], threshold(capacity, which));
      if (!rating.breach[test][i]) continue;
      const auto risk = test == 0 ? debt_risk::high : debt_risk::moderate;
      rating.overall = std::max(rating.overall, risk);
      if (which != debt_indicator::pv_public_to_gdp)
        rating.external = std::max(rating.external, risk);
    }
  }
  if (rating.external == debt_risk::moderate) rating.space = space_of(rating.path[0], capacity);
  if (in_distress) rating.external = rating.overall = debt_risk::in_distress;
  return rating;
}

}  // namespace amur::finance
