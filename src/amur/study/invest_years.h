#pragma once
// What a plan of investments is worth over the years: each is there from its opening on.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "amur/case/investments.h"
#include "amur/invest/part_choice.h"

namespace amur::study {

struct investment_list {
  std::vector<cases::investment> all;
  int base_year = 0;  ///< of the case
};

struct worth_terms {
  std::size_t years = 30;  ///< from the case's base year on
  double rate = 0.05;      ///< a year; the base year's money is not discounted
};

/// Years in which the same of a plan's investments are open, and what a USD in each of them is
/// worth together.
struct open_years {
  invest::plan open;
  double discounted_years = 0;
};
[[nodiscard]] std::vector<open_years> years_of(const investment_list& list,
                                               const worth_terms& terms, const invest::plan& plan);

[[nodiscard]] bool is_nothing(const invest::plan& plan);

/// Sum of what each part of the years brings, at `usd_per_year` of what is open in it.
[[nodiscard]] double worth_of(std::span<const open_years> years,
                              const std::function<double(const invest::plan&)>& usd_per_year);

/// What building it costs, spent evenly until it opens, discounted.
[[nodiscard]] double discounted_cost_usd(const investment_list& list, const worth_terms& terms,
                                         const cases::investment& of);

}  // namespace amur::study
