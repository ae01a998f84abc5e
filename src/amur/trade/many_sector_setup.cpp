#include "amur/trade/many_sector_setup.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "amur/trade/blocs.h"

namespace amur::trade {
namespace {

constexpr double bloc_balance = 1e-9;

void check_sizes(const many_sector_world& world, const trade_change& change) {
  const auto n = world.countries, j = world.sectors, pairs = j * n * n;
  const auto fits = [](std::span<const double> values, std::size_t size) {
    return values.size() == size;
  };
  const bool all = fits(world.trade_elasticity, j) && fits(world.share, pairs) &&
                   fits(world.duty, pairs) &&
                   (world.export_duty.empty() || fits(world.export_duty, pairs)) &&
                   fits(world.value_added_share, n * j) && fits(world.input_share, n * j * j) &&
                   fits(world.final_share, n * j) && fits(world.value_added, n) &&
                   fits(world.deficit, n) && (change.duty.empty() || fits(change.duty, pairs)) &&
                   (change.export_duty.empty() || fits(change.export_duty, pairs)) &&
                   (change.cost_factor.empty() || fits(change.cost_factor, pairs));
  if (!all) throw std::invalid_argument("arrays of a many-sector world don't fit together");
}

bool is_share(double value) { return value >= 0 && value <= 1 + 1e-9; }

bool is_rate(double duty) { return duty > -1 && !std::isinf(duty); }

// The first number out of range.
bool find_invalid(const many_sector_world& world, const sector_problem& problem,
                  std::span<const double> cost_factor, trade_place& place) {
  for (std::size_t j = 0; j < world.sectors; ++j) {
    const double theta = world.trade_elasticity[j];
    place = {trade_place::nobody, trade_place::nobody, j};
    if (!(theta > 0) || std::isinf(theta)) return true;
    for (std::size_t n = 0; n < world.countries; ++n) {
      place.country = n;
      const auto at = n * world.sectors + j;
      double inputs = world.value_added_share[at];
      for (std::size_t k = 0; k < world.sectors; ++k) {
        inputs += world.input_share[at * world.sectors + k];
        // Accounts know negative inputs: by-products, changes of stocks.
        if (!(std::abs(world.input_share[at * world.sectors + k]) <= 1 + 1e-9)) return true;
      }
      // Without any value added a sector's cost could be anything.
      if (!is_share(world.value_added_share[at]) || !(world.value_added_share[at] > 0) ||
          !is_share(world.final_share[at]) || std::abs(inputs - 1) > 1e-6)
        return true;
      for (std::size_t i = 0; i < world.countries; ++i) {
        place.partner = i;
        const auto pair = pair_at(world, j, n, i);
        if (!is_share(world.share[pair]) || !is_rate(world.duty[pair]) ||
            !is_rate(problem.duty[pair]) || !is_rate(problem.export_duty[pair]) ||
            (!world.export_duty.empty() && !is_rate(world.export_duty[pair])) ||
            (!cost_factor.empty() && !(cost_factor[pair] > 0)))
          return true;
      }
      place.partner = trade_place::nobody;
    }
  }
  double sum = 0, size = 0;
  for (std::size_t n = 0; n < world.countries; ++n) {
    place = {n, trade_place::nobody, trade_place::nobody};
    if (!(world.value_added[n] > 0) || !std::isfinite(world.value_added[n]) ||
        !std::isfinite(problem.deficit[n]))
      return true;
    sum += problem.deficit[n];
    size += world.value_added[n];
  }
  place = {};
  return std::abs(sum) > bloc_balance * size;
}

// What can be made and had: starting from all, whatever lacks an input goes, and what it would have
// supplied with it, until nothing changes.
void find_possible(sector_problem& problem) {
  const auto& world = *problem.world;
  problem.makes.assign(world.countries * world.sectors, 1);
  problem.has.assign(world.countries * world.sectors, 1);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t j = 0; j < world.sectors; ++j) {
        const auto at = n * world.sectors + j;
        bool had = false;
        for (std::size_t i = 0; i < world.countries; ++i)
          had = had || (problem.makes[i * world.sectors + j] != 0 &&
                        problem.weight[pair_at(world, j, n, i)] > 0);
        bool made = true;
        for (std::size_t k = 0; k < world.sectors; ++k)
          made = made && (world.input_share[at * world.sectors + k] == 0 ||
                          problem.has[n * world.sectors + k] != 0);
        if (had == (problem.has[at] != 0) && made == (problem.makes[at] != 0)) continue;
        problem.has[at] = had ? 1 : 0;
        problem.makes[at] = made ? 1 : 0;
        changed = true;
      }
  }
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i)
        if (problem.makes[i * world.sectors + j] == 0) problem.weight[pair_at(world, j, n, i)] = 0;
}

