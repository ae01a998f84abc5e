#include "amur/study/invest_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/base/number.h"
#include "amur/result/schema/invest.h"
#include "amur/result/table_rows.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

using invest::plan;

// "cable_car;port_cranes=0.25"
std::string ids_of(const investment_list& list, const plan& chosen) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < list.all.size(); ++i)
    if (chosen[i] == 1)
      ids.push_back(list.all[i].id);
    else if (chosen[i] > 0)
      ids.push_back(fmt::format("{}={:.4g}", list.all[i].id, chosen[i]));
  return text::join(ids, ";");
}

result::result_table frontier_table(const investment_list& list, const plan_solver& plans,
                                    const made_choice& made) {
  result::table_rows<result::invest_frontier_row> rows;
  for (const auto& chosen : made.found.points) {
    const auto gain = is_nothing(chosen.share) ? model::case_gain() : plans.at(chosen.share).gain;
    rows.add(
        {.budget_usd = chosen.budget_usd,
         .cost_usd = chosen.cost_usd,
         .chosen = ids_of(list, chosen.share),
         .investments = std::ranges::count_if(chosen.share, [](double share) { return share > 0; }),
         .value_usd = chosen.value_usd,
         .bound_usd = chosen.bound_usd,
         .answer = chosen.is_certified ? "certified" : "best found",
         .bound = std::string(to_string(chosen.kind)),
         .welfare_usd_per_year = gain.welfare_usd_per_year(),
         .surplus_usd_per_year = gain.surplus_usd_per_year,
         .paid_usd_per_year = gain.paid_usd_per_year,
         .trade_usd_per_year = gain.trade_usd_per_year,
         .freight_t_per_year = gain.freight_t_per_year});
  }
  return rows.finish();
}

result::result_table projects_table(const investment_list& list, const plan_solver& plans,
                                    const made_choice& made) {
  result::table_rows<result::invest_projects_row> rows;
  for (std::size_t i = 0; i < list.all.size(); ++i) {
    const auto& each = list.all[i];
    std::int64_t budgets = 0;
    for (const auto& chosen : made.found.points) budgets += chosen.share[i] > 0;
    const auto& whole = made.found.points.back();
    rows.add({.investment_id = each.id,
              .name = each.name,
              .countries = text::join(each.countries, ";"),
              .link_id = plans.link_of(i).id,
              .cost_usd = each.cost_usd,
              .opening_year = each.opening_year,
              .is_chosen = whole.share[i] > 0,
              .share = whole.share[i],
              .budgets = budgets,
              .alone_usd = made.alone_usd[i],
              .last_usd = made.last_usd[i],
              .largest_usd = made.found.largest_usd[i],
              .next_usd = whole.slope_usd.empty() || each.cost_usd == 0
                              ? no_number
                              : whole.slope_usd[i] / each.cost_usd},
             plans.link_of(i).course);
  }
  return rows.finish();
}

struct country_sums {
  model::country_gain with_all;
  double gain_usd = 0, pays_usd = 0, discounted_pays_usd = 0;
};

// What stands in each part of the years is solved again by itself, apart from the search.
std::map<std::string, country_sums> sums_by_country(const cases::case_data& data,
                                                    const investment_list& list,
                                                    const solved_case& now,
                                                    const plan_solver& plans,
                                                    const made_choice& made) {
  const auto& chosen = made.found.points.back().share;
  std::map<std::string, country_sums> sums;
  auto parts = years_of(list, made.terms, chosen);
  // That all of it is open may lie beyond the years that count.
  if (std::ranges::find(parts, chosen, &open_years::open) == parts.end())
    parts.push_back({chosen, 0});
  for (const auto& part : parts) {
    if (is_nothing(part.open)) continue;
    const auto built = plans.solve_alone(part.open);
    for (const auto& [country, gain] :
         model::gains_by_country(data, now.network.answer, built.data, built.answer)) {
      auto& sum = sums[country];
      sum.gain_usd += part.discounted_years * (gain.surplus_usd_per_year + gain.paid_usd_per_year);
      if (part.open == chosen) sum.with_all = gain;
    }
  }
  for (std::size_t i = 0; i < list.all.size(); ++i) {
    const auto& each = list.all[i];
    if (chosen[i] == 0) continue;
    const double discounted = chosen[i] * discounted_cost_usd(list, made.terms, each);
    for (std::size_t c = 0; c < each.countries.size(); ++c) {
      auto& sum = sums[each.countries[c]];
      sum.pays_usd += chosen[i] * each.cost_usd * each.cost_shares[c];
      sum.discounted_pays_usd += discounted * each.cost_shares[c];
    }
  }
  for (const auto& [country, budget] : made.budget_of_country) (void)sums[country];
  return sums;
}

result::result_table countries_table(const cases::case_data& data, const investment_list& list,
                                     const solved_case& now, const plan_solver& plans,
                                     const made_choice& made) {
  result::table_rows<result::invest_countries_row> rows;
  for (const auto& [country, sum] : sums_by_country(data, list, now, plans, made)) {
    const auto budget = made.budget_of_country.find(country);
    result::invest_countries_row row{
        .country = country,
        .pays_usd = sum.pays_usd,
        .budget_usd = budget == made.budget_of_country.end() ? no_number : budget->second,
        .surplus_usd_per_year = sum.with_all.surplus_usd_per_year,
        .paid_usd_per_year = sum.with_all.paid_usd_per_year,
        .gain_usd = sum.gain_usd,
        .net_usd = sum.gain_usd - sum.discounted_pays_usd,
        .public_debt_peak = no_number,
        .public_debt_peak_without = no_number,
        .public_debt_threshold = no_number};
    for (const auto& room : made.rooms) {
      if (data.economies[room.economy].country != country) continue;
      row.public_debt_peak = room.peak;
      row.public_debt_peak_without = room.peak_without;
      row.public_debt_threshold = room.threshold;
    }
    rows.add(std::move(row));
  }
  return rows.finish();
}

}  // namespace

std::vector<result::result_table> invest_tables(const cases::case_data& data,
                                                const investment_list& list, const solved_case& now,
                                                const plan_solver& plans, const made_choice& made) {
  return {frontier_table(list, plans, made), projects_table(list, plans, made),
          countries_table(data, list, now, plans, made)};
}

}  // namespace amur::study
