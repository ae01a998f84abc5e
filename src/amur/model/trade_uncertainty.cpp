#include "amur/model/trade_uncertainty.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "amur/base/normal.h"
#include "amur/base/parallel.h"
#include "amur/base/percentile.h"
#include "amur/base/philox.h"

namespace amur::model {
namespace {

constexpr std::array measures = {"real_income_change", "exports_after_usd", "imports_after_usd",
                                 "duty_after_usd"};

double draw(const trade_sector& sector, std::uint64_t seed, std::size_t sample) {
  if (!(sector.trade_elasticity_sd > 0)) return sector.trade_elasticity;
  std::array<double, random_stream::block> uniform{};
  random_stream stream{seed, static_cast<std::uint32_t>(sample), stream_of(sector.id)};
  stream.fill(uniform);
  const double spread = sector.trade_elasticity_sd / sector.trade_elasticity;
  const double variance = std::log1p(spread * spread);
  return sector.trade_elasticity *
         std::exp(std::sqrt(variance) * normal_quantile(uniform[0]) - variance / 2);
}

// [region * measures + measure]; empty where the draw has no solution.
std::vector<double> figures_of(const case_data& data, const trade_answer& answer,
                               const sampling_options& options, std::size_t sample) {
  auto trade = answer.trade;
  auto& world = trade.world;
  for (std::size_t j = 0; j < world.sectors; ++j)
    world.trade_elasticity[j] = draw(data.trade_sectors[trade_sector_id(j)], options.seed, sample);
  auto cells = answer.cells;
  const auto pairs = change_of(trade, answer.delivery, cells);
  const auto deficits = data.settings.trade.deficits == trade_deficits::held
                            ? trade::deficit_treatment::held
                            : trade::deficit_treatment::closed;
  const auto after = trade::solve_many_sectors(
      world, {pairs.duty, pairs.cost_factor, deficits, pairs.export_duty});
  if (after.status != trade::trade_status::solved) return {};
  std::vector<double> figures(world.countries * measures.size(), 0);
  for (std::size_t pair = 0; pair < after.trade.size(); ++pair) {
    const auto importer = trade.importer_of(pair), exporter = trade.exporter_of(pair);
    if (importer == exporter) continue;
    figures[exporter * measures.size() + 1] += after.trade[pair];
    figures[importer * measures.size() + 2] += after.trade[pair];
  }
  // Today's equilibrium is the accounts, whatever the elasticities.
  for (std::size_t n = 0; n < world.countries; ++n) {
    figures[n * measures.size()] = after.income[n] / after.consumer_price[n] /
                                       (answer.before.income[n] / answer.before.consumer_price[n]) -
                                   1;
    figures[n * measures.size() + 3] = after.duty_revenue[n];
  }
  return figures;
}

}  // namespace

trade_uncertainty sample_elasticities(const case_data& data, const trade_answer& answer,
                                      const sampling_options& options) {
  std::vector<std::vector<double>> sampled(options.samples);
  thread_pool pool(options.threads);
  pool.run(options.samples,
           [&](std::size_t s) { sampled[s] = figures_of(data, answer, options, s); });
  trade_uncertainty found{options.samples, 0, {}};
  found.without_solution = static_cast<std::size_t>(
      std::ranges::count_if(sampled, [](const auto& each) { return each.empty(); }));
  if (found.without_solution == found.samples) return found;
  for (std::size_t at = 0; at < data.trade_regions.size() * measures.size(); ++at) {
    std::vector<double> values;
    for (const auto& each : sampled)
      if (!each.empty()) values.push_back(each[at]);
    const double mean =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    std::ranges::sort(values);
    found.figures.push_back({trade_region_id(at / measures.size()), measures[at % measures.size()],
                             mean, percentile(values, 0.05), percentile(values, 0.25),
                             percentile(values, 0.5), percentile(values, 0.75),
                             percentile(values, 0.95)});
  }
  return found;
}

}  // namespace amur::model
