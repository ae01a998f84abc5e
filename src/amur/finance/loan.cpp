#include "amur/finance/loan.h"

#include <algorithm>
#include <numeric>

#include "amur/finance/time_value.h"

namespace amur::finance {
namespace {

std::size_t first_draw(const loan_terms& terms) {
  const auto at = std::ranges::find_if(terms.draw, [](double amount) { return amount != 0; });
  return static_cast<std::size_t>(at - terms.draw.begin());
}

}  // namespace

loan_problem problem_of(const loan_terms& terms) {
  using enum loan_problem;
  if (std::ranges::any_of(terms.draw, [](double amount) { return !(amount >= 0); }))
    return negative_draw;
  const auto first = first_draw(terms);
  if (first == terms.draw.size()) return nothing_drawn;
  if (terms.rate.empty() ||
      std::ranges::any_of(terms.rate, [](double rate) { return !(rate > -1); }))
    return rate_out_of_range;
  if (terms.grace_years < 0 || terms.maturity_years <= terms.grace_years) return no_years_to_repay;
  if (terms.capitalised_years > terms.grace_years) return capitalised_after_grace;
  const auto last_allowed = first + static_cast<std::size_t>(terms.grace_years);
  for (std::size_t year = last_allowed + 1; year < terms.draw.size(); ++year)
    if (terms.draw[year] > 0) return drawn_after_grace;
  return none;
}

loan_schedule schedule_of(const loan_terms& terms) {
  const auto first = first_draw(terms);
  const auto grace_ends = first + static_cast<std::size_t>(terms.grace_years);
  const auto capitalised_until = first + static_cast<std::size_t>(terms.capitalised_years);
  const auto last = first + static_cast<std::size_t>(terms.maturity_years);
  const double amount = std::accumulate(terms.draw.begin(), terms.draw.end(), 0.0);
  const std::vector<double> nothing(last + 1, 0);
  loan_schedule plan{nothing, nothing, nothing, nothing, nothing, nothing};
  double owed = 0, undrawn = amount;
  for (std::size_t year = first; year <= last; ++year) {
    const double rate = held(terms.rate, year);
    plan.fees[year] = year == first ? terms.upfront_fee * amount : terms.commitment_fee * undrawn;
    plan.interest[year] = owed * rate;
    if (year > first && year <= capitalised_until) plan.capitalised[year] = plan.interest[year];
    if (year > grace_ends) {
      const auto payments_left = static_cast<int>(last - year) + 1;
      plan.principal[year] = terms.repayment == repayment::equal_principal
                                 ? owed / payments_left
                                 : annuity_payment(rate, payments_left, owed) - plan.interest[year];
      if (payments_left == 1) plan.principal[year] = owed;
    }
    if (year < terms.draw.size()) plan.drawn[year] = terms.draw[year];
    undrawn -= plan.drawn[year];
    owed += plan.drawn[year] + plan.capitalised[year] - plan.principal[year];
    plan.balance[year] = owed;
  }
  return plan;
}

double present_value_after(const loan_schedule& schedule, std::size_t year, double rate) {
  double value = 0;
  for (std::size_t later = schedule.years(); later-- > year + 1;)
    value = (value + schedule.service(later)) / (1 + rate);
  return value;
}

loan_schedule in_dollars(const loan_schedule& schedule, std::span<const double> usd_per_unit) {
  auto converted = schedule;
  for (auto* flow : {&converted.drawn, &converted.interest, &converted.capitalised, &converted.fees,
                     &converted.principal, &converted.balance})
    for (std::size_t year = 0; year < flow->size(); ++year)
      (*flow)[year] *= held(usd_per_unit, year);
  return converted;
}

}  // namespace amur::finance
