// Links of a case closed one by one, from its equilibrium and from nothing:
// closures CASE [EVERY]
// takes every so many links of it (1: all), in the order of the case.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "amur/case/case_reader.h"
#include "amur/model/criticality.h"

namespace {

using namespace amur;
using model::part_kind;

struct timed {
  std::vector<model::closure> closed;
  double seconds = 0;
};

template <class Work>
double seconds_of(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

timed close_all(const cases::case_data& data, const model::run_answer& now,
                const std::vector<model::closable_part>& parts, bool warm) {
  model::closure_options options;
  options.threads = 1;
  options.warm = warm;
  timed result;
  result.seconds =
      seconds_of([&] { result.closed = model::close_parts(data, now, parts, options); });
  return result;
}

// The last place that the ten costliest have in the screening.
std::size_t last_of_ten(const std::vector<model::closure>& closed,
                        const std::vector<double>& screened) {
  std::vector<std::size_t> by_cost(closed.size()), by_screening(closed.size());
  std::iota(by_cost.begin(), by_cost.end(), std::size_t{0});
  by_screening = by_cost;
  std::ranges::stable_sort(by_cost, std::greater<>(), [&](auto i) { return closed[i].cost_usd; });
  std::ranges::stable_sort(by_screening, std::greater<>(), [&](auto i) { return screened[i]; });
  std::size_t last = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, by_cost.size()); ++i) {
    const auto at = std::ranges::find(by_screening, by_cost[i]);
    last = std::max(last, 1 + static_cast<std::size_t>(at - by_screening.begin()));
  }
  return last;
}

}  // namespace

int main(int argc, char** argv) {
  diagnostics report;
  const auto data = cases::read_case(argc > 1 ? argv[1] : "", {}, report);
  if (!data) {
    for (const auto& finding : report.findings) fmt::print(stderr, "{}\n", to_string(finding));
    return 2;
  }
  const std::size_t every = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1;
  model::run_options options;
  options.threads = 1;
  model::run_answer now;
  const double base = seconds_of([&] { now = model::solve_case(*data, {}, options); });
  const part_kind kinds[] = {part_kind::link};
  const auto all = model::closable_parts(*data, now.model, kinds, {});
  std::vector<double> screened;
  const double screening = seconds_of([&] { screened = model::screened_usd(*data, now, all, 1); });
  std::vector<model::closable_part> parts;
  std::vector<double> own;
  for (std::size_t i = 0; i < all.size(); i += every) {
    parts.push_back(all[i]);
    own.push_back(screened[i]);
  }
  fmt::print("{} of {} links; base {:.2f} s, screening {:.2f} s\n", parts.size(), all.size(), base,
             screening);
  const auto warm = close_all(*data, now, parts, true), cold = close_all(*data, now, parts, false);
  double apart = 0;
  std::size_t unsolved = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    apart = std::max(apart, std::abs(warm.closed[i].cost_usd - cold.closed[i].cost_usd));
    unsolved += warm.closed[i].status != assign::status::converged;
  }
  const auto solved =
      static_cast<std::size_t>(std::ranges::count(warm.closed, true, &model::closure::is_solved));
  fmt::print("{} solved, {} of them not to tolerance; warm {:.1f} s, cold {:.1f} s, ratio {:.3f}\n",
             solved, unsolved, warm.seconds, cold.seconds, warm.seconds / cold.seconds);
  fmt::print(
      "with a cold solution of each link too: ratio {:.3f}; costs differ by {:.3g} USD a "
      "day\n",
      warm.seconds / (cold.seconds + base * static_cast<double>(parts.size() - solved)), apart);
  fmt::print("the ten costliest are within the first {} of the screening\n",
             last_of_ten(warm.closed, own));
  return 0;
}
