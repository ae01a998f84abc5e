// Tables of world trade before and after: docs/case-format.md lists their columns.

#include "amur/result/tables_world_trade.h"

#include <algorithm>
#include <limits>

#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto number = cell_type::number;
constexpr auto integer = cell_type::integer;
constexpr auto text = cell_type::text;

double change(double before, double after) { return before > 0 ? after / before - 1 : null_number; }

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
  table_rows rows("trade_pairs", {{"exporter_region_id", text},
                                  {"importer_region_id", text},
                                  {"sector_id", text},
                                  {"value_before_usd", number},
                                  {"value_after_usd", number},
                                  {"change", number},
                                  {"share_before", number},
                                  {"share_after", number},
                                  {"cost_factor", number},
                                  {"import_duty_before", number},
                                  {"import_duty_after", number},
                                  {"export_duty_before", number},
                                  {"export_duty_after", number}});
  const auto& trade = answer.trade;
  for (std::size_t pair = 0; pair < answer.before.trade.size(); ++pair) {
    const double before = answer.before.trade[pair], after = answer.after.trade[pair];
    if (!(before > 0)) continue;
    rows.add({data.trade_regions[trade_region_id(trade.exporter_of(pair))].id,
              data.trade_regions[trade_region_id(trade.importer_of(pair))].id,
              data.trade_sectors[trade_sector_id(trade.sector_of(pair))].id, before, after,
              change(before, after), answer.before.share[pair], answer.after.share[pair],
              answer.after.cost_factor[pair], answer.before.duty[pair], answer.after.duty[pair],
              answer.before.export_duty[pair], answer.after.export_duty[pair]});
  }
  return rows.finish();
}

result_table totals_table(const case_data& data, const trade_sums& sums) {
  table_rows rows("trade_totals", {{"exporter_region_id", text},
                                   {"importer_region_id", text},
                                   {"value_before_usd", number},
                                   {"value_after_usd", number},
                                   {"change", number},
                                   {"rank_before", integer},
                                   {"rank_after", integer}});
  for (std::size_t i = 0; i < sums.regions; ++i) {
    std::vector<double> before, after;
    for (std::size_t n = 0; n < sums.regions; ++n) {
      before.push_back(i == n ? -1 : sums.before[i * sums.regions + n]);
      after.push_back(i == n ? -1 : sums.after[i * sums.regions + n]);
    }
    const auto rank_before = ranks(before), rank_after = ranks(after);
    for (std::size_t n = 0; n < sums.regions; ++n)
      if (i != n)
        rows.add({data.trade_regions[trade_region_id(i)].id,
                  data.trade_regions[trade_region_id(n)].id, before[n], after[n],
                  change(before[n], after[n]), rank_before[n], rank_after[n]});
  }
  return rows.finish();
}

