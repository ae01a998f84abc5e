#include "amur/model/world_trade.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/model/bans.h"

namespace amur::model {
namespace {

// Final consumption below nothing by less than this share of supply is rounding of the table.
constexpr double rounding = 1e-6;

bool trade_is_banned(const case_data& data, const trade_cell& cell) {
  if (!cell.commodity.valid()) return false;
  const auto bans =
      matching_bans(data, cell.origin_country, cell.destination_country, cell.commodity);
  return std::ranges::any_of(bans, [&](auto ban) { return bans_trade_itself(data.bans[ban]); });
}

struct duty_rates {
  double on_imports = 0, on_exports = 0;
};

duty_rates duties_on(const case_data& data, const trade_cell& cell) {
  if (!cell.commodity.valid()) return {};
  const double value = data.commodities[cell.commodity].value_usd_per_t;
  const auto rate = [&](duty_side side) {
    return duty_usd_per_t(data, cell.origin_country, cell.destination_country, cell.commodity,
                          side) /
           value;
  };
  return {rate(duty_side::importer), rate(duty_side::exporter)};
}

class trade_builder {
 public:
  explicit trade_builder(const case_data& base) : base_(base) {
    regions_ = base.trade_regions.size();
    sectors_ = base.trade_sectors.size();
    pairs_ = regions_ * regions_ * sectors_;
  }

  world_trade build() {
    read_values();
    gather_flows();
    trade_.pair_begin.push_back(0);
    duty_.assign(pairs_, 0);
    export_duty_.assign(pairs_, 0);
    for (std::size_t pair = 0; pair < pairs_; ++pair) {
      trade_.world.countries = regions_;
      add_cells(pair);
      trade_.pair_begin.push_back(trade_.cells.size());
    }
    calibrate();
    return std::move(trade_);
  }

 private:
  [[nodiscard]] std::size_t pair_at(std::size_t sector, std::size_t importer,
                                    std::size_t exporter) const {
    return (sector * regions_ + importer) * regions_ + exporter;
  }

  void read_values() {
    values_.assign(pairs_, nullptr);
    trade_.extra_duty.assign(pairs_, 0);
    for (const auto& row : base_.trade_values) {
      const auto pair = pair_at(row.sector.index(), row.importer.index(), row.exporter.index());
      values_[pair] = &row;
      trade_.extra_duty[pair] = row.import_duty;
    }
  }

  [[nodiscard]] std::size_t region_of(node_id node) const {
    const auto& country = base_.nodes[node].country;
    std::size_t rest = regions_;
    for (std::size_t r = 0; r < regions_; ++r) {
      const auto& region = base_.trade_regions[trade_region_id(r)];
      if (std::ranges::find(region.countries, country) != region.countries.end()) return r;
      if (region.countries.empty()) rest = r;
    }
    if (rest == regions_)
      throw no_answer(
          "regions.csv", "",
          fmt::format("country '{}' of node '{}' is in no region", country, base_.nodes[node].id));
    return rest;
  }

  // Demand that trades within a sector, by pair; a pair of nodes may have several rows.
  void gather_flows() {
    std::map<std::tuple<node_id, node_id, commodity_id>, double> sums;
    for (const auto& row : base_.demands)
      if (base_.commodities[row.commodity].sector.valid())
        sums[{row.origin, row.destination, row.commodity}] += row.t_per_day;
    flows_.resize(pairs_);
    for (const auto& [key, t_per_day] : sums) {
      const auto& [origin, destination, commodity] = key;
      if (!(t_per_day > 0)) continue;
      const auto& goods = base_.commodities[commodity];
      trade_cell cell;
      cell.pair = pair_at(goods.sector.index(), region_of(destination), region_of(origin));
      cell.weight = t_per_day * days_a_year * goods.value_usd_per_t;
      cell.commodity = commodity;
      cell.origin_country = base_.nodes[origin].country;
      cell.destination_country = base_.nodes[destination].country;
      cell.is_flow = true;
      cell.flow = {base_.nodes[origin].id, base_.nodes[destination].id, goods.id};
      cell.banned = trade_is_banned(base_, cell);
      flows_[cell.pair].push_back(cell);
    }
  }

  // One cell for each commodity of the sector and each two countries, with equal weights.
  [[nodiscard]] std::vector<trade_cell> beside_the_network(std::size_t pair) const {
    const auto countries = [&](std::size_t region) {
      const auto& listed = base_.trade_regions[trade_region_id(region)].countries;
      return listed.empty() ? std::vector<std::string>{""} : listed;
    };
    trade_cell cell;
    cell.pair = pair;
    std::vector<trade_cell> cells;
    for (std::size_t c = 0; c < base_.commodities.size(); ++c) {
      cell.commodity = commodity_id(c);
      if (base_.commodities[cell.commodity].sector.index() != trade_.sector_of(pair)) continue;
      for (const auto& origin : countries(trade_.exporter_of(pair)))
        for (const auto& destination : countries(trade_.importer_of(pair))) {
          cell.origin_country = origin;
          cell.destination_country = destination;
          cell.banned = trade_is_banned(base_, cell);
          cells.push_back(cell);
        }
    }
    cell.commodity = {};
    cell.banned = false;
    if (cells.empty()) cells.push_back(cell);
    return cells;
  }

