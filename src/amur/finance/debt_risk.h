#pragma once
// Risk of debt distress as in the joint World Bank-IMF framework for low-income countries (2018):
// thresholds by debt-carrying capacity, standard stress tests, rating.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "amur/finance/public_debt.h"

namespace amur::finance {

enum class debt_carrying_capacity { weak, medium, strong };

/// The share above which an indicator is in breach: IMF and World Bank, "Guidance note on the
/// Bank-Fund debt sustainability framework for low income countries", 2018.
[[nodiscard]] double threshold(debt_carrying_capacity capacity, debt_indicator indicator);

/// A figure's past: what stress tests and simulations set it back by.
struct history {
  std::optional<double> mean;  ///< none: the projection stands for it
  double sd = 0;
};
struct economy_history {
  history growth, primary_balance, export_growth, other_flows;  ///< export growth in dollars
  double depreciation_sd = 0;
};

/// Growth, primary balance, exports and other flows fall short in years 2 and 3: by one standard
/// deviation of the past below its mean or below the projection, whichever is worse. Depreciation:
/// the local currency loses 30 % of its worth in year 2; three tenths of that pass into local
/// prices, so GDP in dollars grows by 21 points less; a year later trade brings in 0.15 of the real
/// depreciation, in GDP. Combination: half of all five.
///
/// The rest are for states that are exposed. Contingent liabilities fall due in year 2, as a share
/// of GDP. A disaster costs 10 % of GDP in year 2, growth 1.5 points and growth of exports 3.5.
/// Prices of commodities fall in year 2 and come back evenly over six years; what exports miss is
/// borrowed abroad. Markets ask for 4 points more in years 2 to 4, for at most five years or two
/// thirds of the usual term, and the currency loses 15 % in year 2.
enum class stress_test {
  baseline,
  growth,
  primary_balance,
  exports,
  other_flows,
  depreciation,
  combination,
  contingent_liabilities,
  natural_disaster,
  commodity_prices,
  market_financing
};
inline constexpr std::size_t stress_tests = 11;
[[nodiscard]] std::string_view to_string(stress_test test);

/// What a state is exposed to beside the shocks of all.
struct exposure {
  double contingent_liabilities = 0.07;  ///< of GDP: 2 % for state enterprises, 5 % for banks
  double partnership_stock = 0;  ///< of GDP: capital in public-private partnerships; 35 % falls due
  bool to_disasters = false;
  double commodity_share = 0, commodity_price_fall = 0;  ///< of exports; of their price
  double market_share = 0;  ///< of what is borrowed abroad: on market terms
};
/// Commodities count from half of exports on.
[[nodiscard]] bool applies(stress_test test, const exposure& exposed);

/// How much of a depreciation goes into local prices.
inline constexpr double passed_into_prices = 0.3;

/// Exports as shares of the economy's GDP, of years 0 on, that are `usd` dollars in each year.
[[nodiscard]] std::vector<double> exports_in_dollars(const economy& of,
                                                     const std::vector<double>& usd);

/// The economy under a test. Beside what is shocked: exports keep their dollars, revenue its share
/// of output and primary spending its purchasing power, so that less growth worsens the primary
/// balance; exports that are missing in years 2 and 3 are borrowed abroad, after which imports have
/// followed.
[[nodiscard]] economy under_stress(const economy& of, const economy_history& past, stress_test test,
                                   std::size_t years, const exposure& exposed = {});

/// The framework's historical scenario: growth, the primary balance, growth of exports in dollars
/// and other flows at their past means from year 1 on; what has no mean stays as projected. It is
/// shown beside the tests and is none of them.
[[nodiscard]] economy at_past_means(const economy& of, const economy_history& past,
                                    std::size_t years);

/// Above the threshold in more than one of the years 1 to 10, in a row or not.
[[nodiscard]] bool is_breach(const std::vector<double>& path, double threshold);

enum class debt_risk { low, moderate, high, in_distress };
[[nodiscard]] std::string_view to_string(debt_risk risk);

/// How far below the thresholds the projection of a state at moderate external risk stays.
enum class shock_space { not_rated, limited, some, substantial };
[[nodiscard]] std::string_view to_string(shock_space space);

/// By the four external indicators: limited where one is within 20 % of its threshold (of service:
/// 12 %) in more than one year, substantial where each is below it by 40 % (35 %).
[[nodiscard]] shock_space space_of(const debt_path& projection, debt_carrying_capacity capacity);

/// What the framework's composite indicator is made from: averages of ten years; shares, but for
/// the World Bank's score of policies (CPIA) of 1 to 6.
struct capacity_inputs {
  double policy_score = 0, growth = 0, reserves_to_imports = 0, remittances_to_gdp = 0,
         world_growth = 0;
};
[[nodiscard]] double composite_indicator(const capacity_inputs& inputs);
/// Weak below 2.69, strong above 3.05.
[[nodiscard]] debt_carrying_capacity capacity_of(double composite_indicator);

struct risk_rating {
  std::array<debt_path, stress_tests> path;  ///< of tests that don't apply: empty
  std::array<std::array<bool, debt_indicators>, stress_tests> breach{};  ///< [test][indicator]
  debt_risk external = debt_risk::low;  ///< by the four external indicators
  debt_risk overall = debt_risk::low;   ///< by all five
  shock_space space = shock_space::not_rated;
};

/// High: the projection itself is in breach; moderate: only stress tests are; low: none. Distress
/// is a fact (arrears, restructuring) that no ratio tells.
[[nodiscard]] risk_rating rate_risk(const economy& of, const economy_history& past,
                                    debt_carrying_capacity capacity, bool in_distress,
                                    std::size_t years, const exposure& exposed = {});

}  // namespace amur::finance
