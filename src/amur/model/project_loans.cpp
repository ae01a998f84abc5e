#include "amur/model/project_loans.h"

#include <algorithm>

namespace amur::model {
namespace {

bool is_sculpted(const loan& of) { return of.terms.repayment == finance::repayment::sculpted; }

// The income of the project's years in the loan's own years and currency.
std::vector<double> in_years_of(const loan& of, int start_year, std::span<const double> usd) {
  const auto before = static_cast<std::size_t>(of.first_year - start_year);
  std::vector<double> own;
  for (std::size_t year = before; year < usd.size(); ++year)
    own.push_back(usd[year] / finance::held(of.usd_per_unit, year - before));
  return own;
}

}  // namespace

bool has_sculpted_loan(const case_data& data, project_id project) {
  return std::ranges::any_of(data.loans, [project](const auto& loan) {
    return loan.project == project && is_sculpted(loan);
  });
}

std::vector<standing_loan> loans_of(const case_data& data, project_id project,
                                    std::span<const double> available_usd) {
  const int start_year = data.projects[project].start_year;
  const auto schedule = [](const loan& of, const finance::loan_terms& terms) {
    return finance::in_dollars(finance::schedule_of(terms), of.usd_per_unit);
  };
  std::vector<double> left(available_usd.begin(), available_usd.end());
  for (const auto& loan : data.loans) {
    if (loan.project != project || is_sculpted(loan) || loan.refinances) continue;
    const auto plan = schedule(loan, loan.terms);
    const auto before = static_cast<std::size_t>(loan.first_year - start_year);
    for (std::size_t year = 0; year < plan.years() && before + year < left.size(); ++year)
      left[before + year] -= plan.service(year);
  }
  std::vector<standing_loan> standing;
  for (std::size_t i = 0; i < data.loans.size(); ++i) {
    const auto& loan = data.loans[i];
    if (loan.project != project) continue;
    auto terms = loan.terms;
    if (is_sculpted(loan)) terms.followed = in_years_of(loan, start_year, left);
    if (loan.refinances) {
      const auto repaid = std::ranges::find(standing, *loan.refinances, &standing_loan::loan);
      const auto year =
          static_cast<std::size_t>(loan.first_year - data.loans[*loan.refinances].first_year);
      terms.draw = {repaid->in_dollars.refinanced[year] / loan.usd_per_unit.front()};
    }
    auto plan = schedule(loan, terms);
    standing.push_back({i, std::move(terms), std::move(plan)});
  }
  return standing;
}

}  // namespace amur::model