  static double worth(const std::vector<trade_cell>& cells, bool banned) {
    double sum = 0;
    for (const auto& cell : cells)
      if (cell.banned == banned) sum += cell.weight;
    return sum;
  }

  // Spreads `value` over the cells that are banned, or not.
  static void spread(std::vector<trade_cell>& cells, bool banned, double value) {
    const auto is_meant = [&](const trade_cell& cell) { return cell.banned == banned; };
    const auto count = static_cast<double>(std::ranges::count_if(cells, is_meant));
    for (auto& cell : cells)
      if (is_meant(cell)) cell.weight = value / count;
  }

  void add_cells(std::size_t pair) {
    const double value = values_[pair] ? values_[pair]->value_usd : 0;
    auto cells = std::move(flows_[pair]);
    if (!(value > 0)) {
      if (!cells.empty()) trade_.overfull.emplace_back(pair, infinite);
      return;
    }
    const double open_flows = worth(cells, false), banned_flows = worth(cells, true);
    if (open_flows > value * (1 + rounding)) {
      trade_.overfull.emplace_back(pair, open_flows / value);
      for (auto& cell : cells)
        if (!cell.banned) cell.weight *= value / open_flows;
    }
    auto others = beside_the_network(pair);
    const double rest = std::max(0.0, value - open_flows);
    if (std::ranges::all_of(others, &trade_cell::banned) && rest > 0)
      for (std::size_t c = 0, count = others.size(); c < count; ++c) {
        others.push_back(others[c]);
        others.back().banned = false;
        others.back().beyond_bans = true;
      }
    spread(others, false, rest);
    spread(others, true,
           std::max(0.0, values_[pair]->value_without_bans_usd - value - banned_flows));
    cells.insert(cells.end(), others.begin(), others.end());
    std::erase_if(cells, [](const trade_cell& cell) { return !(cell.weight > 0); });
    to_shares(pair, cells);
    trade_.cells.insert(trade_.cells.end(), cells.begin(), cells.end());
  }

  // From values at the border to shares in spending; the pair's duties are what these pay on
  // average.
  void to_shares(std::size_t pair, std::vector<trade_cell>& cells) {
    double spending = 0, at_border = 0, at_factory = 0, duty = 0, export_duty = 0;
    for (auto& cell : cells) {
      const auto rates = duties_on(base_, cell);
      cell.import_duty = (1 + rates.on_imports) * (1 + trade_.extra_duty[pair]) - 1;
      cell.export_duty = rates.on_exports;
      const double border = cell.weight;
      cell.weight *= 1 + cell.import_duty;
      if (cell.banned) continue;
      spending += cell.weight;
      at_border += border;
      duty += border * cell.import_duty;
      const double factory = border / (1 + cell.export_duty);
      at_factory += factory;
      export_duty += factory * cell.export_duty;
    }
    for (auto& cell : cells) cell.weight /= spending;
    duty_[pair] = duty / at_border;
    export_duty_[pair] = export_duty / at_factory;
  }

  void calibrate() {
    std::vector<double> theta, trade(pairs_, 0), output(regions_ * sectors_, 0),
        spending(regions_ * sectors_, 0), deficit(regions_, 0);
    for (const auto& sector : base_.trade_sectors) theta.push_back(sector.trade_elasticity);
    for (std::size_t j = 0; j < sectors_; ++j)
      for (std::size_t n = 0; n < regions_; ++n)
        for (std::size_t i = 0; i < regions_; ++i) {
          const auto pair = pair_at(j, n, i);
          if (!values_[pair]) continue;
          trade[pair] = values_[pair]->value_usd;
          spending[n * sectors_ + j] += trade[pair] * (1 + duty_[pair]);
          output[i * sectors_ + j] += trade[pair] / (1 + export_duty_[pair]);
          deficit[n] += trade[pair];
          deficit[i] -= trade[pair];
        }
    std::vector<double> intermediate(regions_ * sectors_ * sectors_, 0);
    for (const auto& row : base_.input_shares)
      for (std::size_t n = 0; n < regions_; ++n) {
        if (!row.regions.empty() &&
            std::ranges::find(row.regions, trade_region_id(n)) == row.regions.end())
          continue;
        const auto at = n * sectors_ + row.sector.index();
        intermediate[at * sectors_ + row.input.index()] += row.share * output[at];
      }
    std::vector<double> value_added = output, consumption = spending;
    for (std::size_t n = 0; n < regions_; ++n) {
      double earned = 0;
      for (std::size_t j = 0; j < sectors_; ++j) {
        const auto at = n * sectors_ + j;
        for (std::size_t k = 0; k < sectors_; ++k) {
          value_added[at] -= intermediate[at * sectors_ + k];
          consumption[n * sectors_ + k] -= intermediate[at * sectors_ + k];
        }
        if (output[at] > 0 && !(value_added[at] > 0))
          throw no_answer(
              "inputs.csv", "",
              fmt::format("sector '{}' of region '{}' spends all its output on inputs; shares must "
                          "leave some value added",
                          base_.trade_sectors[trade_sector_id(j)].id,
                          base_.trade_regions[trade_region_id(n)].id));
        earned += value_added[at];
      }
      if (!(earned > 0))
        throw no_answer("trade.csv", "",
                        fmt::format("region '{}' sells nothing, not even to itself",
                                    base_.trade_regions[trade_region_id(n)].id));
      check_consumption(n, spending, consumption);
    }
    trade_.world = trade::calibrate({regions_, sectors_, theta, trade, duty_, intermediate,
                                     consumption, value_added, deficit, export_duty_});
  }

