#include "amur/finance/public_debt.h"

#include <algorithm>

#include "amur/base/number.h"

namespace amur::finance {
namespace {

loan_schedule one_dollar(const external_terms& terms) {
  loan_terms loan;
  loan.draw = {1};
  loan.rate = {terms.rate};
  loan.grace_years = terms.grace_years;
  loan.maturity_years = terms.maturity_years;
  loan.repayment = repayment::equal_principal;
  return schedule_of(loan);
}

// What the loans taken up so far on the same terms will pay, dollars by year; a surplus buys some
// of them back.
struct commitments {
  double rate = 0;
  loan_schedule dollar;
  std::vector<double> interest, principal;
  double owed = 0;

  commitments(const external_terms& terms, std::size_t years)
      : rate(terms.rate),
        dollar(one_dollar(terms)),
        interest(years + dollar.years() + 1, 0),
        principal(interest) {}
  void borrow(double amount, std::size_t year) {
    owed += amount;
    for (std::size_t k = 1; k < dollar.years(); ++k) {
      interest[year + k] += amount * dollar.interest[k];
      principal[year + k] += amount * dollar.principal[k];
    }
  }
  void pay(std::size_t year) { owed -= principal[year]; }
  [[nodiscard]] double service(std::size_t year) const { return interest[year] + principal[year]; }
  // Loans without a grant element count at their face.
  [[nodiscard]] double present_value(std::size_t year) const {
    if (rate >= framework_discount_rate) return owed;
    double value = 0;
    for (std::size_t later = interest.size(); later-- > year + 1;)
      value = (value + service(later)) / (1 + framework_discount_rate);
    return value;
  }
};

// What is owed abroad beside loans to projects.
struct general_debt {
  commitments existing, fresh, costly;
  const other_borrowing& on_other_terms;

  general_debt(const economy& of, std::size_t years)
      : existing(of.existing, years),
        fresh(of.fresh, years),
        costly(of.costly.terms, years),
        on_other_terms(of.costly) {}
  [[nodiscard]] double sum(auto&& amount) const {
    return amount(existing) + amount(fresh) + amount(costly);
  }
  void pay_and_borrow(double amount, std::size_t year) {
    for (auto* each : {&existing, &fresh, &costly}) each->pay(year);
    const bool in_years = year >= on_other_terms.first_year && year <= on_other_terms.last_year;
    const double dear = in_years ? on_other_terms.share * amount : 0;
    costly.borrow(dear, year);
    fresh.borrow(amount - dear, year);
  }
};

// The state's share of a project's loan by year of the projection.
struct project_loan {
  const project_debt& debt;
  loan_schedule plan = in_dollars(schedule_of(debt.terms), debt.usd_per_unit);

