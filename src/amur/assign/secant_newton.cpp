#include "amur/assign/secant_newton.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <utility>

#include "amur/route/shortest_path.h"

namespace amur::assign {

// Of a volume (I - J T') dv - J_p dp = F - v, of the logarithm l of a flow over its limit
// -J T' dv - J_p dp = l.
struct secant_newton::step_equations {
  Eigen::MatrixXd rows;
  Eigen::VectorXd right;
};

namespace {

// Of two capacities that the same freight fills one may be priced, no matter which: of how flow
// answers to a price, what keeps the equations regular.
constexpr double told_apart = 1e-6;
constexpr double longest_price_step = 1;  // in scales: a flow falls by about e, or hardly at all
constexpr double helps = 0.3;             // of what was missed, at most what may be left
// Steps in a row that miss more than those before: prices far from right overshoot once or twice.
constexpr int most_failures = 4;
constexpr double may_fill = 0.4;  // of a limit, at the least, within a step
constexpr double rounding_of_logs = 1e-12;
constexpr double least_limit_share = 1e-9;  // of a limit

using matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// A flow whose logarithm is finite.
double some_flow(double flow, double limit) { return std::max(flow, least_limit_share * limit); }

double log_of_flow(double flow, double limit) { return std::log(some_flow(flow, limit) / limit); }

double hour_scale(const problem& problem, std::uint32_t arc) {
  double least = route::unreachable;
  for (const auto& user : problem.classes)
    if (const double usd = user.time_cost_usd_per_t_h[problem.group(arc)]; usd > 0)
      least = std::min(least, user.dispersion_usd_per_t / usd);
  return std::isfinite(least) ? least : 1;
}

// The step of those that may move, the others moving as `fixed` says.
Eigen::VectorXd solve_equations(const secant_newton::step_equations& of,
                                const std::vector<char>& moves, const Eigen::VectorXd& fixed) {
  std::vector<Eigen::Index> moving;
  for (std::size_t i = 0; i < moves.size(); ++i)
    if (moves[i]) moving.push_back(static_cast<Eigen::Index>(i));
  Eigen::VectorXd step = fixed;
  if (moving.empty()) return step;
  const Eigen::VectorXd right = of.right - of.rows * step;
  Eigen::MatrixXd rows = of.rows(moving, moving);
  const Eigen::VectorXd size =
      rows.colwise().norm().unaryExpr([](double norm) { return norm > 0 ? norm : 1; });
  rows.array().rowwise() /= size.transpose().array();
  step(moving) = rows.fullPivLu().solve(right(moving)).array() / size.array();
  return step;
}

}  // namespace

// [unknown] what answers: volumes, and logarithms of flows over limits.
std::vector<double> secant_newton::images(const evaluation& at) const {
  auto images = at.image;
  for (std::size_t c = 0; c < unknowns_->constraints; ++c) {
    auto& flow = images[unknowns_->arcs.size() + c];
    flow = log_of_flow(flow, problem_->constraints[c].limit);
  }
  return images;
}

// False where there is no derivative. Of capacities those count that are priced, or may fill within
// a step.
bool secant_newton::find_answers(const evaluation& at, thread_pool& pool,
                                 const derive_user& derive) {
  const auto size = unknowns_->size(), arcs = unknowns_->arcs.size();
  bool is_known = !answers_.empty();
  std::vector<std::uint8_t> counts(size, 1);
  for (auto i = arcs; i < size; ++i) {
    const double full = at.image[i] / problem_->constraints[i - arcs].limit;
    counts[i] = at.point[i] > 0 || full > may_fill ? 1 : 0;
    is_known = is_known && (counts_[i] || (at.point[i] == 0 && full <= 1));
  }
  if (is_known) return true;
  counts_ = std::move(counts);
  answers_ = loading_answers(*problem_, *unknowns_, at, counts_, pool, derive);
  if (answers_.empty()) return false;
  for (auto i = arcs; i < size; ++i) {
    const double flow = some_flow(at.image[i], problem_->constraints[i - arcs].limit);
    for (std::size_t j = 0; j < size; ++j) answers_[i * size + j] /= flow;
  }
  if (!scale_.empty()) return true;
  for (const auto arc : unknowns_->arcs) scale_.push_back(hour_scale(*problem_, arc));
  scale_.insert(scale_.end(), at.scale.begin(), at.scale.end());
  return true;
}

void secant_newton::mend(const evaluation& before, const evaluation& after) {
  const auto size = unknowns_->size();
  const auto from = times_and_prices(*problem_, *unknowns_, before.point),
             to = times_and_prices(*problem_, *unknowns_, after.point);
  std::vector<double> moved(size), weight(size);  // weight: by which a row answers to `moved`
  double length = 0;
  for (std::size_t j = 0; j < size; ++j) {
    moved[j] = to[j] - from[j];
    weight[j] = moved[j] / (scale_[j] * scale_[j]);
    length += moved[j] * weight[j];
  }
  if (!(length > 0)) return;
  const auto image_before = images(before), image_after = images(after);
  for (std::size_t i = 0; i < size; ++i) {
    double* row = &answers_[i * size];
    double missed = image_after[i] - image_before[i];
    for (std::size_t j = 0; j < size; ++j) missed -= row[j] * moved[j];
    for (std::size_t j = 0; j < size; ++j) row[j] += missed * weight[j] / length;
  }
}

bool secant_newton::learn(const evaluation& before, const evaluation& after) {
  const auto missed = [](const evaluation& at) { return std::max(at.relative, at.constraint); };
  if (missed(after) <= helps * missed(before)) {
    mend(before, after);
    failures_ = 0;
    return true;
  }
  answers_.clear();
  failures_ = missed(after) < missed(before) ? 0 : failures_ + 1;
  return failures_ < most_failures;
}

// [unknown] whether it may move, `fixed` being by how much it moves else: prices fall to 0 and rise
// from there until none would be below 0 and no capacity without one be filled by the others.
std::optional<Eigen::VectorXd> secant_newton::settle_prices(const evaluation& at,
                                                            const step_equations& equations) const {
  const auto size = unknowns_->size(), arcs = unknowns_->arcs.size();
  std::vector<char> moves(size, 1);
  for (auto i = arcs; i < size; ++i)
    moves[i] = at.point[i] > 0 || equations.right(static_cast<Eigen::Index>(i)) > 0 ? 1 : 0;
  Eigen::VectorXd fixed = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(size));
  for (std::size_t round = 0; round <= 2 * unknowns_->constraints; ++round) {
    const auto step = solve_equations(equations, moves, fixed);
    if (!step.allFinite()) return std::nullopt;
    const Eigen::VectorXd beyond = equations.right - equations.rows * step;
    double worst = rounding_of_logs;
    std::size_t turns = size;
    for (auto i = arcs; i < size; ++i) {
      const auto at_i = static_cast<Eigen::Index>(i);
      const double wrong = moves[i] ? -(at.point[i] + step(at_i)) / scale_[i] : beyond(at_i);
      if (!(wrong > worst)) continue;
      worst = wrong;
      turns = i;
    }
    if (turns == size) return step;
    moves[turns] = moves[turns] ? 0 : 1;
    fixed(static_cast<Eigen::Index>(turns)) = moves[turns] ? 0 : -at.point[turns];
  }
  return std::nullopt;
}

