#pragma once
// The gravity equation with a dummy for every level of every effect, in long double and without any
// shortcut: separation by a plain linear programme, weighted least squares over and over, the
// sandwich. An independent witness for small samples.

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

namespace amur::test {

using oracle_matrix = Eigen::Matrix<long double, Eigen::Dynamic, Eigen::Dynamic>;
using oracle_vector = Eigen::Matrix<long double, Eigen::Dynamic, 1>;

struct oracle_sample {
  std::vector<double> trade;
  std::vector<std::vector<double>> regressors;  ///< [regressor][row]
  std::vector<std::vector<std::uint32_t>> effects, clusters;
};

struct oracle_answer {
  std::vector<bool> used;                     ///< [row]
  std::vector<bool> kept;                     ///< [regressor]
  std::vector<double> slope, standard_error;  ///< [regressor], 0 where dropped
  double deviance = 0;
  bool solved = false;
};

/// Maximises the sum of A x over 0 <= x, A x <= b with b >= 0, by Bland's rule.
inline oracle_vector maximise(const oracle_matrix& a, const oracle_vector& b,
                              const oracle_vector& value) {
  const auto rows = a.rows(), columns = a.cols();
  oracle_matrix tableau = oracle_matrix::Zero(rows + 1, columns + rows + 1);
  tableau.topLeftCorner(rows, columns) = a;
  tableau.block(0, columns, rows, rows).setIdentity();
  tableau.col(columns + rows).head(rows) = b;
  tableau.row(rows).head(columns) = -value.transpose();
  std::vector<Eigen::Index> basis;
  for (Eigen::Index i = 0; i < rows; ++i) basis.push_back(columns + i);
  constexpr long double tiny = 1e-11L;
  for (;;) {
    Eigen::Index enter = 0;
    while (enter < columns + rows && tableau(rows, enter) >= -tiny) ++enter;
    if (enter == columns + rows) break;
    Eigen::Index leave = -1;
    for (Eigen::Index i = 0; i < rows; ++i) {
      if (tableau(i, enter) <= tiny) continue;
      if (leave < 0) {
        leave = i;
        continue;
      }
      const long double mine = tableau(i, columns + rows) * tableau(leave, enter);
      const long double best = tableau(leave, columns + rows) * tableau(i, enter);
      if (mine < best - tiny * tiny || (mine <= best + tiny * tiny && basis[i] < basis[leave]))
        leave = i;
    }
    if (leave < 0) break;  // unbounded, which bounds of 1 rule out
    tableau.row(leave) /= tableau(leave, enter);
    for (Eigen::Index i = 0; i <= rows; ++i)
      if (i != leave && tableau(i, enter) != 0)
        tableau.row(i) -= tableau(i, enter) * tableau.row(leave);
    basis[leave] = enter;
  }
  oracle_vector answer = oracle_vector::Zero(columns);
  for (Eigen::Index i = 0; i < rows; ++i)
    if (basis[i] < columns) answer(basis[i]) = tableau(i, columns + rows);
  return answer;
}

/// A regressor about its mean, its largest size being 1, so that rank is not a matter of units.
struct oracle_scale {
  long double mean = 0, size = 0;

  explicit oracle_scale(const std::vector<double>& of) {
    for (const double each : of) mean += each / static_cast<long double>(of.size());
    for (const double each : of) size = std::max(size, std::abs(each - mean));
    if (size <= 1e-14L * std::abs(mean)) size = 0;
  }
  [[nodiscard]] long double operator()(double value) const {
    return size > 0 ? (value - mean) / size : 0;
  }
};

/// The rows used, in order: regressors that `kept` names, then a dummy for each level.
inline oracle_matrix oracle_design(const oracle_sample& sample, const std::vector<bool>& used,
                                   const std::vector<bool>& kept) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < used.size(); ++row)
    if (used[row]) rows.push_back(row);
  std::vector<std::vector<long double>> columns;
  for (std::size_t c = 0; c < kept.size(); ++c) {
    if (!kept[c]) continue;
    const oracle_scale scaled(sample.regressors[c]);
    columns.emplace_back();
    for (const auto row : rows) columns.back().push_back(scaled(sample.regressors[c][row]));
  }
  columns.emplace_back(rows.size(), 1.0L);
  for (const auto& effect : sample.effects)
    for (const auto level : std::set<std::uint32_t>(effect.begin(), effect.end())) {
      columns.emplace_back();
      for (const auto row : rows) columns.back().push_back(effect[row] == level ? 1.0L : 0.0L);
    }
  oracle_matrix design(rows.size(), columns.size());
  for (std::size_t c = 0; c < columns.size(); ++c)
    for (std::size_t i = 0; i < rows.size(); ++i) design(i, c) = columns[c][i];
  return design;
}

