// Tolls, months, places of waiting: what their tables say of each other.

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/model/tolls.h"
#include "amur/result/claims.h"
#include "amur/result/schema.h"
#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

// Over a month's crossings and modes go what its links carry.
void check_month(const result::result_tables& tables, const result::result_table& links,
                 const std::string& month, largest_miss& miss) {
  const auto crossings = rows_of_month(tables.table("month_crossings"), month),
             passing = rows_of_month(tables.table("month_crossing_flows"), month),
             carried = rows_of_month(tables.table("month_link_flows"), month),
             modes = rows_of_month(tables.table("month_by_mode"), month),
             goods = rows_of_month(tables.table("month_by_commodity"), month),
             totals = rows_of_month(tables.table("month_totals"), month);
  const table_columns crossing(crossings), pass(passing), flow(carried), mode(modes), good(goods),
      total(totals), link(links);
  const auto note = [&](const table_columns& table, std::size_t row, const char* column,
                        double sum) {
    miss.note(relative_difference(table.numbers(column)[row], sum),
              [&] { return month + ": " + table.place(row, column); });
  };
  std::map<std::string, double> sums;
  for (std::size_t i = 0; i < pass.rows(); ++i) {
    const auto key = pass.texts("crossing_id")[i] + ' ' + pass.texts("direction")[i];
    sums[key + pass.texts("unit")[i]] += pass.numbers("quantity")[i];
    sums[key + " vehicles"] += pass.numbers("vehicles")[i];
  }
  for (std::size_t i = 0; i < crossing.rows(); ++i) {
    const auto key = crossing.texts("crossing_id")[i] + ' ' + crossing.texts("direction")[i];
    note(crossing, i, "t", sums[key + "t"]);
    note(crossing, i, "passengers", sums[key + "passenger"]);
    note(crossing, i, "vehicles", sums[key + " vehicles"]);
  }
  std::map<std::string, double> length_km, at_border;
  for (std::size_t i = 0; i < link.rows(); ++i)
    length_km[link.texts("link_id")[i]] = link.numbers("length_km")[i];
  for (std::size_t i = 0; i < flow.rows(); ++i) {
    const double km = length_km[flow.texts("link_id")[i]];
    const auto& by = flow.texts("mode")[i];
    sums[by + flow.texts("unit")[i] + " km"] += flow.numbers("quantity")[i] * km;
    sums[by + " vehicle km"] += flow.numbers("vehicles")[i] * km;
  }
  for (std::size_t i = 0; i < mode.rows(); ++i) {
    note(mode, i, "t_km", sums[mode.texts("mode")[i] + "t km"]);
    note(mode, i, "passenger_km", sums[mode.texts("mode")[i] + "passenger km"]);
    note(mode, i, "vehicle_km", sums[mode.texts("mode")[i] + " vehicle km"]);
  }
  std::map<std::string, double> stated;
  for (std::size_t i = 0; i < good.rows(); ++i) {
    const bool freight = good.texts("unit")[i] == "t";
    note(good, i, "wanted", good.numbers("delivered")[i] + good.numbers("unserved")[i]);
    stated[freight ? "freight wanted" : ""] += good.numbers("wanted")[i];
    stated[freight ? "freight delivered" : "passengers carried"] += good.numbers("delivered")[i];
    stated[freight ? "freight unserved" : "passengers unserved"] += good.numbers("unserved")[i];
  }
  for (std::size_t i = 0; i < total.rows(); ++i)
    if (const auto at = stated.find(total.texts("name")[i]); at != stated.end())
      note(total, i, "value", at->second);
}

}  // namespace

result::result_table rows_of_month(const result::result_table& table, const std::string& month) {
  const auto& months = std::get<std::vector<std::string>>(table.column("month").values);
  result::result_table part;
  part.name = table.name;
  for (const auto& column : table.columns) {
    if (column.name == "month") continue;
    auto& to = part.columns.emplace_back(result::result_column{column.name, {}});
    std::visit(
        [&](const auto& values) {
          std::decay_t<decltype(values)> kept;
          for (std::size_t i = 0; i < months.size(); ++i)
            if (months[i] == month) kept.push_back(values[i]);
          to.values = std::move(kept);
        },
        column.values);
  }
  return part;
}

std::vector<std::string> written_months(const result::result_tables& tables) {
  auto months =
      std::get<std::vector<std::string>>(tables.table("month_totals").column("month").values);
  months.erase(std::unique(months.begin(), months.end()), months.end());
  return months;
}

void check_answers(const case_data& data, const result::result_tables& tables,
                   verification& found) {
  largest_miss said("claims and observations are the case's", "rows", 0),
      judged("verdicts follow from the figures", "rows", 0),
      ratios("ratios are computed over observed", of_larger, rounding);
  const table_columns claims(tables.table("claims")), observations(tables.table("observations"));
  for (std::size_t i = 0; i < claims.rows(); ++i) {
    const auto at = std::ranges::find(data.claims, claims.texts("claim_id")[i], &claim::id);
    const bool known = at != data.claims.end() && at->says == claims.texts("says")[i] &&
                       at->query == claims.texts("query")[i];
    said.note(known ? 0 : 1, [&] { return claims.place(i); });
    if (!known) continue;
    const double figure = claims.numbers("figure")[i];
    const auto verdict =
        result::judge(*at, std::isnan(figure) ? std::nullopt : std::optional(figure),
                      data.row_confidence)
            .verdict;
    judged.note(claims.texts("verdict")[i] == to_string(verdict) ? 0 : 1,
                [&] { return claims.place(i, "verdict"); });
  }
  for (std::size_t i = 0; i < observations.rows(); ++i) {
    const auto at = std::ranges::find(data.observations, observations.texts("observation_id")[i],
                                      &observation::id);
    const double observed = observations.numbers("observed")[i],
                 computed = observations.numbers("computed")[i],
                 ratio = observations.numbers("ratio")[i];
    said.note(at != data.observations.end() && at->observed == observed ? 0 : 1,
              [&] { return observations.place(i, "observed"); });
    if (!std::isnan(ratio))
      ratios.note(relative_difference(ratio, computed / observed),
                  [&] { return observations.place(i, "ratio"); });
  }
  for (auto* each : {&said, &judged, &ratios}) found.push_back(each->finish());
}

