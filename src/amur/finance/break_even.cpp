#include "amur/finance/break_even.h"

#include <map>
#include <vector>

#include "amur/finance/peak.h"
#include "amur/finance/time_value.h"

namespace amur::finance {

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
  std::vector<peak_point> at;
  std::size_t best = 0;
  for (int step = 0; step <= range.steps; ++step) {
    const double toll = range.low + (range.high - range.low) * step / range.steps;
    at.push_back({toll, counted(toll)});
    if (at.back().worth >= 0) {
      if (step > 0) return found(at[at.size() - 2].at, toll);
      answer.status = break_even_status::always_above;
      answer.toll = toll;
      answer.worth = at.back().worth;
      return answer;
    }
    if (at.back().worth > at[best].worth) best = at.size() - 1;
  }
  const double below = at[best > 0 ? best - 1 : best].at;
  const double above = at[best + 1 < at.size() ? best + 1 : best].at;
  const auto peak = peak_between(below, above, range.tolerance, counted, 0);
  if (peak.worth >= 0) return found(below, peak.at);
  const auto& top = peak.worth > at[best].worth ? peak : at[best];
  answer.toll = top.at;
  answer.worth = top.worth;
  return answer;
}

}  // namespace amur::finance