/// A row alone in a group goes; a separated one too: what a linear programme finds that a
/// combination of columns can be 0 where there is trade, and not negative elsewhere.
inline std::vector<bool> oracle_rows(const oracle_sample& sample) {
  std::vector<bool> used(sample.trade.size(), true);
  const std::vector<bool> all(sample.regressors.size(), true);
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& effect : sample.effects)
      for (std::size_t row = 0; row < used.size(); ++row) {
        int fellows = 0;
        for (std::size_t other = 0; other < used.size(); ++other)
          fellows += used[other] && effect[other] == effect[row];
        if (used[row] && fellows == 1) {
          used[row] = false;
          changed = true;
        }
      }
    const auto design = oracle_design(sample, used, all);
    const auto width = design.cols();
    oracle_matrix bounds = oracle_matrix::Zero(2 * design.rows(), 2 * width);
    oracle_vector limit = oracle_vector::Zero(2 * design.rows());
    oracle_vector value = oracle_vector::Zero(2 * width);
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < used.size(); ++row)
      if (used[row]) rows.push_back(row);
    for (Eigen::Index i = 0; i < design.rows(); ++i) {
      bounds.row(2 * i) << design.row(i), -design.row(i);
      bounds.row(2 * i + 1) = -bounds.row(2 * i);
      if (sample.trade[rows[static_cast<std::size_t>(i)]] > 0) continue;
      limit(2 * i) = 1;
      value += bounds.row(2 * i).transpose();
    }
    const oracle_vector best = maximise(bounds, limit, value);
    const oracle_vector moved = design * (best.head(width) - best.tail(width));
    for (Eigen::Index i = 0; i < design.rows(); ++i)
      if (sample.trade[rows[static_cast<std::size_t>(i)]] <= 0 && moved(i) > 1e-7L) {
        used[rows[static_cast<std::size_t>(i)]] = false;
        changed = true;
      }
  }
  return used;
}

inline Eigen::Index oracle_rank(const oracle_matrix& design) {
  if (design.rows() == 0) return 0;
  Eigen::ColPivHouseholderQR<oracle_matrix> factors;
  factors.setThreshold(1e-12L);
  return factors.compute(design).rank();
}

/// Regressors in order, each where it adds to the rank of dummies and those before it.
inline std::vector<bool> oracle_kept(const oracle_sample& sample, const std::vector<bool>& used) {
  std::vector<bool> kept(sample.regressors.size(), false);
  auto rank = oracle_rank(oracle_design(sample, used, kept));
  for (std::size_t c = 0; c < kept.size(); ++c) {
    kept[c] = true;
    const auto next = oracle_rank(oracle_design(sample, used, kept));
    kept[c] = next > rank;
    rank = next;
  }
  return kept;
}

/// Sum over sets of clusterings, with signs, of the outer products of summed scores.
inline oracle_matrix oracle_meat(const oracle_matrix& scores,
                                 const std::vector<std::vector<std::uint32_t>>& clusters,
                                 double& fewest) {
  oracle_matrix sum = oracle_matrix::Zero(scores.cols(), scores.cols());
  fewest = static_cast<double>(scores.rows());
  if (clusters.empty()) return scores.transpose() * scores;
  for (const auto& each : clusters)
    fewest = std::min(fewest, static_cast<double>(std::set(each.begin(), each.end()).size()));
  for (unsigned set = 1; set < 1U << clusters.size(); ++set) {
    std::set<std::vector<std::uint32_t>> keys;
    std::vector<std::vector<std::uint32_t>> key(static_cast<std::size_t>(scores.rows()));
    long double sign = -1;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
      if ((set >> c & 1U) == 0) continue;
      sign = -sign;
      for (std::size_t i = 0; i < key.size(); ++i) key[i].push_back(clusters[c][i]);
    }
    keys.insert(key.begin(), key.end());
    for (const auto& wanted : keys) {
      oracle_vector total = oracle_vector::Zero(scores.cols());
      for (std::size_t i = 0; i < key.size(); ++i)
        if (key[i] == wanted) total += scores.row(static_cast<Eigen::Index>(i)).transpose();
      sum += sign * total * total.transpose();
    }
  }
  return sum;
}

