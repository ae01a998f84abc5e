#include "amur/finance/loan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "amur/finance/time_value.h"

namespace amur::finance {
namespace {

std::size_t first_draw(const loan_terms& terms) {
  const auto at = std::ranges::find_if(terms.draw, [](double amount) { return amount != 0; });
  return static_cast<std::size_t>(at - terms.draw.begin());
}

// [year] each payment of the years of repayment, in one proportion to the income and worth `owed` a
// year before `from`; equal ones where there is no income.
std::vector<double> sculpted_payments(const loan_terms& terms, std::size_t from, std::size_t last,
                                      double owed) {
  std::vector<double> payments(last + 1, 0);
  double sum = 0, value = 0;  // at the end of the year before
  for (std::size_t year = from; year <= last && year < terms.followed.size(); ++year)
    sum += payments[year] = std::max(0.0, terms.followed[year]);
  if (!(sum > 0)) payments.assign(last + 1, 1);
  for (std::size_t year = last + 1; year-- > from;)
    for (int payment = 0; payment < terms.payments_per_year; ++payment)
      value = (value + payments[year]) / (1 + held(terms.rate, year) / terms.payments_per_year);
  for (double& payment : payments) payment *= owed / value;
  return payments;
}

struct repayment_due {
  double rate, owed, interest;
  int payments_left;
  double sculpted;  // interest and principal, of a sculpted loan
};
struct repayment_made {
  double principal = 0, capitalised = 0;
};

repayment_made repaid(repayment how, const repayment_due& due) {
  if (due.payments_left == 1) return {due.owed, 0};
  if (how == repayment::equal_principal) return {due.owed / due.payments_left, 0};
  if (how == repayment::annuity)
    return {annuity_payment(due.rate, due.payments_left, due.owed) - due.interest, 0};
  return {std::clamp(due.sculpted - due.interest, 0.0, due.owed),
          std::max(0.0, due.interest - due.sculpted)};
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
  const auto end = std::min(last, terms.refinanced_in.value_or(last));
  const double amount = std::accumulate(terms.draw.begin(), terms.draw.end(), 0.0);
  const std::vector<double> nothing(end + 1, 0);
  loan_schedule plan{nothing, nothing, nothing, nothing, nothing, nothing, nothing};
  double owed = 0, undrawn = amount;
  std::vector<double> sculpted = nothing;
  for (std::size_t year = first; year <= end; ++year) {
    plan.fees[year] = year == first ? terms.upfront_fee * amount : terms.commitment_fee * undrawn;
    if (year == grace_ends + 1 && terms.repayment == repayment::sculpted)
      sculpted = sculpted_payments(terms, year, last, owed);
    double left = owed;  // within the year
    for (int payment = 0; payment < terms.payments_per_year; ++payment) {
      const double rate = held(terms.rate, year) / terms.payments_per_year;
      const double interest = left * rate;
      plan.interest[year] += interest;
      if (year > grace_ends) {
        const auto payments_left =
            static_cast<int>(last - year + 1) * terms.payments_per_year - payment;
        const auto paid =
            repaid(terms.repayment, {rate, left, interest, payments_left, sculpted[year]});
        plan.principal[year] += paid.principal;
        plan.capitalised[year] += paid.capitalised;
        left += paid.capitalised - paid.principal;
      } else if (year > first && year <= capitalised_until) {
        plan.capitalised[year] += interest;
        left += interest;
      }
    }
    if (year < terms.draw.size()) plan.drawn[year] = terms.draw[year];
    undrawn -= plan.drawn[year];
    owed += plan.drawn[year] + plan.capitalised[year] - plan.principal[year];
    if (year == last) owed = 0;
    if (year == terms.refinanced_in) plan.refinanced[year] = std::exchange(owed, 0);
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
                     &converted.principal, &converted.balance, &converted.refinanced})
    for (std::size_t year = 0; year < flow->size(); ++year)
      (*flow)[year] *= held(usd_per_unit, year);
  return converted;
}

}  // namespace amur::finance
