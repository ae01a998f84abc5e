// Tables of world trade before and after: docs/result.md lists their columns.

#include "amur/result/tables_world_trade.h"

#include <algorithm>

#include "amur/base/number.h"
#include "amur/result/schema/world_trade.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

double change(double before, double after) { return before > 0 ? after / before - 1 : no_number; }

// Both directions of trade abroad and at home, from the equilibria.
struct trade_sums {
  trade_sums(const case_data& data, const trade_answer& answer)
      : regions(data.trade_regions.size()), sectors(data.trade_sectors.size()) {
    for (auto* sums : {&before, &after}) sums->assign(regions * regions, 0);
    for (std::size_t pair = 0; pair < answer.before.trade.size(); ++pair) {
      const auto at = answer.trade.exporter_of(pair) * regions + answer.trade.importer_of(pair);
      before[at] += answer.before.trade[pair];
      after[at] += answer.after.trade[pair];
    }
  }
  // Exports and imports of a region with a partner.
  [[nodiscard]] static double both_ways(const std::vector<double>& sums, std::size_t regions,
                                        std::size_t one, std::size_t other) {
    return sums[one * regions + other] + sums[other * regions + one];
  }
  std::size_t regions, sectors;
  std::vector<double> before, after;  ///< [exporter * regions + importer]
};

// 1 for the largest of a region's partners.
std::vector<std::int64_t> ranks(const std::vector<double>& sizes) {
  std::vector<std::int64_t> rank;
  for (const double size : sizes)
    rank.push_back(1 + std::ranges::count_if(sizes, [size](double each) { return each > size; }));
  return rank;
}

result_table pairs_table(const case_data& data, const trade_answer& answer) {
  table_rows<trade_pairs_row> rows;
  const auto& trade = answer.trade;
  for (std::size_t pair = 0; pair < answer.before.trade.size(); ++pair) {
    const double before = answer.before.trade[pair], after = answer.after.trade[pair];
    if (!(before > 0)) continue;
    rows.add({.exporter_region_id = data.trade_regions[trade_region_id(trade.exporter_of(pair))].id,
              .importer_region_id = data.trade_regions[trade_region_id(trade.importer_of(pair))].id,
              .sector_id = data.trade_sectors[trade_sector_id(trade.sector_of(pair))].id,
              .value_before_usd = before,
              .value_after_usd = after,
              .change = change(before, after),
              .share_before = answer.before.share[pair],
              .share_after = answer.after.share[pair],
              .cost_factor = answer.after.cost_factor[pair],
              .import_duty_before = answer.before.duty[pair],
              .import_duty_after = answer.after.duty[pair],
              .export_duty_before = answer.before.export_duty[pair],
              .export_duty_after = answer.after.export_duty[pair]});
  }
  return rows.finish();
}

result_table totals_table(const case_data& data, const trade_sums& sums) {
  table_rows<trade_totals_row> rows;
  for (std::size_t i = 0; i < sums.regions; ++i) {
    std::vector<double> before, after;
    for (std::size_t n = 0; n < sums.regions; ++n) {
      before.push_back(i == n ? -1 : sums.before[i * sums.regions + n]);
      after.push_back(i == n ? -1 : sums.after[i * sums.regions + n]);
    }
    const auto rank_before = ranks(before), rank_after = ranks(after);
    for (std::size_t n = 0; n < sums.regions; ++n)
      if (i != n)
        rows.add({.exporter_region_id = data.trade_regions[trade_region_id(i)].id,
                  .importer_region_id = data.trade_regions[trade_region_id(n)].id,
                  .value_before_usd = before[n],
                  .value_after_usd = after[n],
                  .change = change(before[n], after[n]),
                  .rank_before = rank_before[n],
                  .rank_after = rank_after[n]});
  }
  return rows.finish();
}