void check_paths(const result::result_tables& tables, verification& found) {
  const table_columns paths(tables.table("paths")), od(tables.table("od"));
  const auto key = [](const table_columns& table) {
    return [from = table.texts("origin_node_id"), to = table.texts("destination_node_id"),
            goods = table.texts("commodity_id")](std::size_t i) {
      return from[i] + ' ' + to[i] + ' ' + goods[i];
    };
  };
  std::map<std::string, double> delivered, shares;
  const auto of_flow = key(od), of_path = key(paths);
  for (std::size_t i = 0; i < od.rows(); ++i) delivered[of_flow(i)] += od.numbers("delivered")[i];
  largest_miss quantities("alternatives carry their share", of_larger, rounding),
      whole("shares of alternatives are at most one", "share", rounding),
      costs("costs of alternatives are the sum of their parts", of_larger, rounding);
  for (std::size_t i = 0; i < paths.rows(); ++i) {
    const double share = paths.numbers("share")[i];
    const auto place = [&](const char* column) {
      return [&, i, column] { return paths.place(i, column); };
    };
    quantities.note(
        relative_difference(paths.numbers("quantity")[i], share * delivered[of_path(i)]),
        place("quantity"));
    whole.note((shares[of_path(i)] += share) - 1, place("share"));
    double sum = 0, size = 1e-300;
    for (const char* part : {"transport", "fee", "handling", "time", "scarcity", "duty"}) {
      sum += paths.numbers(part)[i];
      size += std::abs(paths.numbers(part)[i]);
    }
    costs.note(std::abs(sum - paths.numbers("cost")[i]) / size, place("cost"));
  }
  for (auto* each : {&quantities, &whole, &costs}) found.push_back(each->finish());
}

void check_months(const result::result_tables& tables, verification& found) {
  largest_miss miss("each month's flows add up", of_larger, rounding);
  const auto months = written_months(tables);
  for (const auto& month : months) check_month(tables, tables.table("links"), month, miss);
  found.push_back(miss.finish());
  for (const auto& name : result::monthly_tables())
    if (tables.has(result::month_table(name))) {
      auto last = rows_of_month(tables.table(result::month_table(name)), months.back());
      found.push_back(compare_tables(tables.table(name), last, {rounding, 0, {}}));
      found.back().name = "the last month's '" + name + "' is the run's";
    }
}

void check_tolls(const result::result_tables& tables, verification& found) {
  const table_columns curve(tables.table("toll_curve")), best(tables.table("toll_best")),
      crossings(tables.table("crossings"));
  largest_miss sums("welfare is surplus and what is paid", of_larger, rounding),
      same("the best tolls are the curve's", of_larger, rounding),
      now("the present toll is the run's", of_larger, 1e-3);
  const auto fee = curve.numbers("fee_usd_per_vehicle"),
             welfare = curve.numbers("welfare_usd_per_year"),
             surplus = curve.numbers("surplus_usd_per_year"),
             paid = curve.numbers("paid_usd_per_year");
  for (std::size_t i = 0; i < curve.rows(); ++i)
    sums.note(std::abs(surplus[i] + paid[i] - welfare[i]) /
                  std::max({std::abs(surplus[i]), std::abs(paid[i]), std::abs(welfare[i]), 1e-300}),
              [&] { return curve.place(i, "welfare_usd_per_year"); });
  for (std::size_t b = 0; b < best.rows(); ++b) {
    const auto at = std::ranges::find(fee, best.numbers("fee_usd_per_vehicle")[b]);
    if (at == fee.end()) {
      same.note(1, [&] { return best.place(b, "fee_usd_per_vehicle"); });
      continue;
    }
    const auto i = static_cast<std::size_t>(at - fee.begin());
    for (const char* column : {"vehicles_per_day", "income_usd_per_year", "welfare_usd_per_year"})
      same.note(relative_difference(best.numbers(column)[b], curve.numbers(column)[i]),
                [&] { return best.place(b, column); });
  }
  std::map<std::string, double> use;
  for (std::size_t i = 0; i < crossings.rows(); ++i) {
    if (curve.rows() == 0 || crossings.texts("crossing_id")[i] != curve.texts("crossing_id")[0])
      continue;
    use["vehicles_per_day"] += crossings.numbers("vehicles")[i];
    use["t_per_day"] += crossings.numbers("t")[i];
    use["passengers_per_day"] += crossings.numbers("passengers")[i];
    use["income_usd_per_year"] += days_a_year * crossings.numbers("fee_income_usd")[i];
  }
  for (std::size_t i = 0; i < curve.rows(); ++i)
    if (best.rows() > 0 && fee[i] == best.numbers("fee_now_usd_per_vehicle")[0])
      for (const auto& [column, value] : use)
        now.note(relative_difference(curve.numbers(column)[i], value),
                 [&, column = column] { return curve.place(i, column); });
  for (auto* each : {&sums, &same, &now}) found.push_back(each->finish());
}

}  // namespace amur::verify
