// Trade by its own tables: shares, sums over pairs, budgets, and how well network and trade agree.

#include <cmath>
#include <map>
#include <set>

#include "amur/result/tables_world_trade.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr double solved_within = 1e-8;                        // of the equations of the trade model
constexpr double again = 1e-6, share_of_trade_column = 1e-6;  // of what is solved for once more
constexpr const char* times[] = {"before", "after"};

using sums_by_name = std::map<std::string, double>;

std::string both(const std::string& one, const std::string& other) { return one + " > " + other; }

// Everything that follows from the trade of pairs, before and after.
struct trade_sums {
  std::map<std::string, std::string> group_of;
  std::set<std::string> regions;
  sums_by_name share, pair, abroad_of, output, exports, imports, import_duty, export_duty;
};

trade_sums sums_of(const table_columns& pairs, const table_columns& regions,
                   const std::string& when) {
  trade_sums sums;
  for (std::size_t i = 0; i < regions.rows(); ++i) {
    sums.regions.insert(regions.texts("region_id")[i]);
    sums.group_of[regions.texts("region_id")[i]] = regions.texts("region_group")[i];
  }
  const auto from = pairs.texts("exporter_region_id"), to = pairs.texts("importer_region_id"),
             sector = pairs.texts("sector_id");
  const auto value = pairs.numbers("value_" + when + "_usd"),
             share = pairs.numbers("share_" + when),
             import_duty = pairs.numbers("import_duty_" + when),
             export_duty = pairs.numbers("export_duty_" + when);
  for (std::size_t i = 0; i < pairs.rows(); ++i) {
    sums.share[both(to[i], sector[i])] += share[i];
    const double duty_in = value[i] * import_duty[i],
                 duty_out = value[i] * export_duty[i] / (1 + export_duty[i]);
    sums.output[both(from[i], sector[i])] += value[i] - duty_out;
    sums.import_duty[to[i]] += duty_in;
    sums.import_duty[both(to[i], sector[i])] += duty_in;
    sums.export_duty[from[i]] += duty_out;
    sums.export_duty[both(from[i], sector[i])] += duty_out;
    if (from[i] == to[i]) continue;
    sums.pair[both(from[i], to[i])] += value[i];
    sums.exports[from[i]] += value[i];
    sums.exports[both(from[i], sector[i])] += value[i];
    sums.imports[to[i]] += value[i];
    sums.imports[both(to[i], sector[i])] += value[i];
    for (const auto& [region, partner] : {std::pair{from[i], to[i]}, std::pair{to[i], from[i]}}) {
      sums.abroad_of[both(region, partner)] += value[i];
      if (const auto& group = sums.group_of[partner]; !group.empty() && group != partner)
        sums.abroad_of[both(region, group)] += value[i];
    }
  }
  return sums;
}

// One column of a table beside sums by the row's name.
template <class Name>
void compare(const table_columns& table, const std::string& column, sums_by_name& sums, Name&& name,
             largest_miss& miss) {
  const auto written = table.numbers(column);
  double most = 0;
  for (const double each : written)
    if (std::isfinite(each)) most = std::max(most, std::abs(each));
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const double sum = sums[name(i)];
    const double beside = std::max({std::abs(sum), std::abs(written[i]), 1e-12 * most, 1e-300});
    miss.note(std::abs(sum - written[i]) / beside, [&] { return table.place(i, column); });
  }
}

void check_changes(const table_columns& table, const std::string& value, largest_miss& miss) {
  const auto then = table.numbers(value + "_before_usd"), now = table.numbers(value + "_after_usd"),
             change = table.numbers("change");
  for (std::size_t i = 0; i < table.rows(); ++i)
    if (then[i] > 0)
      miss.note(std::abs(now[i] / then[i] - 1 - change[i]) / (1 + std::abs(change[i])),
                [&] { return table.place(i, "change"); });
}

}  // namespace