// Trade of a region with each other one, beside that with each group: exports and imports together.
result_table partners_table(const case_data& data, const trade_sums& sums) {
  table_rows<trade_partners_row> rows;
  for (std::size_t r = 0; r < sums.regions; ++r) {
    std::vector<double> before, after;
    std::map<std::string, std::pair<double, double>> groups;
    double total_before = 0, total_after = 0;
    for (std::size_t p = 0; p < sums.regions; ++p) {
      before.push_back(p == r ? -1 : trade_sums::both_ways(sums.before, sums.regions, r, p));
      after.push_back(p == r ? -1 : trade_sums::both_ways(sums.after, sums.regions, r, p));
      if (p == r) continue;
      total_before += before[p];
      total_after += after[p];
      if (const auto& group = data.trade_regions[trade_region_id(p)].group; !group.empty()) {
        groups[group].first += before[p];
        groups[group].second += after[p];
      }
    }
    const auto rank_before = ranks(before), rank_after = ranks(after);
    const auto add = [&](const std::string& partner, bool is_group, double old_value,
                         double new_value, std::int64_t old_rank, std::int64_t new_rank) {
      rows.add({.region_id = data.trade_regions[trade_region_id(r)].id,
                .partner = partner,
                .is_group = std::int64_t{is_group},
                .value_before_usd = old_value,
                .value_after_usd = new_value,
                .change = change(old_value, new_value),
                .share_before = old_value / total_before,
                .share_after = new_value / total_after,
                .rank_before = old_rank,
                .rank_after = new_rank});
    };
    for (std::size_t p = 0; p < sums.regions; ++p)
      if (p != r)
        add(data.trade_regions[trade_region_id(p)].id, false, before[p], after[p], rank_before[p],
            rank_after[p]);
    for (const auto& [group, values] : groups) add(group, true, values.first, values.second, 0, 0);
  }
  return rows.finish();
}

result_table regions_table(const case_data& data, const trade_answer& answer,
                           const trade_sums& sums) {
  table_rows<trade_regions_row> rows;
  const auto& before = answer.before;
  const auto& after = answer.after;
  for (std::size_t r = 0; r < sums.regions; ++r) {
    const auto& region = data.trade_regions[trade_region_id(r)];
    double exports_before = 0, exports_after = 0, imports_before = 0, imports_after = 0;
    for (std::size_t p = 0; p < sums.regions; ++p) {
      if (p == r) continue;
      exports_before += sums.before[r * sums.regions + p];
      exports_after += sums.after[r * sums.regions + p];
      imports_before += sums.before[p * sums.regions + r];
      imports_after += sums.after[p * sums.regions + r];
    }
    const auto& welfare = answer.welfare;
    const bool known = welfare.first_order_is_meaningful;
    rows.add({.region_id = region.id,
              .name = region.name,
              .region_group = region.group,
              .x = region.longitude.value_or(no_number),
              .y = region.latitude.value_or(no_number),
              .exports_before_usd = exports_before,
              .exports_after_usd = exports_after,
              .imports_before_usd = imports_before,
              .imports_after_usd = imports_after,
              .import_duty_before_usd = before.duty_revenue[r] - before.export_duty_revenue[r],
              .import_duty_after_usd = after.duty_revenue[r] - after.export_duty_revenue[r],
              .export_duty_before_usd = before.export_duty_revenue[r],
              .export_duty_after_usd = after.export_duty_revenue[r],
              .real_income_before_usd = before.income[r] / before.consumer_price[r],
              .real_income_change = welfare.real_income[r],
              .real_wage_change = welfare.real_wage[r],
              .terms_of_trade = known ? welfare.terms_of_trade[r] : no_number,
              .volume_of_trade = known ? welfare.volume_of_trade[r] : no_number,
              .delivery_cost = known ? welfare.delivery_cost[r] : no_number,
              .price_change = after.consumer_price[r] / before.consumer_price[r] - 1,
              .wage_change = after.wage[r] / before.wage[r] - 1});
  }
  return rows.finish();
}