inline long double oracle_deviance(const oracle_vector& y, const oracle_vector& eta) {
  long double sum = 0;
  for (Eigen::Index i = 0; i < y.size(); ++i)
    sum += 2 * (std::exp(eta(i)) - y(i) + (y(i) > 0 ? y(i) * (std::log(y(i)) - eta(i)) : 0));
  return sum;
}

inline oracle_answer estimate_with_dummies(const oracle_sample& sample) {
  oracle_answer answer;
  answer.used = oracle_rows(sample);
  answer.kept = oracle_kept(sample, answer.used);
  answer.slope.assign(answer.kept.size(), 0);
  answer.standard_error = answer.slope;
  const auto design = oracle_design(sample, answer.used, answer.kept);
  const auto rows = design.rows();
  const auto rank = oracle_rank(design);
  if (rows == 0 || rank == 0) return answer;
  // A basis of the columns, so that every step has full rank.
  Eigen::ColPivHouseholderQR<oracle_matrix> factors;
  factors.setThreshold(1e-12L);
  factors.compute(design);
  const oracle_matrix basis = factors.householderQ() * oracle_matrix::Identity(rows, rank);
  oracle_vector y(rows);
  std::vector<std::vector<std::uint32_t>> clusters(sample.clusters.size());
  for (std::size_t row = 0, i = 0; row < answer.used.size(); ++row) {
    if (!answer.used[row]) continue;
    y(static_cast<Eigen::Index>(i++)) = sample.trade[row];
    for (std::size_t c = 0; c < clusters.size(); ++c)
      clusters[c].push_back(sample.clusters[c][row]);
  }
  oracle_vector eta = ((y.array() + y.mean()) / 2).log(), mu;
  long double deviance = std::numeric_limits<long double>::infinity();
  // A few steps beyond, since conditions of rows with little trade are hidden by those with much.
  for (int step = 0, met = 0; step < 400 && met < 8; ++step) {
    mu = eta.array().exp();
    const oracle_vector root = mu.cwiseSqrt();
    const oracle_vector z = eta.array() + (y - mu).array() / mu.array();
    const oracle_matrix weighted = root.asDiagonal() * basis;
    oracle_vector next = basis * weighted.householderQr().solve(root.cwiseProduct(z));
    for (int half = 0; half < 60 && step > 0 &&
                       !(oracle_deviance(y, next) <= deviance * (1 + 1e-12L) + 1e-15L * y.sum());
         ++half)
      next = (next + eta) / 2;
    deviance = oracle_deviance(y, next);
    eta = next;
    mu = eta.array().exp();
    const oracle_vector score = design.transpose() * (y - mu);
    const oracle_vector size = design.cwiseAbs().transpose() * (y + mu);
    answer.solved = (score.array().abs() <= 1e-12L * size.array()).all();
    met += answer.solved ? 1 : 0;
  }
  answer.deviance = static_cast<double>(deviance);
  const oracle_matrix bread = (basis.transpose() * mu.asDiagonal() * basis)
                                  .ldlt()
                                  .solve(oracle_matrix::Identity(rank, rank));
  double groups = 0;
  const oracle_matrix meat = oracle_meat((y - mu).asDiagonal() * basis, clusters, groups);
  const oracle_matrix covariance =
      bread * meat * bread * static_cast<long double>(groups / (groups - 1));
  Eigen::CompleteOrthogonalDecomposition<oracle_matrix> inverse;
  inverse.setThreshold(1e-12L);
  const oracle_matrix to_slope = inverse.compute(design).pseudoInverse();
  const oracle_vector slope = to_slope * eta;
  const oracle_matrix half = to_slope * basis;
  for (std::size_t c = 0, at = 0; c < answer.kept.size(); ++c) {
    if (!answer.kept[c]) continue;
    const auto i = static_cast<Eigen::Index>(at++);
    const long double size = oracle_scale(sample.regressors[c]).size;
    answer.slope[c] = static_cast<double>(slope(i) / size);
    const long double variance = (half.row(i) * covariance * half.row(i).transpose())(0);
    answer.standard_error[c] = static_cast<double>(std::sqrt(std::max(0.0L, variance)) / size);
  }
  return answer;
}

}  // namespace amur::test
