#include "amur/assign/segment_program.h"

#include <algorithm>
#include <limits>

namespace amur::assign {
namespace {

// A round: sweeps over the pairs one by one find which bounds let go, then Newton's steps within
// them hold more and more bounds, until a step meets none.
constexpr int most_rounds = 20;
constexpr int sweeps_a_round = 2;
constexpr int most_faces = 60;
// Done once what is paid too much is down to this share, or so many entries of A have been read.
constexpr double program_solved = 0.01;
// Conjugate gradients: so many steps, or until the residual is down to this share. They end where
// the curvature is no more than rounding.
constexpr int most_conjugate_steps = 200;
constexpr double solved = 0.03;
constexpr double flat = 1e-10;
// A step is shortened until it brings so much of what the first slope promises.
constexpr double worth_it = 0.1;
constexpr double shorter = 0.25;
constexpr int most_cuts = 30;

}  // namespace

segment_program::segment_program(const problem& problem, std::span<const double> hours_per_usd,
                                 const congestion& network)
    : problem_(&problem), hours_per_usd_(hours_per_usd), network_(&network) {}

void segment_program::set(const segment_table& pairs, std::span<const double> moved_t) {
  const std::size_t arcs = problem_->graph.arc_count();
  slope_.resize(arcs);
  for (std::uint32_t arc = 0; arc < arcs; ++arc) slope_[arc] = network_->slope(arc);
  cost_.assign(arcs, 0.0);
  entries_ = 0;
  first_.assign(1, 0);
  for (auto* list : {&weight_, &d_, &diagonal_, &low_, &high_}) list->clear();
  arc_.clear();
  for (std::uint32_t pair = 0; pair < pairs.size(); ++pair) add_pair(pairs, pair, moved_t[pair]);
  y_.assign(pairs.size(), 0.0);
  for (auto* list : {&left_, &step_, &residual_, &along_}) list->resize(pairs.size());
}

void segment_program::add_pair(const segment_table& pairs, std::uint32_t pair, double moved_t) {
  const auto& user = problem_->classes[pairs.user(pair)];
  const auto segments = pairs.segments(pair);
  double dear = 0, cheap = 0, diagonal = 0;
  const auto add = [&](std::span<const std::uint32_t> arcs, double sign, double& cost) {
    for (const auto arc : arcs) {
      const double pce = user.pce_per_t[problem_->group(arc)];
      cost += network_->at(user, arc).cost;
      diagonal += pce * pce * slope_[arc];
      arc_.push_back(arc);
      weight_.push_back(sign * pce);
    }
  };
  add(segments.dear, 1, dear);
  add(segments.cheap, -1, cheap);
  first_.push_back(static_cast<std::uint32_t>(arc_.size()));
  d_.push_back(hours_per_usd_[pairs.user(pair)] * (dear - cheap));
  diagonal_.push_back(diagonal);
  low_.push_back(std::min(0.0, -segments.on_cheap_t - moved_t));
  high_.push_back(std::max(0.0, segments.on_dear_t - moved_t));
}

// What the dear segment still costs more: d - Hy.
double segment_program::difference(std::uint32_t pair) const {
  double sum = d_[pair];
  for (auto i = first_[pair]; i < first_[pair + 1]; ++i) sum -= weight_[i] * cost_[arc_[i]];
  return sum;
}

void segment_program::move(std::uint32_t pair, double t) {
  for (auto i = first_[pair]; i < first_[pair + 1]; ++i)
    cost_[arc_[i]] += slope_[arc_[i]] * weight_[i] * t;
}

void segment_program::sweep() {
  entries_ += arc_.size();
  for (std::uint32_t pair = 0; pair < y_.size(); ++pair) {
    if (!(diagonal_[pair] > 0)) continue;
    const double wanted = y_[pair] + difference(pair) / diagonal_[pair];
    const double next = std::clamp(wanted, low_[pair], high_[pair]);
    if (next == y_[pair]) continue;
    move(pair, next - y_[pair]);
    y_[pair] = next;
  }
}

// Returns what is paid too much.
double segment_program::find_differences() {
  double sum = 0;
  for (std::uint32_t pair = 0; pair < y_.size(); ++pair) {
    const double left = left_[pair] = difference(pair);
    sum += left * ((left > 0 ? high_[pair] : low_[pair]) - y_[pair]);
  }
  return sum;
}

// Hx, and SAx by arc.
void segment_program::times(std::span<const double> x) {
  entries_ += arc_.size();
  arc_product_.assign(slope_.size(), 0.0);
  for (std::uint32_t pair = 0; pair < x.size(); ++pair) {
    if (x[pair] == 0) continue;
    for (auto i = first_[pair]; i < first_[pair + 1]; ++i)
      arc_product_[arc_[i]] += weight_[i] * x[pair];
  }
  for (std::size_t arc = 0; arc < slope_.size(); ++arc) arc_product_[arc] *= slope_[arc];
  product_.resize(x.size());
  for (std::uint32_t pair = 0; pair < x.size(); ++pair) {
    double sum = 0;
    for (auto i = first_[pair]; i < first_[pair + 1]; ++i)
      sum += weight_[i] * arc_product_[arc_[i]];
    product_[pair] = sum;
  }
}

// Conjugate gradients (Hestenes & Stiefel 1952), scaled by the diagonal, over the pairs that no
// bound holds. False where all are at rest.
bool segment_program::find_step() {
  const auto size = static_cast<std::uint32_t>(y_.size());
  step_.assign(size, 0.0);
  double norm = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    const bool free = y_[i] > low_[i] && y_[i] < high_[i] && diagonal_[i] > 0;
    residual_[i] = free ? left_[i] : 0;
    along_[i] = free ? left_[i] / diagonal_[i] : 0;
    norm += along_[i] * residual_[i];
  }
  const double enough = solved * solved * norm;
  for (int k = 0; k < most_conjugate_steps && norm > enough; ++k) {
    times(along_);
    double curvature = 0, own_curvature = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      curvature += along_[i] * product_[i];
      own_curvature += along_[i] * along_[i] * diagonal_[i];
    }
    // Without curvature the way leads straight to the bounds; `search` finds how far.
    const bool endless = curvature <= flat * own_curvature;
    const double length = norm / (endless ? flat * own_curvature : curvature);
    double next = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (residual_[i] == 0 && along_[i] == 0) continue;
      step_[i] += length * along_[i];
      residual_[i] -= length * product_[i];
      next += residual_[i] * residual_[i] / diagonal_[i];
    }
    if (endless) break;
    for (std::uint32_t i = 0; i < size; ++i)
      if (residual_[i] != 0 || along_[i] != 0)
        along_[i] = residual_[i] / diagonal_[i] + next / norm * along_[i];
    norm = next;
  }
  return enough > 0;
}

