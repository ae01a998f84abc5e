#include "amur/finance/time_value.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "amur/base/illinois.h"
#include "amur/base/number.h"

namespace amur::finance {
namespace {}  // namespace

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

// The value's terms at the rate exp(x) - 1 without their signs, scaled alike: what rounding of the
// value is measured by.
double scaled_size(std::span<const double> flow, double x) {
  std::vector<double> sizes;
  for (const double each : flow) sizes.push_back(std::abs(each));
  return scaled_value(sizes, x);
}

// All x between `low` and `high` at which the value of `flow` is 0, in rising order. Where
// coefficients a(t) change sign between times s and s + 1, the derivative of exp((s + 1/2) x) times
// the value has coefficients (s + 1/2 - t) a(t), with that change of sign gone. Between two of its
// roots the value so scaled only rises or only falls, and has at most one root; at one of them it
// may touch 0. So roots are found change by change, and none is missed (the proof of Descartes'
// rule).
std::vector<double> roots_between(std::vector<double> flow, double low, double high) {
  std::size_t before = flow.size(), last = flow.size();
  double largest = 0;
  for (std::size_t t = 0; t < flow.size(); ++t) {
    if (flow[t] == 0) continue;
    largest = std::max(largest, std::abs(flow[t]));
    if (before == flow.size() && last < flow.size() && (flow[t] < 0) != (flow[last] < 0))
      before = last;
    last = t;
  }
  if (before == flow.size()) return {};
  auto slope = flow;
  for (std::size_t t = 0; t < flow.size(); ++t)
    slope[t] *= (static_cast<double>(before) + 0.5 - static_cast<double>(t)) / largest;
  const auto value = [&flow](double x) { return scaled_value(flow, x); };
  // Horner's rule is exact to its terms times twice their number (Higham 2002, section 5.1).
  const double rounding =
      4.0 * static_cast<double>(flow.size()) * std::numeric_limits<double>::epsilon();
  auto turns = roots_between(std::move(slope), low, high);
  turns.push_back(high);
  std::vector<double> roots;
  double from = low, at_from = value(low);
  for (const double turn : turns) {
    double at_turn = value(turn);
    if (turn < high && std::abs(at_turn) <= rounding * scaled_size(flow, turn)) at_turn = 0;
    if ((at_from < 0 && at_turn > 0) || (at_from > 0 && at_turn < 0))
      roots.push_back(root_between(from, turn, value));
    else if (at_turn == 0)
      roots.push_back(turn);
    from = turn, at_from = at_turn;
  }
  return roots;
}

}  // namespace

std::vector<double> internal_rates_of_return(std::span<const double> flow) {
  std::vector<double> own(flow.begin(), flow.end());
  while (!own.empty() && own.back() == 0) own.pop_back();
  const auto first = std::ranges::find_if(own, [](double each) { return each != 0; });
  own.erase(own.begin(), first);
  if (own.empty()) return {};
  double largest = 0;
  for (const double each : own) largest = std::max(largest, std::abs(each));
  // Cauchy's bound on 1 + rate and on its inverse.
  constexpr double widest = 700, nothing = 4 * std::numeric_limits<double>::epsilon();
  const double high = std::min(widest, std::log1p(largest / std::abs(own.front())));
  const double low = -std::min(widest, std::log1p(largest / std::abs(own.back())));
  auto rates = roots_between(own, low, high);
  for (double& rate : rates) rate = std::abs(rate) < nothing ? 0 : std::expm1(rate);
  return rates;
}

internal_rate internal_rate_of_return(std::span<const double> flow) {
  internal_rate found{no_number, internal_rates_of_return(flow)};
  for (const double rate : found.all)
    if (!(std::abs(rate) >= std::abs(found.rate))) found.rate = rate;
  return found;
}

double interest_rate(int periods, double payment, double amount, double at_end) {
  std::vector<double> flow(static_cast<std::size_t>(std::max(periods, 0)) + 1, payment);
  flow.front() = amount;
  flow.back() += at_end;
  return internal_rate_of_return(flow).rate;
}

}  // namespace amur::finance