void check_trade_tables(const case_data& data, const result::result_tables& tables,
                        verification& found) {
  const table_columns pairs(tables.table("trade_pairs")), regions(tables.table("trade_regions")),
      totals(tables.table("trade_totals")), partners(tables.table("trade_partners")),
      sectors(tables.table("trade_sectors")), residuals(tables.table("trade_residuals")),
      rounds(tables.table("trade_coupling"));
  largest_miss shares("each region spends all on each sector", "of its spending", rounding_of_sums),
      miss("sums over trade are those of other tables", "of the larger figure", rounding_of_sums),
      changes("changes are those of the figures", "of the figure before", rounding_of_sums),
      equations("equations of the trade model hold", "relative", solved_within),
      agreed("trade and network agree", "of the flow", data.settings.trade.tolerance);
  for (const std::string when : times) {
    auto sums = sums_of(pairs, regions, when);
    for (const auto& [name, share] : sums.share)
      if (share > 0)
        shares.note(std::abs(share - 1),
                    [&, name = name] { return "trade_pairs, " + name + ", share_" + when; });
    const auto by_two = [](const table_columns& table, const char* one, const char* other) {
      return [one = table.texts(one), other = table.texts(other)](std::size_t i) {
        return both(one[i], other[i]);
      };
    };
    const auto region = [&](std::size_t i) { return regions.texts("region_id")[i]; };
    compare(totals, "value_" + when + "_usd", sums.pair,
            by_two(totals, "exporter_region_id", "importer_region_id"), miss);
    compare(partners, "value_" + when + "_usd", sums.abroad_of,
            by_two(partners, "region_id", "partner"), miss);
    compare(regions, "exports_" + when + "_usd", sums.exports, region, miss);
    compare(regions, "imports_" + when + "_usd", sums.imports, region, miss);
    compare(regions, "import_duty_" + when + "_usd", sums.import_duty, region, miss);
    compare(regions, "export_duty_" + when + "_usd", sums.export_duty, region, miss);
    const auto cell = by_two(sectors, "region_id", "sector_id");
    compare(sectors, "output_" + when + "_usd", sums.output, cell, miss);
    compare(sectors, "exports_" + when + "_usd", sums.exports, cell, miss);
    compare(sectors, "imports_" + when + "_usd", sums.imports, cell, miss);
    auto duties = sums.import_duty;
    for (const auto& [name, duty] : sums.export_duty) duties[name] += duty;
    compare(sectors, "duty_revenue_" + when + "_usd", duties, cell, miss);
    for (std::size_t i = 0; i < residuals.rows(); ++i)
      equations.note(residuals.numbers(when)[i], [&] { return residuals.place(i, when); });
  }
  check_changes(pairs, "value", changes);
  check_changes(totals, "value", changes);
  check_changes(partners, "value", changes);
  check_changes(sectors, "output", changes);
  if (rounds.rows() > 0)
    agreed.note(rounds.numbers("change").back(),
                [&] { return rounds.place(rounds.rows() - 1, "change"); });
  for (auto* each : {&shares, &miss, &changes, &equations, &agreed})
    found.push_back(each->finish());
}

void check_trade_again(const case_data& base, const case_data& data,
                       const result::result_tables& tables, verification& found) {
  trade_answer answer;
  answer.trade = build_world_trade(base);
  auto& world = answer.trade.world;
  for (std::size_t j = 0; j < world.trade_elasticity.size(); ++j)
    world.trade_elasticity[j] = data.trade_sectors[trade_sector_id(j)].trade_elasticity;
  trade::trade_change change;
  change.deficits = data.settings.trade.deficits == trade_deficits::held
                        ? trade::deficit_treatment::held
                        : trade::deficit_treatment::closed;
  answer.before = trade::solve_many_sectors(world, change);
  auto duty = answer.before.duty, export_duty = answer.before.export_duty,
       cost_factor = answer.before.cost_factor;
  std::map<std::string, std::size_t> region, sector;
  for (std::size_t n = 0; n < world.countries; ++n)
    region[data.trade_regions[trade_region_id(n)].id] = n;
  for (std::size_t j = 0; j < world.sectors; ++j)
    sector[data.trade_sectors[trade_sector_id(j)].id] = j;
  const table_columns pairs(tables.table("trade_pairs"));
  for (std::size_t i = 0; i < pairs.rows(); ++i) {
    const auto pair = (sector.at(pairs.texts("sector_id")[i]) * world.countries +
                       region.at(pairs.texts("importer_region_id")[i])) *
                          world.countries +
                      region.at(pairs.texts("exporter_region_id")[i]);
    duty[pair] = pairs.numbers("import_duty_after")[i];
    export_duty[pair] = pairs.numbers("export_duty_after")[i];
    cost_factor[pair] = pairs.numbers("cost_factor")[i];
  }
  change.duty = duty;
  change.export_duty = export_duty;
  change.cost_factor = cost_factor;
  answer.after = trade::solve_many_sectors(world, change);
  largest_miss solved("trade has an equilibrium at the written costs and duties", "", 0);
  solved.note(answer.before.status == trade::trade_status::solved &&
                      answer.after.status == trade::trade_status::solved
                  ? 0
                  : 1,
              [] { return std::string("trade_pairs"); });
  found.push_back(solved.finish());
  if (!found.back().holds()) return;
  answer.welfare = trade::compare(world, answer.before, answer.after);
  for (const auto& table : result::world_trade_tables(data, answer))
    if (table.name != "trade_coupling" && table.name != "trade_residuals")
      found.push_back(
          compare_tables(table, tables.table(table.name), {again, share_of_trade_column, {}}));
}

}  // namespace amur::verify
