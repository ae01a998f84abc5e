#include "amur/trade/separation_exact.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace amur::trade {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double nothing = 1e-8;  // beside columns whose largest number is 1

Index count_columns(const estimation_sample& sample, const columns& regressors) {
  std::size_t count = regressors.count + 1;
  for (const auto& effect : sample.effects) count += effect.count;
  return static_cast<Index>(count);
}

// Regressors scaled to a largest size of 1, the constant, and a dummy for each level.
MatrixXd design_of(const estimation_sample& sample, const columns& regressors,
                   const std::vector<std::size_t>& rows) {
  std::vector<double> largest(regressors.count, 0);
  for (std::size_t i = 0; i < regressors.rows; ++i)
    for (std::size_t c = 0; c < regressors.count; ++c)
      largest[c] = std::max(largest[c], std::abs(regressors.at(i, c)));
  MatrixXd design =
      MatrixXd::Zero(static_cast<Index>(rows.size()), count_columns(sample, regressors));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto at = static_cast<Index>(i);
    std::size_t first = regressors.count;
    for (std::size_t c = 0; c < regressors.count; ++c)
      if (largest[c] > 0)
        design(at, static_cast<Index>(c)) = regressors.at(rows[i], c) / largest[c];
    design(at, static_cast<Index>(first++)) = 1;
    for (const auto& effect : sample.effects) {
      design(at, static_cast<Index>(first + effect.level[rows[i]])) = 1;
      first += effect.count;
    }
  }
  return design;
}

// An orthonormal basis of the vectors that the matrix takes to 0.
MatrixXd null_space(const MatrixXd& of) {
  Eigen::ColPivHouseholderQR<MatrixXd> factors;
  factors.setThreshold(1e-10);
  factors.compute(of.transpose());
  const MatrixXd all = factors.householderQ() * MatrixXd::Identity(of.cols(), of.cols());
  return all.rightCols(of.cols() - factors.rank());
}

// The shortest sum of columns, each taken once or more: r = A (1 + v), v >= 0.
VectorXd shortest_sum(const MatrixXd& a) {
  const auto count = a.cols();
  VectorXd more = VectorXd::Zero(count);
  std::vector<Index> passive;
  VectorXd sum = a.rowwise().sum();
  const VectorXd start = sum;
  for (Index step = 0; step < 10 * count + 10; ++step) {
    Index best = -1;
    const VectorXd slope = a.transpose() * sum;
    const double least = -nothing * sum.norm();
    for (Index i = 0; i < count; ++i)
      if (slope(i) < least && (best < 0 || slope(i) < slope(best)) &&
          std::ranges::find(passive, i) == passive.end())
        best = i;
    if (best < 0 || sum.norm() <= nothing) return sum;
    passive.push_back(best);
    for (;;) {
      MatrixXd chosen(a.rows(), static_cast<Index>(passive.size()));
      for (std::size_t p = 0; p < passive.size(); ++p)
        chosen.col(static_cast<Index>(p)) = a.col(passive[p]);
      const VectorXd wanted = chosen.colPivHouseholderQr().solve(-start);
      // As far on the way there as none falls below 0; what reaches it leaves.
      double part = 1;
      for (std::size_t p = 0; p < passive.size(); ++p) {
        const double now = more(passive[p]), then = wanted(static_cast<Index>(p));
        if (then <= 0) part = std::min(part, now - then > 0 ? now / (now - then) : 0);
      }
      std::vector<Index> still;
      for (std::size_t p = 0; p < passive.size(); ++p) {
        double& mine = more(passive[p]);
        mine += part * (wanted(static_cast<Index>(p)) - mine);
        if (part == 1 || (mine > 1e-14 && !(wanted(static_cast<Index>(p)) <= 0 && mine <= 1e-14)))
          still.push_back(passive[p]);
        else
          mine = 0;
      }
      const bool stays = still.size() == passive.size();
      passive = std::move(still);
      if (part == 1 || passive.empty() || stays) break;
    }
    sum = start + a * more;
  }
  return sum;
}

}  // namespace

double exact_work(const estimation_sample& sample, const columns& regressors) {
  const auto width = static_cast<double>(count_columns(sample, regressors));
  return (static_cast<double>(sample.row.size()) + width) * width * width;
}

std::vector<std::uint8_t> find_separated_exactly(const estimation_sample& sample,
                                                 const columns& regressors) {
  std::vector<std::uint8_t> separated(sample.row.size(), 0);
  std::vector<std::size_t> with, without;
  for (std::size_t i = 0; i < sample.row.size(); ++i)
    (sample.trade[i] > 0 ? with : without).push_back(i);
  const MatrixXd span = null_space(design_of(sample, regressors, with));
  for (bool found = span.cols() > 0; found && !without.empty();) {
    found = false;
    MatrixXd rows = (design_of(sample, regressors, without) * span).transpose();
    // Rows that no combination moves say nothing; the others only by their direction.
    std::vector<std::size_t> moved;
    Index count = 0;
    for (Index i = 0; i < rows.cols(); ++i) {
      const double length = rows.col(i).norm();
      if (length <= nothing) continue;
      rows.col(count++) = rows.col(i) / length;
      moved.push_back(without[static_cast<std::size_t>(i)]);
    }
    if (count == 0) break;
    const MatrixXd directions = rows.leftCols(count);
    const VectorXd sum = shortest_sum(directions);
    const double length = sum.norm();
    if (length <= nothing * static_cast<double>(count)) break;
    const VectorXd certificate = directions.transpose() * sum / length;
    if (certificate.minCoeff() < -1e-6) break;
    std::vector<std::size_t> still;
    for (Index i = 0; i < count; ++i) {
      const auto row = moved[static_cast<std::size_t>(i)];
      if (certificate(i) > 1e-6) {
        separated[row] = 1;
        found = true;
      } else {
        still.push_back(row);
      }
    }
    without = std::move(still);
  }
  return separated;
}

}  // namespace amur::trade
