#include "amur/model/debt_room.h"

#include <algorithm>
#include <cmath>

#include "amur/model/finance.h"

namespace amur::model {
namespace {

using finance::debt_indicator;

// Of a share of GDP, less is rounding.
constexpr double least_rise = 1e-12;
constexpr std::size_t years_of_breach = 10;

std::vector<debt_indicator> indicators_of(debt_limit limit) {
  using enum debt_indicator;
  switch (limit) {
    case debt_limit::public_debt:
      return {pv_public_to_gdp};
    case debt_limit::external_debt:
      return {pv_external_to_gdp, pv_external_to_exports, service_to_exports, service_to_revenue};
    case debt_limit::all_indicators:
      return {pv_external_to_gdp, pv_external_to_exports, service_to_exports, service_to_revenue,
              pv_public_to_gdp};
    case debt_limit::none:
      break;
  }
  return {};
}

// The case without the loans of what is not built, and what stands of its projects.
struct standing_case {
  case_data data;
  std::vector<project_answer> projects;
};

standing_case standing_of(const case_data& all, std::span<const investment> investments,
                          const built_investments& built) {
  standing_case of;
  of.data = all;
  std::vector<bool> stands(all.projects.size(), true);
  for (const auto& each : investments)
    if (each.project.valid()) stands[each.project.index()] = false;
  for (std::size_t i = 0; i < investments.size(); ++i)
    if (const auto project = investments[i].project; project.valid() && built.share[i] > 0)
      stands[project.index()] = true;
  std::erase_if(of.data.loans, [&](const auto& loan) { return !stands[loan.project.index()]; });
  for (auto& loan : of.data.loans)
    if (loan.refinances) {
      const auto& id = all.loans[*loan.refinances].id;
      loan.refinances = static_cast<std::size_t>(std::ranges::find(of.data.loans, id, &loan::id) -
                                                 of.data.loans.begin());
    }
  for (std::size_t i = 0; i < stands.size(); ++i)
    if (stands[i])
      of.projects.push_back(finance_project(of.data, project_id(i), built.income_usd_per_year[i]));
  return of;
}

// What investments without a project cost the state beside its primary balance.
void add_spending(std::span<const investment> investments, const built_investments& built,
                  const state_economy& state, finance::economy& economy, std::size_t years) {
  std::vector<double> spent(years + 1, 0.0);
  bool some = false;
  for (std::size_t i = 0; i < investments.size(); ++i) {
    const auto& each = investments[i];
    if (built.share[i] == 0 || each.project.valid()) continue;
    for (std::size_t c = 0; c < each.countries.size(); ++c) {
      if (each.countries[c] != state.country) continue;
      const double a_year = built.share[i] * each.cost_usd * each.cost_shares[c] /
                            static_cast<double>(each.opening_year - each.start_year);
      for (int year = std::max(each.start_year, state.base_year + 1); year < each.opening_year;
           ++year)
        if (const auto at = static_cast<std::size_t>(year - state.base_year); at <= years) {
          spent[at] += a_year;
          some = true;
        }
    }
  }
  if (!some) return;
  const auto gdp_usd = finance::debt_path_of(economy, years).gdp_usd;
  std::vector<double> flows(years);
  for (std::size_t year = 1; year <= years; ++year)
    flows[year - 1] = finance::held(economy.other_flows, year - 1) + spent[year] / gdp_usd[year];
  // After the last year of spending all is as it was.
  flows.push_back(finance::held(economy.other_flows, years));
  economy.other_flows = std::move(flows);
}

finance::debt_path path_with(const case_data& data, std::span<const investment> investments,
                             const state_economy& state, const built_investments& built) {
  const auto of = standing_of(data, investments, built);
  auto economy = economy_with_projects(of.data, state, of.projects);
  const auto years = std::max(data.settings.finance.years, years_of_breach);
  add_spending(investments, built, state, economy, years);
  return finance::debt_path_of(economy, years);
}

double peak_of(const finance::debt_path& path) {
  const auto& public_debt =
      path.indicator[static_cast<std::size_t>(debt_indicator::pv_public_to_gdp)];
  double most = 0;
  for (std::size_t year = 1; year <= years_of_breach && year < public_debt.size(); ++year)
    most = std::max(most, public_debt[year]);
  return most;
}

bool rises(const std::vector<double>& path, const std::vector<double>& without) {
  for (std::size_t year = 1; year <= years_of_breach && year < path.size(); ++year)
    if (path[year] > without[year] + least_rise) return true;
  return false;
}

}  // namespace

std::vector<state_room> debt_rooms(const case_data& data, std::span<const investment> investments,
                                   debt_limit limit, const built_investments& built,
                                   const built_investments& without) {
  std::vector<state_room> rooms;
  for (std::size_t i = 0; i < data.economies.size(); ++i) {
    const auto& state = data.economies[i];
    const auto path = path_with(data, investments, state, built),
               before = path_with(data, investments, state, without);
    state_room room;
    room.economy = i;
    room.peak = peak_of(path);
    room.peak_without = peak_of(before);
    room.threshold = finance::threshold(state.capacity, debt_indicator::pv_public_to_gdp);
    for (const auto indicator : indicators_of(limit)) {
      const auto at = static_cast<std::size_t>(indicator);
      if (!finance::is_breach(path.indicator[at], finance::threshold(state.capacity, indicator)))
        continue;
      room.is_in_breach = true;
      if (rises(path.indicator[at], before.indicator[at])) room.is_pushed = true;
    }
    rooms.push_back(room);
  }
  return rooms;
}

}  // namespace amur::model