  // The loan's own year, or none.
  [[nodiscard]] std::size_t own_year(std::size_t year) const {
    const auto own = static_cast<long>(year) - debt.first_year;
    return own >= 0 && static_cast<std::size_t>(own) < plan.years() ? static_cast<std::size_t>(own)
                                                                    : plan.years();
  }
  [[nodiscard]] double entry(const std::vector<double>& flow, std::size_t year) const {
    const auto own = own_year(year);
    return own < plan.years() ? debt.share * flow[own] : 0;
  }
  [[nodiscard]] double service(std::size_t year) const {
    const auto own = own_year(year);
    return own < plan.years() ? debt.share * plan.service(own) : 0;
  }
  // Of what was drawn until then alone, as if nothing more were; at most its face.
  [[nodiscard]] double present_value(std::size_t year) const {
    const auto own = own_year(year);
    if (own == plan.years() || plan.balance[own] <= 0) return 0;
    auto terms = debt.terms;
    terms.draw.resize(std::min(terms.draw.size(), own + 1));
    terms.refinanced_in.reset();
    const auto drawn = in_dollars(schedule_of(terms), debt.usd_per_unit);
    return debt.share *
           std::min(drawn.balance[own], present_value_after(drawn, own, framework_discount_rate));
  }
};

double sum_of(const std::vector<project_loan>& loans, auto&& amount) {
  double sum = 0;
  for (const auto& loan : loans) sum += amount(loan);
  return sum;
}

void add_indicators(debt_path& path, double present_value_usd) {
  const auto year = path.years() - 1;
  const auto put = [&path](debt_indicator which, double value) {
    path.indicator[static_cast<std::size_t>(which)].push_back(value);
  };
  const double gdp = path.gdp_usd[year], service = path.external_service_usd[year];
  put(debt_indicator::pv_external_to_gdp, present_value_usd / gdp);
  put(debt_indicator::pv_external_to_exports, present_value_usd / path.exports_usd[year]);
  put(debt_indicator::service_to_exports, service / path.exports_usd[year]);
  put(debt_indicator::service_to_revenue, service / path.revenue_usd[year]);
  put(debt_indicator::pv_public_to_gdp, present_value_usd / gdp + path.domestic_debt[year]);
}

}  // namespace

std::string_view to_string(debt_indicator indicator) {
  constexpr std::array<std::string_view, debt_indicators> names = {
      "pv_external_to_gdp", "pv_external_to_exports", "service_to_exports", "service_to_revenue",
      "pv_public_to_gdp"};
  return names[static_cast<std::size_t>(indicator)];
}

debt_path debt_path_of(const economy& of, std::size_t years) {
  general_debt general(of, years);
  std::vector<project_loan> loans;
  for (const auto& debt : of.projects) loans.push_back({debt});
  const auto owed_for_projects = [&](std::size_t year) {
    return sum_of(loans, [year](const auto& loan) { return loan.entry(loan.plan.balance, year); });
  };
  const auto present_value = [&](std::size_t year) {
    return general.sum([year](const auto& each) { return each.present_value(year); }) +
           sum_of(loans, [year](const auto& loan) { return loan.present_value(year); });
  };

  general.existing.borrow(of.external_debt * of.gdp_usd - owed_for_projects(0), 0);
  debt_path path;
  path.gdp_usd = {of.gdp_usd};
  path.exports_usd = {of.exports.front() * of.gdp_usd};
  path.revenue_usd = {of.revenue.front() * of.gdp_usd};
  path.domestic_debt = {of.domestic_debt};
  path.external_debt = {of.external_debt};
  path.external_service_usd = {no_number};
  path.external_interest_rate = {no_number};
  add_indicators(path, present_value(0));

  for (std::size_t year = 1; year <= years; ++year) {
    const auto at = [year](const std::vector<double>& rates) { return held(rates, year - 1); };
    const double local_growth = (1 + at(of.growth)) * (1 + at(of.inflation));
    const double gdp = path.gdp_usd.back() * local_growth / (1 + at(of.depreciation));
    const double income =
        year < of.project_income_usd.size() ? of.project_income_usd[year] / gdp : 0;
    const double gap = at(of.other_flows) - at(of.primary_balance) - income;
    const double interest = general.sum([year](const auto& each) {
      return each.interest[year];
    }) + sum_of(loans, [year](const auto& loan) { return loan.entry(loan.plan.interest, year); });
    const double service = general.sum([year](const auto& each) { return each.service(year); }) +
                           sum_of(loans, [year](const auto& loan) { return loan.service(year); });

    path.external_interest_rate.push_back(interest /
                                          (path.external_debt.back() * path.gdp_usd.back()));
    general.pay_and_borrow(service + (of.external_share * gap + at(of.extra_external_flows)) * gdp,
                           year);
    path.domestic_debt.push_back(path.domestic_debt.back() * (1 + of.domestic_rate) / local_growth +
                                 (1 - of.external_share) * gap);
    path.external_debt.push_back(
        (general.sum([](const auto& each) { return each.owed; }) + owed_for_projects(year)) / gdp);
    path.gdp_usd.push_back(gdp);
    path.exports_usd.push_back(held(of.exports, year) * gdp);
    path.revenue_usd.push_back(held(of.revenue, year) * gdp);
    path.external_service_usd.push_back(service);
    add_indicators(path, present_value(year));
  }
  return path;
}

economy without_projects(economy of) {
  double owed = 0;
  for (const auto& debt : of.projects) {
    const project_loan loan{debt};
    owed += loan.entry(loan.plan.balance, 0);
  }
  of.external_debt -= owed / of.gdp_usd;
  of.projects.clear();
  of.project_income_usd.clear();
  return of;
}

}  // namespace amur::finance