std::vector<double> secant_newton::step(const evaluation& at, thread_pool& pool,
                                        const derive_user& derive) {
  if (!find_answers(at, pool, derive)) return {};
  const auto size = unknowns_->size(), arcs = unknowns_->arcs.size();
  const auto n = static_cast<Eigen::Index>(size);
  const auto logs = images(at);
  step_equations equations{-Eigen::Map<const matrix>(answers_.data(), n, n),
                           Eigen::VectorXd::Zero(n)};
  for (std::size_t i = 0; i < size; ++i) {
    const auto at_i = static_cast<Eigen::Index>(i);
    if (i < arcs)
      equations.rows.col(at_i) *= problem_->delay[unknowns_->arcs[i]].slope(at.point[i]);
    equations.rows(at_i, at_i) += i < arcs ? 1 : told_apart / scale_[i];
    equations.right(at_i) = i < arcs ? at.excess[i] : logs[i];
  }
  auto step = settle_prices(at, equations);
  if (!step) return {};
  for (auto i = arcs; i < size; ++i) {
    const double most = longest_price_step * scale_[i];
    auto& each = (*step)(static_cast<Eigen::Index>(i));
    each = std::clamp(each, -most, most);
  }
  return {step->begin(), step->end()};
}

}  // namespace amur::assign
