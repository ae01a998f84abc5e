#include "amur/finance/debt_fan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "amur/base/normal.h"
#include "amur/base/parallel.h"
#include "amur/base/percentile.h"
#include "amur/base/philox.h"

namespace amur::finance {
namespace {

// Standard normal numbers of one future, by year of the projection.
std::vector<double> draws(std::string_view what, const fan_options& options, std::size_t sample) {
  random_stream stream{options.seed, static_cast<std::uint32_t>(sample), stream_of(what)};
  std::vector<double> drawn(options.years);
  std::array<double, random_stream::block> uniform{};
  for (std::size_t year = 0; year < drawn.size(); ++year) {
    if (year % uniform.size() == 0) stream.fill(uniform);
    drawn[year] = normal_quantile(uniform[year % uniform.size()]);
  }
  return drawn;
}

std::vector<double> by_factors(const std::vector<double>& path, const std::vector<double>& normal,
                               double sd) {
  std::vector<double> varied(normal.size());
  for (std::size_t t = 0; t < varied.size(); ++t)
    varied[t] = (1 + held(path, t)) * std::exp(sd * normal[t]) - 1;
  return varied;
}

// [measure * (years + 1) + year]
std::vector<double> one_future(const economy& of, const debt_path& projection,
                               const economy_history& past, const fan_options& options,
                               std::size_t sample) {
  auto varied = of;
  varied.growth = by_factors(of.growth, draws("growth", options, sample), past.growth.sd);
  const auto price = draws("depreciation", options, sample);
  varied.depreciation = by_factors(of.depreciation, price, past.depreciation_sd);
  varied.inflation = by_factors(of.inflation, price, passed_into_prices * past.depreciation_sd);
  varied.primary_balance = draws("primary balance", options, sample);
  for (std::size_t t = 0; t < options.years; ++t)
    varied.primary_balance[t] =
        held(of.primary_balance, t) + past.primary_balance.sd * varied.primary_balance[t];
  varied.exports = exports_in_dollars(varied, projection.exports_usd);
  const auto path = debt_path_of(varied, options.years);
  std::vector<double> figures;
  for (std::size_t year = 0; year < path.years(); ++year) figures.push_back(path.public_debt(year));
  for (const auto& indicator : path.indicator)
    figures.insert(figures.end(), indicator.begin(), indicator.end());
  return figures;
}

}  // namespace

debt_fan simulate_debt(const economy& of, const economy_history& past,
                       debt_carrying_capacity capacity, const fan_options& options) {
  std::vector<std::vector<double>> futures(options.samples);
  const auto projection = debt_path_of(of, options.years);
  thread_pool pool(options.threads);
  pool.run(options.samples,
           [&](std::size_t s) { futures[s] = one_future(of, projection, past, options, s); });

  debt_fan fan;
  std::vector<double> values(options.samples);
  for (std::size_t measure = 0; measure < fan_measures; ++measure) {
    for (std::size_t year = 0; year <= options.years; ++year) {
      for (std::size_t s = 0; s < options.samples; ++s)
        values[s] = futures[s][measure * (options.years + 1) + year];
      // Debt service has no year 0.
      const bool is_known = !std::isnan(values[0]);
      if (is_known) std::ranges::sort(values);
      auto& shares = fan.percentile[measure].emplace_back();
      for (std::size_t i = 0; i < fan_shares.size(); ++i)
        shares[i] = is_known ? percentile(values, fan_shares[i]) : values[0];
      if (measure == 0) continue;
      const double limit = threshold(capacity, static_cast<debt_indicator>(measure - 1));
      const auto above = std::ranges::count_if(values, [limit](double v) { return v > limit; });
      fan.above[measure - 1].push_back(
          is_known ? static_cast<double>(above) / static_cast<double>(options.samples) : values[0]);
    }
  }
  return fan;
}

}  // namespace amur::finance
