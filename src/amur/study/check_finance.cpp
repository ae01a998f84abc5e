// Projects and loans that are probably not meant as they stand.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "amur/model/finance.h"
#include "amur/study/check.h"
#include "amur/study/names.h"

namespace amur::study {
namespace {

// Fees and interest may be lent too; more than that is a slip.
constexpr double most_lent = 1.3;

double lent_usd(const loan& loan) {
  return std::accumulate(loan.terms.draw.begin(), loan.terms.draw.end(), 0.0) *
         loan.usd_per_unit.front();
}

}  // namespace

void check_finance(const case_data& data, diagnostics& report) {
  const auto has_economy = [&](const std::string& country) {
    return std::ranges::any_of(data.economies,
                               [&](const auto& state) { return state.country == country; });
  };
  for (std::size_t i = 0; i < data.projects.size(); ++i) {
    const auto& project = data.projects[project_id(i)];
    double lent = 0;
    for (const auto& loan : data.loans) {
      if (loan.project != project_id(i)) continue;
      lent += lent_usd(loan);
      if (loan.state_share > 0 && !has_economy(project.country))
        report.warning("loans.csv", loan.row, "state_share", "",
                       "no economy's debt takes this share up",
                       "a project whose country is in economies.csv");
    }
    if (lent > most_lent * project.construction_usd)
      report.warning(
          "projects.csv", project.row, "construction_usd",
          fmt::format("{:.6g}", project.construction_usd),
          fmt::format("its loans bring {:.3g} times as much", lent / project.construction_usd));
    if (project.crossing.valid() && data.crossings[project.crossing].fee_usd_per_vehicle == 0 &&
        data.crossings[project.crossing].fee_usd_per_t == 0)
      report.warning("projects.csv", project.row, "crossing_id",
                     data.crossings[project.crossing].id, "this crossing takes no fee");
  }
  std::set<crossing_id> taken;
  for (const auto& project : data.projects)
    if (project.crossing.valid() && project.without_scenario.empty() &&
        !taken.insert(project.crossing).second)
      report.warning("projects.csv", project.row, "crossing_id",
                     data.crossings[project.crossing].id,
                     "another project takes all of this crossing's fees too",
                     "without_scenario, so that it takes what it adds");
  for (const auto& state : data.economies) {
    const auto base =
        finance::without_projects(economy_with_projects(data, state, {})).external_debt;
    if (base < 0)
      report.warning("economies.csv", state.figures.front().row, "country", state.country,
                     fmt::format("its projects' loans owe more than its external debt by {:.1f} % "
                                 "of GDP in {}",
                                 -100 * base, state.base_year));
  }
}

}  // namespace amur::study