result_table sectors_table(const case_data& data, const trade_answer& answer) {
  const auto regions = data.trade_regions.size(), sectors = data.trade_sectors.size();
  struct sector_sums {
    double exports_before = 0, exports_after = 0, imports_before = 0, imports_after = 0,
           duty_before = 0, duty_after = 0;
  };
  std::vector<sector_sums> sums(regions * sectors);
  const auto& trade = answer.trade;
  for (std::size_t pair = 0; pair < answer.before.trade.size(); ++pair) {
    const auto importer = trade.importer_of(pair), exporter = trade.exporter_of(pair);
    auto& of_importer = sums[importer * sectors + trade.sector_of(pair)];
    auto& of_exporter = sums[exporter * sectors + trade.sector_of(pair)];
    const auto add = [&](const trade::many_sector_equilibrium& found, double& exports,
                         double& imports, double& import_duty, double& export_duty) {
      const double value = found.trade[pair];
      import_duty += value * found.duty[pair];
      export_duty += value * found.export_duty[pair] / (1 + found.export_duty[pair]);
      if (importer == exporter) return;
      exports += value;
      imports += value;
    };
    add(answer.before, of_exporter.exports_before, of_importer.imports_before,
        of_importer.duty_before, of_exporter.duty_before);
    add(answer.after, of_exporter.exports_after, of_importer.imports_after, of_importer.duty_after,
        of_exporter.duty_after);
  }
  table_rows<trade_sectors_row> rows;
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t j = 0; j < sectors; ++j) {
      const auto at = r * sectors + j;
      const auto& sum = sums[at];
      rows.add({.region_id = data.trade_regions[trade_region_id(r)].id,
                .sector_id = data.trade_sectors[trade_sector_id(j)].id,
                .output_before_usd = answer.before.output[at],
                .output_after_usd = answer.after.output[at],
                .change = change(answer.before.output[at], answer.after.output[at]),
                .exports_before_usd = sum.exports_before,
                .exports_after_usd = sum.exports_after,
                .imports_before_usd = sum.imports_before,
                .imports_after_usd = sum.imports_after,
                .duty_revenue_before_usd = sum.duty_before,
                .duty_revenue_after_usd = sum.duty_after,
                .price_change = answer.after.price[at] / answer.before.price[at] - 1});
    }
  return rows.finish();
}

result_table rounds_table(const trade_answer& answer) {
  table_rows<trade_coupling_row> rows;
  for (const auto& line : answer.log)
    rows.add({.round = std::int64_t{line.round},
              .change = line.change,
              .flow = line.flow,
              .network_steps = std::int64_t{line.network_steps},
              .network_residual = line.network_residual,
              .trade_steps = std::int64_t{line.trade_steps},
              .trade_residual = line.trade_residual});
  return rows.finish();
}

result_table residuals_table(const trade_answer& answer) {
  table_rows<trade_residuals_row> rows;
  const auto& before = answer.before.residuals;
  const auto& after = answer.after.residuals;
  rows.add({.equation = "unit costs", .before = before.unit_costs, .after = after.unit_costs});
  rows.add({.equation = "prices", .before = before.prices, .after = after.prices});
  rows.add({.equation = "shares", .before = before.shares, .after = after.shares});
  rows.add({.equation = "expenditure", .before = before.expenditure, .after = after.expenditure});
  rows.add(
      {.equation = "trade balance", .before = before.trade_balance, .after = after.trade_balance});
  rows.add(
      {.equation = "labour market", .before = before.labour_market, .after = after.labour_market});
  rows.add({.equation = "Walras' law", .before = before.walras, .after = after.walras});
  rows.add(
      {.equation = "world budget", .before = before.world_budget, .after = after.world_budget});
  rows.add({.equation = "homogeneity", .before = before.homogeneity, .after = after.homogeneity});
  return rows.finish();
}

}  // namespace

std::vector<result_table> world_trade_tables(const case_data& data, const trade_answer& answer) {
  const trade_sums sums(data, answer);
  std::vector<result_table> tables;
  tables.push_back(pairs_table(data, answer));
  tables.push_back(totals_table(data, sums));
  tables.push_back(partners_table(data, sums));
  tables.push_back(regions_table(data, answer, sums));
  tables.push_back(sectors_table(data, answer));
  tables.push_back(rounds_table(answer));
  tables.push_back(residuals_table(answer));
  return tables;
}

result_table trade_uncertainty_table(const case_data& data, const trade_uncertainty& found) {
  table_rows<trade_uncertainty_row> rows;
  for (const auto& figure : found.figures)
    rows.add({.region_id = data.trade_regions[figure.region].id,
              .measure = figure.measure,
              .mean = figure.mean,
              .p05 = figure.p05,
              .p25 = figure.p25,
              .p50 = figure.p50,
              .p75 = figure.p75,
              .p95 = figure.p95,
              .samples = static_cast<std::int64_t>(found.samples),
              .without_solution = static_cast<std::int64_t>(found.without_solution)});
  return rows.finish();
}

}  // namespace amur::result
