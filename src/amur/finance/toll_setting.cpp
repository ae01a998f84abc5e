#include "amur/finance/toll_setting.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "amur/finance/peak.h"

namespace amur::finance {
namespace {

// Newton's method on the slope, by central differences over five tolls `h` apart, within the
// bracket; NaN where the curve has no top there.
double newton_top(double at, double low, double high, double h, double tolerance,
                  const worth_of_toll& worth) {
  constexpr int most_steps = 3;
  constexpr double near = 0.1;  // of h: nearer than this, narrower differences tell more
  for (int step = 0; step < most_steps; ++step) {
    at = std::clamp(at, low + 2 * h, high - 2 * h);
    const double w[] = {worth(at - 2 * h), worth(at - h), worth(at), worth(at + h),
                        worth(at + 2 * h)};
    const double slope = (w[0] - 8 * w[1] + 8 * w[3] - w[4]) / (12 * h);
    const double curvature = (-w[0] + 16 * w[1] - 30 * w[2] + 16 * w[3] - w[4]) / (12 * h * h);
    if (!(curvature < 0)) return std::nan("");
    const double next = at - slope / curvature;
    if (!(next > low + 2 * h && next < high - 2 * h)) return std::nan("");
    const double moved = std::abs(next - at);
    at = next;
    if (moved <= std::max(tolerance, near * h)) break;
  }
  return at;
}

// A smooth peak to more digits, differences narrowing as long as they are wide beside the
// tolerance; `peak` itself where the curve has a kink or no curvature.
peak_point polished(peak_point peak, double low, double high, double tolerance,
                    const worth_of_toll& worth) {
  // Differences over less than a share of the bracket would show the rounding of the worths.
  constexpr double narrowing = 8, least_share = 1.0 / 512, fine_enough = 100;
  double at = peak.at;
  for (double h = (high - low) / narrowing;; h /= narrowing) {
    const double top = newton_top(at, low, high, h, tolerance, worth);
    if (std::isnan(top)) break;
    at = top;
    if (h <= std::max(least_share * (high - low), fine_enough * tolerance)) break;
  }
  const peak_point found{at, worth(at)};
  // Worths near a peak differ by less than they are exact to, so the flat top belongs to Newton.
  const double rounding = 1e-9 * std::max(std::abs(found.worth), std::abs(peak.worth));
  return found.worth >= peak.worth - rounding ? found : peak;
}

}  // namespace

best_toll_answer best_toll(const worth_of_toll& worth, toll_range range) {
  // Shares of the bracket of two steps: where golden section stops, and where Newton's method
  // looks.
  constexpr double golden_share = 0.1, newton_share = 0.2;
  best_toll_answer answer;
  std::map<double, double> known;
  const worth_of_toll counted = [&](double toll) {
    const auto [at, fresh] = known.try_emplace(toll, 0);
    if (fresh) {
      ++answer.evaluations;
      at->second = worth(toll);
    }
    return at->second;
  };
  const double step = (range.high - range.low) / range.steps;
  const auto toll_of = [&](int i) { return i == range.steps ? range.high : range.low + step * i; };
  int best = 0;
  for (int i = 1; i <= range.steps; ++i)
    if (counted(toll_of(i)) > counted(toll_of(best))) best = i;
  const double low = toll_of(std::max(best - 1, 0));
  const double high = toll_of(std::min(best + 1, range.steps));
  auto peak = peak_between(low, high, golden_share * (high - low), counted);
  for (const double end : {range.low, range.high})
    if (counted(end) >= peak.worth)
      return {end, counted(end), answer.evaluations, end == range.low, end == range.high};
  const auto around = [&](double reach) {
    return std::pair{std::max(low, peak.at - reach), std::min(high, peak.at + reach)};
  };
  const auto [newton_low, newton_high] = around(newton_share * (high - low));
  const auto fine = polished(peak, newton_low, newton_high, range.tolerance, counted);
  if (fine.at != peak.at) {
    peak = fine;
  } else {
    const auto [golden_low, golden_high] = around(golden_share * (high - low));
    const auto closer = peak_between(golden_low, golden_high, range.tolerance, counted);
    if (closer.worth > peak.worth) peak = closer;
  }
  for (const double tried : {high, toll_of(best), low})
    if (counted(tried) >= peak.worth) peak = {tried, counted(tried)};
  answer.toll = peak.at;
  answer.worth = peak.worth;
  return answer;
}

price_game_answer play_prices(const worths_of_tolls& worths, std::span<const toll_range> ranges,
                              std::vector<double> start, price_game_options options) {
  constexpr int near_steps = 2;
  constexpr double rounding_gain = 1e-9;
  price_game_answer answer;
  auto toll = std::move(start);
  std::map<std::vector<double>, std::vector<double>> known;
  const auto counted = [&](const std::vector<double>& at) -> const std::vector<double>& {
    const auto [place, fresh] = known.try_emplace(at);
    if (fresh) {
      ++answer.evaluations;
      place->second = worths(at);
    }
    return place->second;
  };
  const auto reply = [&](std::size_t owner, toll_range range) {
    auto tried = toll;
    return best_toll(
        [&](double own) {
          tried[owner] = own;
          return counted(tried)[owner];
        },
        range);
  };
  bool search_all = true;
  double last_move = 0;
  for (int round = 0; round < options.most_rounds; ++round) {
    bool settled = true;
    double move = 0;
    for (std::size_t owner = 0; owner < toll.size(); ++owner) {
      const auto& whole = ranges[owner];
      auto near = whole;
      if (!search_all) {
        const double reach = std::max(4 * last_move, 8 * whole.tolerance);
        near = {std::max(whole.low, toll[owner] - reach), std::min(whole.high, toll[owner] + reach),
                near_steps, whole.tolerance};
      }
      auto found = reply(owner, near);
      if ((found.at_low && near.low > whole.low) || (found.at_high && near.high < whole.high))
        found = reply(owner, whole);
      const double moved = std::abs(found.toll - toll[owner]);
      const double gain = found.worth - counted(toll)[owner];
      const bool no_gain =
          gain <= std::max(options.least_gain, rounding_gain) * std::abs(found.worth);
      if (!no_gain || (options.least_gain == 0 && moved > whole.tolerance)) {
        settled = false;
        toll[owner] = found.toll;
      }
      move = std::max(move, moved);
    }
    answer.rounds.push_back({toll, counted(toll)});
    if (settled && search_all) {
      answer.settled = true;
      break;
    }
    search_all = settled;
    last_move = move;
  }
  return answer;
}

}  // namespace amur::finance
