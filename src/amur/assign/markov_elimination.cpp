#include "amur/assign/markov_elimination.h"

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cmath>

#include <utility>

#include "amur/assign/soft_minimum.h"
#include "amur/base/number.h"

namespace amur::assign {
namespace {

// -ln(exp(-a) + exp(-b)).
double soft_sum(double a, double b) {
  const double low = std::min(a, b), apart = std::max(a, b) - low;
  return apart < negligible_dispersions ? low - std::log1p(std::exp(-apart)) : low;
}

// -ln of a row's sum of weights, given its costs; turns the costs into shares of that sum.
double share_out(std::span<double> costs, double& own) {
  double best = own;
  for (const double cost : costs) best = std::min(best, cost);
  if (!std::isfinite(best)) {
    std::fill(costs.begin(), costs.end(), 0.0);
    return infinite;
  }
  const auto weight = [best](double cost) {
    return cost - best < negligible_dispersions ? std::exp(best - cost) : 0;
  };
  double sum = own = weight(own);
  for (double& cost : costs) sum += cost = weight(cost);
  for (double& share : costs) share /= sum;
  return best - std::log(sum);
}

}  // namespace

std::vector<std::uint32_t> elimination_order(const step_list& steps) {
  const auto n = static_cast<int>(steps.place_count());
  std::vector<Eigen::Triplet<double>> entries;
  for (std::uint32_t place = 0; place < steps.place_count(); ++place) {
    // Eigen puts rows without a diagonal last, unordered.
    entries.emplace_back(static_cast<int>(place), static_cast<int>(place), 1.0);
    for (auto step = steps.first[place]; step < steps.first[place + 1]; ++step)
      entries.emplace_back(static_cast<int>(place), static_cast<int>(steps.head[step]), 1.0);
  }
  Eigen::SparseMatrix<double> matrix(n, n);
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::AMDOrdering<int>::PermutationType permutation(n);
  if (n > 0) Eigen::AMDOrdering<int>()(matrix, permutation);
  std::vector<std::uint32_t> order;
  for (int i = 0; i < n; ++i) order.push_back(static_cast<std::uint32_t>(permutation.indices()(i)));
  return order;
}

elimination_pattern find_fill(const step_list& steps) {
  const auto n = static_cast<std::uint32_t>(steps.place_count());
  std::vector<std::vector<std::uint32_t>> upper(n), children(n);
  for (std::uint32_t place = 0; place < n; ++place)
    for (auto step = steps.first[place]; step < steps.first[place + 1]; ++step) {
      const auto [low, high] = std::minmax(place, steps.head[step]);
      if (low != high) upper[low].push_back(high);
    }
  // Eliminating a place joins all later ones that it is joined to, the first of which inherits
  // them.
  for (std::uint32_t place = 0; place < n; ++place) {
    auto& row = upper[place];
    for (const auto child : children[place])
      std::copy_if(upper[child].begin(), upper[child].end(), std::back_inserter(row),
                   [place](std::uint32_t column) { return column != place; });
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    if (!row.empty()) children[row.front()].push_back(place);
  }
  elimination_pattern pattern;
  std::vector<std::vector<std::uint32_t>> lower(n);
  pattern.first_lower.push_back(0);
  pattern.first_upper.push_back(0);
  for (std::uint32_t place = 0; place < n; ++place) {
    for (const auto column : upper[place]) lower[column].push_back(place);
    pattern.lower.insert(pattern.lower.end(), lower[place].begin(), lower[place].end());
    pattern.upper.insert(pattern.upper.end(), upper[place].begin(), upper[place].end());
    pattern.first_lower.push_back(static_cast<std::uint32_t>(pattern.lower.size()));
    pattern.first_upper.push_back(static_cast<std::uint32_t>(pattern.upper.size()));
  }
  return pattern;
}

bool eliminate(const step_list& steps, const elimination_pattern& pattern,
               std::span<const double> step_cost, elimination& factors) {
  const auto n = static_cast<std::uint32_t>(steps.place_count());
  factors.lower.resize(pattern.lower.size());
  factors.upper.resize(pattern.upper.size());
  factors.rounds.resize(n);
  std::vector<double> row(n, infinite);
  for (std::uint32_t place = 0; place < n; ++place) {
    for (auto step = steps.first[place]; step < steps.first[place + 1]; ++step)
      row[steps.head[step]] = soft_sum(row[steps.head[step]], step_cost[step]);
    for (auto e = pattern.first_lower[place]; e < pattern.first_lower[place + 1]; ++e) {
      const auto through = pattern.lower[e];
      const double cost = factors.lower[e] = std::exchange(row[through], infinite);
      if (!std::isfinite(cost)) continue;
      for (auto u = pattern.first_upper[through]; u < pattern.first_upper[through + 1]; ++u)
        if (std::isfinite(factors.upper[u])) {
          double& entry = row[pattern.upper[u]];
          entry = soft_sum(entry, cost + factors.upper[u]);
        }
    }
    // row[place] is the soft minimum of what it costs to come back here.
    const double pivot = -std::expm1(-std::exchange(row[place], infinite));
    if (!(pivot > least_pivot)) return false;
    factors.rounds[place] = 1 / pivot;
    for (auto e = pattern.first_upper[place]; e < pattern.first_upper[place + 1]; ++e)
      factors.upper[e] = std::exchange(row[pattern.upper[e]], infinite) + std::log(pivot);
  }
  return true;
}

void walk_solver::open(const elimination& factors, std::span<const double> end_cost) {
  const auto n = static_cast<std::uint32_t>(steps_->place_count());
  factors_ = &factors;
  lower_ = factors.lower;
  upper_ = factors.upper;
  forward_.assign(n, infinite);
  cost_.assign(n, infinite);
  for (std::uint32_t place = 0; place < n; ++place) {
    const std::span row(lower_.data() + pattern_->first_lower[place],
                        lower_.data() + pattern_->first_lower[place + 1]);
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] += forward_[pattern_->lower[pattern_->first_lower[place] + i]];
    double own = end_cost[place];
    forward_[place] = share_out(row, own) - std::log(factors.rounds[place]);
  }
  for (std::uint32_t place = n; place-- > 0;) {
    const std::span row(upper_.data() + pattern_->first_upper[place],
                        upper_.data() + pattern_->first_upper[place + 1]);
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] += cost_[pattern_->upper[pattern_->first_upper[place] + i]];
    double own = forward_[place];
    cost_[place] = share_out(row, own);
  }
  for (std::uint32_t place = 0; place < n; ++place)
    for (auto e = pattern_->first_lower[place]; e < pattern_->first_lower[place + 1]; ++e)
      lower_[e] = probability(place, factors.lower[e], cost_[pattern_->lower[e]]);
}