// Trade of a region with each other one, beside that with each group: exports and imports together.
result_table partners_table(const case_data& data, const trade_sums& sums) {
  table_rows rows("trade_partners", {{"region_id", text},
                                     {"partner", text},
                                     {"is_group", integer},
                                     {"value_before_usd", number},
                                     {"value_after_usd", number},
                                     {"change", number},
                                     {"share_before", number},
                                     {"share_after", number},
                                     {"rank_before", integer},
                                     {"rank_after", integer}});
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
      rows.add({data.trade_regions[trade_region_id(r)].id, partner, std::int64_t{is_group},
                old_value, new_value, change(old_value, new_value), old_value / total_before,
                new_value / total_after, old_rank, new_rank});
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
  table_rows rows("trade_regions", {{"region_id", text},
                                    {"name", text},
                                    {"region_group", text},
                                    {"x", number},
                                    {"y", number},
                                    {"exports_before_usd", number},
                                    {"exports_after_usd", number},
                                    {"imports_before_usd", number},
                                    {"imports_after_usd", number},
                                    {"import_duty_before_usd", number},
                                    {"import_duty_after_usd", number},
                                    {"export_duty_before_usd", number},
                                    {"export_duty_after_usd", number},
                                    {"real_income_before_usd", number},
                                    {"real_income_change", number},
                                    {"real_wage_change", number},
                                    {"terms_of_trade", number},
                                    {"volume_of_trade", number},
                                    {"delivery_cost", number},
                                    {"price_change", number},
                                    {"wage_change", number}});
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
    rows.add({region.id,
              region.name,
              region.group,
              region.longitude.value_or(null_number),
              region.latitude.value_or(null_number),
              exports_before,
              exports_after,
              imports_before,
              imports_after,
              before.duty_revenue[r] - before.export_duty_revenue[r],
              after.duty_revenue[r] - after.export_duty_revenue[r],
              before.export_duty_revenue[r],
              after.export_duty_revenue[r],
              before.income[r] / before.consumer_price[r],
              welfare.real_income[r],
              welfare.real_wage[r],
              known ? welfare.terms_of_trade[r] : null_number,
              known ? welfare.volume_of_trade[r] : null_number,
              known ? welfare.delivery_cost[r] : null_number,
              after.consumer_price[r] / before.consumer_price[r] - 1,
              after.wage[r] / before.wage[r] - 1});
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
  table_rows rows("trade_sectors", {{"region_id", text},
                                    {"sector_id", text},
                                    {"output_before_usd", number},
                                    {"output_after_usd", number},
                                    {"change", number},
                                    {"exports_before_usd", number},
                                    {"exports_after_usd", number},
                                    {"imports_before_usd", number},
                                    {"imports_after_usd", number},
                                    {"duty_revenue_before_usd", number},
                                    {"duty_revenue_after_usd", number},
                                    {"price_change", number}});
  for (std::size_t r = 0; r < regions; ++r)
    for (std::size_t j = 0; j < sectors; ++j) {
      const auto at = r * sectors + j;
      const auto& sum = sums[at];
      rows.add({data.trade_regions[trade_region_id(r)].id,
                data.trade_sectors[trade_sector_id(j)].id, answer.before.output[at],
                answer.after.output[at], change(answer.before.output[at], answer.after.output[at]),
                sum.exports_before, sum.exports_after, sum.imports_before, sum.imports_after,
                sum.duty_before, sum.duty_after,
                answer.after.price[at] / answer.before.price[at] - 1});
    }
  return rows.finish();
}

result_table rounds_table(const trade_answer& answer) {
  table_rows rows("trade_coupling", {{"round", integer},
                                     {"change", number},
                                     {"flow", text},
                                     {"network_steps", integer},
                                     {"network_residual", number},
                                     {"trade_steps", integer},
                                     {"trade_residual", number}});
  for (const auto& line : answer.log)
    rows.add({std::int64_t{line.round}, line.change, line.flow, std::int64_t{line.network_steps},
              line.network_residual, std::int64_t{line.trade_steps}, line.trade_residual});
  return rows.finish();
}

result_table residuals_table(const trade_answer& answer) {
  table_rows rows("trade_residuals", {{"equation", text}, {"before", number}, {"after", number}});
  const auto& before = answer.before.residuals;
  const auto& after = answer.after.residuals;
  rows.add({"unit costs", before.unit_costs, after.unit_costs});
  rows.add({"prices", before.prices, after.prices});
  rows.add({"shares", before.shares, after.shares});
  rows.add({"expenditure", before.expenditure, after.expenditure});
  rows.add({"trade balance", before.trade_balance, after.trade_balance});
  rows.add({"labour market", before.labour_market, after.labour_market});
  rows.add({"Walras' law", before.walras, after.walras});
  rows.add({"world budget", before.world_budget, after.world_budget});
  rows.add({"homogeneity", before.homogeneity, after.homogeneity});
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
  constexpr auto number = cell_type::number;
  table_rows rows("trade_uncertainty", {{"region_id", cell_type::text},
                                        {"measure", cell_type::text},
                                        {"mean", number},
                                        {"p05", number},
                                        {"p25", number},
                                        {"p50", number},
                                        {"p75", number},
                                        {"p95", number},
                                        {"samples", cell_type::integer},
                                        {"without_solution", cell_type::integer}});
  for (const auto& figure : found.figures)
    rows.add({data.trade_regions[figure.region].id, figure.measure, figure.mean, figure.p05,
              figure.p25, figure.p50, figure.p75, figure.p95,
              static_cast<std::int64_t>(found.samples),
              static_cast<std::int64_t>(found.without_solution)});
  return rows.finish();
}

}  // namespace amur::result