// The supplier that an importer had most from, and that can't deliver now.
std::size_t largest_supplier(const many_sector_world& world, std::size_t sector,
                             std::size_t importer) {
  std::size_t largest = 0;
  for (std::size_t i = 0; i < world.countries; ++i)
    if (world.share[pair_at(world, sector, importer, i)] >
        world.share[pair_at(world, sector, importer, largest)])
      largest = i;
  return largest;
}

// [exporter * countries + importer] above 0 where anything may be sold.
std::vector<double> links_of(const sector_problem& problem) {
  const auto& world = *problem.world;
  std::vector<double> any(world.countries * world.countries, 0);
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t n = 0; n < world.countries; ++n)
      for (std::size_t i = 0; i < world.countries; ++i)
        any[i * world.countries + n] += problem.weight[pair_at(world, j, n, i)];
  return any;
}

trade_status find_obstacle(const sector_problem& problem, std::span<const double> links,
                           trade_place& place) {
  const auto& world = *problem.world;
  for (std::size_t n = 0; n < world.countries; ++n)
    for (std::size_t j = 0; j < world.sectors; ++j)
      if (world.final_share[n * world.sectors + j] > 0 && problem.has[n * world.sectors + j] == 0) {
        place = {n, largest_supplier(world, j, n), j};
        return trade_status::no_supplier;
      }
  std::vector<double> owed(world.countries, 0), size(world.countries, 0);
  for (std::size_t n = 0; n < world.countries; ++n) {
    owed[problem.bloc[n]] += problem.deficit[n];
    size[problem.bloc[n]] += world.value_added[n];
    bool works = false;
    for (std::size_t j = 0; j < world.sectors; ++j)
      for (std::size_t i = 0; i < world.countries; ++i)
        works = works || problem.weight[pair_at(world, j, i, n)] > 0;
    place = {n, trade_place::nobody, trade_place::nobody};
    if (!works) return trade_status::no_buyer;
  }
  for (std::size_t n = 0; n < world.countries; ++n) {
    place.country = n;
    if (std::abs(owed[problem.bloc[n]]) > bloc_balance * size[problem.bloc[n]])
      return trade_status::unbalanced_bloc;
  }
  std::vector<double> surplus;
  for (std::size_t n = 0; n < world.countries; ++n)
    surplus.push_back(std::abs(problem.deficit[n]) > bloc_balance * world.value_added[n]
                          ? -problem.deficit[n]
                          : 0);
  if (const auto one_way = find_one_way_trade(links, surplus)) {
    place = *one_way;
    return trade_status::one_way_trade;
  }
  place = {};
  return trade_status::not_converged;
}

}  // namespace

trade_status set_up(const many_sector_world& world, const trade_change& change,
                    sector_problem& problem, trade_place& place) {
  check_sizes(world, change);
  problem.world = &world;
  problem.duty = change.duty.empty() ? world.duty
                                     : std::vector<double>(change.duty.begin(), change.duty.end());
  const auto old_export_duty =
      world.export_duty.empty() ? std::vector<double>(world.share.size(), 0.0) : world.export_duty;
  problem.export_duty = change.export_duty.empty() ? old_export_duty
                                                   : std::vector<double>(change.export_duty.begin(),
                                                                         change.export_duty.end());
  problem.has_export_duty =
      std::ranges::any_of(problem.export_duty, [](double duty) { return duty != 0; });
  problem.deficit = change.deficits == deficit_treatment::held
                        ? world.deficit
                        : std::vector<double>(world.countries, 0.0);
  if (find_invalid(world, problem, change.cost_factor, place)) return trade_status::invalid_data;

  // kappa-hat = d-hat (1 + tau') / (1 + tau), export duties likewise, and pi kappa-hat^-theta
  // (equation 11).
  problem.weight = world.share;
  for (std::size_t j = 0; j < world.sectors; ++j)
    for (std::size_t pair = pair_at(world, j, 0, 0); pair < pair_at(world, j + 1, 0, 0); ++pair) {
      const double delivery = change.cost_factor.empty() ? 1 : change.cost_factor[pair];
      const double kappa = delivery * (1 + problem.duty[pair]) / (1 + world.duty[pair]) *
                           (1 + problem.export_duty[pair]) / (1 + old_export_duty[pair]);
      if (kappa != 1)
        problem.weight[pair] *= std::isinf(kappa) ? 0 : std::pow(kappa, -world.trade_elasticity[j]);
    }
  find_possible(problem);
  const auto links = links_of(problem);
  problem.bloc = find_blocs(links, world.countries);
  return find_obstacle(problem, links, place);
}

}  // namespace amur::trade
