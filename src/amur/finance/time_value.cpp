#include "amur/finance/time_value.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "amur/base/illinois.h"

namespace amur::finance {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

int sign_changes(std::span<const double> flow) {
  int count = 0;
  double last = 0;
  for (const double each : flow) {
    if (each == 0) continue;
    count += last != 0 && (each < 0) != (last < 0);
    last = each;
  }
  return count;
}

}  // namespace

double annuity_payment(double rate, int periods, double amount) {
  if (rate == 0) return amount / periods;
  return amount * rate / -std::expm1(-periods * std::log1p(rate));
}

double net_present_value(double rate, std::span<const double> flow) {
  const double discount = 1 / (1 + rate);
  double value = 0;
  for (std::size_t t = flow.size(); t-- > 0;) value = value * discount + flow[t];
  return value;
}

double root_between(double low, double high, const std::function<double(double)>& function,
                    double tolerance) {
  double at_low = function(low), at_high = function(high);
  if (at_low == 0) return low;
  if (at_high == 0) return high;
  const double sign = at_low < 0 ? 1 : -1;
  illinois_bracket bracket{low, high, sign * at_low, sign * at_high};
  double width = high - low;
  for (int trial = 0; trial < 300 && bracket.high - bracket.low > tolerance; ++trial) {
    // Where the steps of regula falsi shrink the bracket too slowly, it is cut in the middle.
    const double middle = bracket.low + (bracket.high - bracket.low) / 2;
    double point = bracket.next();
    const bool slow = trial % 3 == 2 && bracket.high - bracket.low > width / 2;
    if (trial % 3 == 2) width = bracket.high - bracket.low;
    if (slow || !(point > bracket.low && point < bracket.high)) point = middle;
    if (!(point > bracket.low && point < bracket.high)) break;
    const double value = sign * function(point);
    if (value == 0) return point;
    bracket.narrow(point, value);
  }
  return bracket.low + (bracket.high - bracket.low) / 2;
}

namespace {

// The value at the rate exp(x) - 1, but for a positive factor, so that it neither overflows nor
// loses early flows where x is far from 0: at x < 0 flows are counted from the last one back.
double scaled_value(std::span<const double> flow, double x) {
  const double factor = std::exp(-std::abs(x));
  double value = 0;
  for (std::size_t t = 0; t < flow.size(); ++t)
    value = value * factor + flow[x < 0 ? t : flow.size() - 1 - t];
  return value;
}

}  // namespace

internal_rate internal_rate_of_return(std::span<const double> flow) {
  const int changes = sign_changes(flow);
  if (changes == 0) return {none, true};
  // In x = ln(1 + rate) the value is a sum of exponentials. It is scanned outwards from x = 0, past
  // +- 3 in ever wider steps; with one change of sign there is exactly one root (Descartes).
  const auto value = [flow](double x) { return scaled_value(flow, x); };
  constexpr double step = 1.0 / 64, widest = 60;
  double up = 0, down = 0, at_up = value(0), at_down = at_up;
  if (at_up == 0) return {0, changes == 1};
  for (double wide = step; up < widest; wide *= up < 3 ? 1 : 1.1) {
    const double next_up = up + wide, next_down = down - wide;
    const double at_next_up = value(next_up), at_next_down = value(next_down);
    const bool above = (at_next_up < 0) != (at_up < 0), below = (at_next_down < 0) != (at_down < 0);
    if (above || below) {
      const double x =
          above ? root_between(up, next_up, value) : root_between(next_down, down, value);
      return {std::expm1(x), changes == 1};
    }
    up = next_up, down = next_down, at_up = at_next_up, at_down = at_next_down;
  }
  return {none, changes == 1};
}

double interest_rate(int periods, double payment, double amount, double at_end) {
  std::vector<double> flow(static_cast<std::size_t>(std::max(periods, 0)) + 1, payment);
  flow.front() = amount;
  flow.back() += at_end;
  return internal_rate_of_return(flow).rate;
}

}  // namespace amur::finance
