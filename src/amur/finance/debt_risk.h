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
enum class stress_test {
  baseline,
  growth,
  primary_balance,
  exports,
  other_flows,
  depreciation,
  combination
};
inline constexpr std::size_t stress_tests = 7;
[[nodiscard]] std::string_view to_string(stress_test test);

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
                                   std::size_t years);

/// Above the threshold in more than one of the years 1 to 10, in a row or not.
[[nodiscard]] bool is_breach(const std::vector<double>& path, double threshold);

enum class debt_risk { low, moderate, high, in_distress };
[[nodiscard]] std::string_view to_string(debt_risk risk);

struct risk_rating {
  std::array<debt_path, stress_tests> path;
  std::array<std::array<bool, debt_indicators>, stress_tests> breach{};  ///< [test][indicator]
  debt_risk external = debt_risk::low;  ///< by the four external indicators
  debt_risk overall = debt_risk::low;   ///< by all five
};

/// High: the projection itself is in breach; moderate: only stress tests are; low: none. Distress
/// is a fact (arrears, restructuring) that no ratio tells.
[[nodiscard]] risk_rating rate_risk(const economy& of, const economy_history& past,
                                    debt_carrying_capacity capacity, bool in_distress,
                                    std::size_t years);

}  // namespace amur::finance