  void check_consumption(std::size_t region, const std::vector<double>& spending,
                         std::vector<double>& consumption) const {
    for (std::size_t j = 0; j < sectors_; ++j) {
      const auto at = region * sectors_ + j;
      if (consumption[at] >= 0) continue;
      if (consumption[at] < -rounding * spending[at])
        throw no_answer(
            "inputs.csv", "",
            fmt::format(
                "in region '{}' other sectors use {:.4g} USD of sector '{}' a year, but only "
                "{:.4g} USD are made or bought; final use can't be below 0",
                base_.trade_regions[trade_region_id(region)].id, spending[at] - consumption[at],
                base_.trade_sectors[trade_sector_id(j)].id, spending[at]));
      consumption[at] = 0;
    }
  }

  const case_data& base_;
  std::size_t regions_ = 0, sectors_ = 0, pairs_ = 0;
  world_trade trade_;
  std::vector<const trade_value*> values_;      // [pair]
  std::vector<std::vector<trade_cell>> flows_;  // [pair]
  std::vector<double> duty_, export_duty_;      // [pair]
};

}  // namespace

world_trade build_world_trade(const case_data& base) { return trade_builder(base).build(); }

cell_changes policy_of(const world_trade& trade, const case_data& data) {
  cell_changes cells;
  for (const auto& cell : trade.cells) {
    const auto rates = duties_on(data, cell);
    const double on_imports = (1 + rates.on_imports) * (1 + trade.extra_duty[cell.pair]) - 1;
    const bool banned = !cell.beyond_bans && trade_is_banned(data, cell);
    cells.import_duty.push_back(on_imports);
    cells.export_duty.push_back(rates.on_exports);
    cells.duty_factor.push_back(banned ? infinite
                                       : (1 + on_imports) / (1 + cell.import_duty) *
                                             (1 + rates.on_exports) / (1 + cell.export_duty));
  }
  return cells;
}

pair_changes change_of(const world_trade& trade, const std::vector<double>& delivery,
                       cell_changes& cells) {
  const auto& world = trade.world;
  pair_changes changes{world.duty, world.export_duty, std::vector<double>(world.share.size(), 1)};
  cells.cost_factor.resize(trade.cells.size());
  cells.share.resize(trade.cells.size());
  for (std::size_t pair = 0; pair < world.share.size(); ++pair) {
    const auto begin = trade.pair_begin[pair], end = trade.pair_begin[pair + 1];
    if (begin == end) continue;
    const double theta = world.trade_elasticity[trade.sector_of(pair)];
    double power = 0;
    for (auto c = begin; c < end; ++c) {
      cells.cost_factor[c] = cells.duty_factor[c] * delivery[c];
      cells.share[c] = trade.cells[c].weight * std::pow(cells.cost_factor[c], -theta);
      power += cells.share[c];
    }
    if (!(power > 0)) {
      changes.cost_factor[pair] = infinite;
      continue;
    }
    double at_border = 0, at_factory = 0, duty = 0, export_duty = 0;
    for (auto c = begin; c < end; ++c) {
      cells.share[c] /= power;
      const double border = cells.share[c] / (1 + cells.import_duty[c]);
      const double factory = border / (1 + cells.export_duty[c]);
      at_border += border;
      at_factory += factory;
      duty += border * cells.import_duty[c];
      export_duty += factory * cells.export_duty[c];
    }
    changes.duty[pair] = duty / at_border;
    changes.export_duty[pair] = export_duty / at_factory;
    changes.cost_factor[pair] = std::pow(power, -1 / theta) * (1 + world.duty[pair]) *
                                (1 + world.export_duty[pair]) / (1 + changes.duty[pair]) /
                                (1 + changes.export_duty[pair]);
  }
  return changes;
}

}  // namespace amur::model
