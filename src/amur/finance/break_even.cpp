#include "amur/finance/break_even.h"

#include <map>
#include <vector>

#include "amur/finance/time_value.h"

namespace amur::finance {
namespace {

struct point {
  double toll = 0, worth = 0;
};

// The best of a worth with one peak between `low` and `high` (golden section); stops where it is 0
// or more.
template <class Worth>
point peak_between(double low, double high, double tolerance, const Worth& worth) {
  constexpr double golden = 0.6180339887498949;
  constexpr int trials = 40;  // shrink the range by 2e8
  const auto at = [&worth](double toll) { return point{toll, worth(toll)}; };
  point left = at(high - golden * (high - low)), right = at(low + golden * (high - low));
  for (int trial = 0; trial < trials && high - low > tolerance; ++trial) {
    if (left.worth >= 0 || right.worth >= 0) break;
    if (left.worth >= right.worth) {
      high = right.toll;
      right = left;
      left = at(high - golden * (high - low));
    } else {
      low = left.toll;
      left = right;
      right = at(low + golden * (high - low));
    }
  }
  return left.worth >= 0 || left.worth >= right.worth ? left : right;
}

}  // namespace

break_even_answer break_even_toll(const worth_of_toll& worth, toll_range range) {
  break_even_answer answer;
  std::map<double, double> known;
  const auto counted = [&](double toll) {
    const auto [at, fresh] = known.try_emplace(toll, 0);
    if (fresh) {
      ++answer.evaluations;
      at->second = worth(toll);
    }
    return at->second;
  };
  const auto found = [&](double below, double above) {
    answer.status = break_even_status::found;
    answer.toll = root_between(below, above, counted, range.tolerance);
    answer.worth = counted(answer.toll);
    return answer;
  };
  std::vector<point> at;
  std::size_t best = 0;
  for (int step = 0; step <= range.steps; ++step) {
    const double toll = range.low + (range.high - range.low) * step / range.steps;
    at.push_back({toll, counted(toll)});
    if (at.back().worth >= 0) {
      if (step > 0) return found(at[at.size() - 2].toll, toll);
      answer.status = break_even_status::always_above;
      answer.toll = toll;
      answer.worth = at.back().worth;
      return answer;
    }
    if (at.back().worth > at[best].worth) best = at.size() - 1;
  }
  const double below = at[best > 0 ? best - 1 : best].toll;
  const double above = at[best + 1 < at.size() ? best + 1 : best].toll;
  const auto peak = peak_between(below, above, range.tolerance, counted);
  if (peak.worth >= 0) return found(below, peak.toll);
  const auto& top = peak.worth > at[best].worth ? peak : at[best];
  answer.toll = top.toll;
  answer.worth = top.worth;
  return answer;
}

}  // namespace amur::finance