double walk_solver::probability(std::uint32_t place, double step_cost, double onward) const {
  const double dearer = step_cost + onward - cost_[place];
  return dearer < negligible_dispersions ? std::exp(-dearer) : 0;
}

void walk_solver::visits(std::vector<double>& starts, std::size_t count) const {
  const auto n = static_cast<std::uint32_t>(steps_->place_count());
  for (std::uint32_t place = 0; place < n; ++place) {
    const double* from = &starts[place * count];
    for (auto e = pattern_->first_upper[place]; e < pattern_->first_upper[place + 1]; ++e)
      for (std::size_t i = 0; i < count; ++i)
        starts[pattern_->upper[e] * count + i] += upper_[e] * from[i];
  }
  for (std::uint32_t place = n; place-- > 0;) {
    double* from = &starts[place * count];
    for (std::size_t i = 0; i < count; ++i) from[i] *= factors_->rounds[place];
    for (auto e = pattern_->first_lower[place]; e < pattern_->first_lower[place + 1]; ++e)
      for (std::size_t i = 0; i < count; ++i)
        starts[pattern_->lower[e] * count + i] += lower_[e] * from[i];
  }
}

void walk_solver::sums(std::vector<double>& yields, std::size_t count) const {
  const auto n = static_cast<std::uint32_t>(steps_->place_count());
  for (std::uint32_t place = 0; place < n; ++place) {
    double* own = &yields[place * count];
    for (auto e = pattern_->first_lower[place]; e < pattern_->first_lower[place + 1]; ++e)
      for (std::size_t i = 0; i < count; ++i)
        own[i] += lower_[e] * yields[pattern_->lower[e] * count + i];
    for (std::size_t i = 0; i < count; ++i) own[i] *= factors_->rounds[place];
  }
  for (std::uint32_t place = n; place-- > 0;) {
    double* own = &yields[place * count];
    for (auto e = pattern_->first_upper[place]; e < pattern_->first_upper[place + 1]; ++e)
      for (std::size_t i = 0; i < count; ++i)
        own[i] += upper_[e] * yields[pattern_->upper[e] * count + i];
  }
}

}  // namespace amur::assign