// Follows the step as far as it pays, each pair up to its bound. True where it met a bound.
bool segment_program::search() {
  double unhindered = std::numeric_limits<double>::infinity();
  for (std::uint32_t i = 0; i < y_.size(); ++i)
    if (step_[i] != 0)
      unhindered = std::min(unhindered, ((step_[i] > 0 ? high_[i] : low_[i]) - y_[i]) / step_[i]);
  double length = 1;
  for (int trial = 0; trial < most_cuts; ++trial, length *= shorter) {
    length = std::max(length, std::min(1.0, unhindered));
    double promised = 0, curvature = 0;
    for (std::uint32_t i = 0; i < y_.size(); ++i) {
      along_[i] = std::clamp(y_[i] + length * step_[i], low_[i], high_[i]) - y_[i];
      promised += left_[i] * along_[i];
    }
    times(along_);
    for (std::uint32_t i = 0; i < y_.size(); ++i) curvature += along_[i] * product_[i];
    if (promised - curvature / 2 >= worth_it * promised || length <= unhindered) break;
  }
  for (std::uint32_t i = 0; i < y_.size(); ++i) {
    y_[i] = std::clamp(y_[i] + along_[i], low_[i], high_[i]);
    left_[i] -= product_[i];
  }
  for (std::size_t arc = 0; arc < cost_.size(); ++arc) cost_[arc] += arc_product_[arc];
  return length >= unhindered;
}

std::span<const double> segment_program::solve(std::size_t most_entries) {
  const double first = find_differences();
  for (int round = 0; round < most_rounds && entries_ < most_entries; ++round) {
    for (int i = 0; i < sweeps_a_round; ++i) sweep();
    if (find_differences() <= program_solved * first) break;
    for (int face = 0; face < most_faces && entries_ < most_entries; ++face)
      if (!find_step() || !search()) break;
  }
  return y_;
}

}  // namespace amur::assign
