#include "amur/study/invest_years.h"

#include <algorithm>
#include <cmath>

namespace amur::study {
namespace {

double discount(const investment_list& list, const worth_terms& terms, int year) {
  return std::pow(1 + terms.rate, list.base_year - year);
}

}  // namespace

std::vector<open_years> years_of(const investment_list& list, const worth_terms& terms,
                                 const invest::plan& plan) {
  std::vector<open_years> parts;
  for (std::size_t i = 0; i < terms.years; ++i) {
    const int year = list.base_year + static_cast<int>(i);
    auto open = plan;
    for (std::size_t p = 0; p < list.all.size(); ++p)
      if (list.all[p].opening_year > year) open[p] = 0;
    if (parts.empty() || parts.back().open != open) parts.push_back({open, 0});
    parts.back().discounted_years += discount(list, terms, year);
  }
  return parts;
}

bool is_nothing(const invest::plan& plan) {
  return std::ranges::all_of(plan, [](double share) { return share == 0; });
}

double worth_of(std::span<const open_years> years,
                const std::function<double(const invest::plan&)>& usd_per_year) {
  double sum = 0;
  for (const auto& part : years)
    if (!is_nothing(part.open)) sum += part.discounted_years * usd_per_year(part.open);
  return sum;
}

double discounted_cost_usd(const investment_list& list, const worth_terms& terms,
                           const cases::investment& of) {
  double sum = 0;
  for (int year = of.start_year; year < of.opening_year; ++year) sum += discount(list, terms, year);
  return of.cost_usd * sum / (of.opening_year - of.start_year);
}

}  // namespace amur::study
