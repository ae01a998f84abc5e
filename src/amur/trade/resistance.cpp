#include "amur/trade/resistance.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <optional>

#include "amur/trade/blocs.h"

namespace amur::trade {
namespace {

constexpr int turns_of_substitution = 12;
// While steps lower the residual this much, the last factorisation serves the next step too.
constexpr double quick_residual_fall = 0.1;
constexpr double output_balance = 1e-9;  // relative difference of output and expenditure in a bloc

using vector = Eigen::VectorXd;
using matrix = Eigen::MatrixXd;

double rounded_off(double difference, double size) {
  return std::abs(difference) > output_balance * size ? difference : 0;
}

struct equations {
  matrix factor;  // (exporter, importer)
  vector output, expenditure;
  std::vector<std::size_t> fixed;  // importers whose resistance is 1, one a bloc
};

// Flows as shares of world output: y_i e_j t_ij^(1 - sigma) Pi_i^(sigma - 1) P_j^(sigma - 1).
matrix flows(const equations& eq, const vector& u, const vector& v) {
  const vector rows = eq.output.cwiseProduct(u.array().exp().matrix());
  const vector columns = eq.expenditure.cwiseProduct(v.array().exp().matrix());
  return rows.asDiagonal() * eq.factor * columns.asDiagonal();
}

// u and v by substitution into the equations, which always brings them closer.
void substitute(const equations& eq, vector& u, vector& v) {
  v = -(eq.factor.transpose() * eq.output.cwiseProduct(u.array().exp().matrix())).array().log();
  u = -(eq.factor * eq.expenditure.cwiseProduct(v.array().exp().matrix())).array().log();
}

double residual_of(const equations& eq, const vector& u, const vector& v) {
  const vector out = (eq.factor * eq.expenditure.cwiseProduct(v.array().exp().matrix()))
                         .cwiseProduct(u.array().exp().matrix());
  const vector in = (eq.factor.transpose() * eq.output.cwiseProduct(u.array().exp().matrix()))
                        .cwiseProduct(v.array().exp().matrix());
  return std::max((out.array() - 1).abs().maxCoeff(), (in.array() - 1).abs().maxCoeff());
}

// The convex function: sum of flows - sum y u - sum e v.
double potential(const equations& eq, const vector& u, const vector& v) {
  const vector rows = eq.output.cwiseProduct(u.array().exp().matrix());
  const vector columns = eq.expenditure.cwiseProduct(v.array().exp().matrix());
  return rows.dot(eq.factor * columns) - eq.output.dot(u) - eq.expenditure.dot(v);
}

// The system of Newton's step, the outward powers eliminated, so that one Cholesky factorisation of
// the size of the importers is left.
struct newton_system {
  matrix flow;
  vector inverse;                    // of what each exporter sells
  std::vector<Eigen::Index> pinned;  // importers without a say: their powers stay
  Eigen::LLT<matrix> factors;
};

newton_system factorise(const equations& eq, const vector& u, const vector& v) {
  newton_system system;
  system.flow = flows(eq, u, v);
  const vector columns = system.flow.colwise().sum();
  system.inverse =
      system.flow.rowwise().sum().unaryExpr([](double sum) { return sum > 0 ? 1 / sum : 0; });
  for (const auto j : eq.fixed) system.pinned.push_back(static_cast<Eigen::Index>(j));
  for (Eigen::Index j = 0; j < columns.size(); ++j)
    if (!(columns(j) > 0)) system.pinned.push_back(j);
  matrix schur = matrix::Zero(columns.size(), columns.size());
  schur.selfadjointView<Eigen::Lower>().rankUpdate(
      system.flow.transpose() * system.inverse.cwiseSqrt().asDiagonal(), -1);
  schur.diagonal() += columns;
  for (const auto j : system.pinned) {
    schur.col(j).setZero();
    schur.row(j).setZero();
    schur(j, j) = 1;
  }
  system.factors.compute(schur);
  return system;
}

void newton_step(const equations& eq, const newton_system& system, const vector& u, const vector& v,
                 vector& du, vector& dv) {
  const vector rows = eq.output.cwiseProduct(u.array().exp().matrix());
  const vector columns = eq.expenditure.cwiseProduct(v.array().exp().matrix());
  const vector gap_rows = eq.output - rows.cwiseProduct(eq.factor * columns);
  vector target = eq.expenditure - columns.cwiseProduct(eq.factor.transpose() * rows) -
                  system.flow.transpose() * system.inverse.cwiseProduct(gap_rows);
  for (const auto j : system.pinned) target(j) = 0;
  dv = system.factors.solve(target);
  du = system.inverse.cwiseProduct(gap_rows - system.flow * dv);
}

// Walks along the step as far as the convex function falls.
void take_step(const equations& eq, const vector& du, const vector& dv, vector& u, vector& v) {
  const double before = potential(eq, u, v);
  double length = 1;
  for (int halving = 0; halving < 30; ++halving, length /= 2) {
    const vector next_u = u + length * du, next_v = v + length * dv;
    // Close to the answer the fall is less than rounding.
    if (potential(eq, next_u, next_v) <= before + 1e-14) {
      u = next_u;
      v = next_v;
      return;
    }
  }
}

// Who can't sell or buy at all, and blocs that would have to stay out of balance.
resistances check(const equations& eq, std::span<const std::size_t> bloc) {
  resistances found;
  const auto n = eq.output.size();
  for (Eigen::Index i = 0; i < n; ++i) {
    const bool sells =
        (eq.factor.row(i).transpose().array() > 0 && eq.expenditure.array() > 0).any();
    const bool buys = (eq.factor.col(i).array() > 0 && eq.output.array() > 0).any();
    if (!buys) {
      found.status = trade_status::no_supplier;
      found.place.country = static_cast<std::size_t>(i);
      return found;
    }
    if (!sells) {
      found.status = trade_status::no_buyer;
      found.place.country = static_cast<std::size_t>(i);
      return found;
    }
  }
  vector gap = vector::Zero(n), size = vector::Zero(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto b = static_cast<Eigen::Index>(bloc[static_cast<std::size_t>(i)]);
    gap(b) += eq.output(i) - eq.expenditure(i);
    size(b) += eq.output(i) + eq.expenditure(i);
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto b = static_cast<Eigen::Index>(bloc[static_cast<std::size_t>(i)]);
    if (std::abs(gap(b)) <= output_balance * size(b)) continue;
    found.status = trade_status::unbalanced_bloc;
    found.place.country = static_cast<std::size_t>(i);
    return found;
  }
  return found;
}

}  // namespace

resistances solve_resistances(std::span<const double> output_share,
                              std::span<const double> expenditure_share,
                              std::span<const double> factor, std::size_t reference,
                              double tolerance, int most_steps, const resistances* start) {
  const auto countries = output_share.size();
  const auto n = static_cast<Eigen::Index>(countries);
  equations eq;
  eq.factor =
      Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
          factor.data(), n, n);
  eq.output = Eigen::Map<const vector>(output_share.data(), n);
  eq.expenditure = Eigen::Map<const vector>(expenditure_share.data(), n);
  const auto bloc = find_blocs(factor, countries);
  eq.fixed.push_back(reference);
  for (std::size_t i = 0, next = 0; i < countries; ++i)
    if (bloc[i] == next) {
      if (next++ != bloc[reference]) eq.fixed.push_back(i);
    }
  auto found = check(eq, bloc);
  if (found.status != trade_status::not_converged) return found;
  std::vector<double> surplus;
  for (std::size_t i = 0; i < countries; ++i)
    surplus.push_back(rounded_off(output_share[i] - expenditure_share[i], output_share[i]));
  if (const auto one_way = find_one_way_trade(factor, surplus)) {
    found.status = trade_status::one_way_trade;
    found.place = *one_way;
    return found;
  }

  vector u = vector::Zero(n), v = vector::Zero(n);
  if (start != nullptr && start->status == trade_status::solved) {
    u = Eigen::Map<const vector>(start->outward_power.data(), n).array().log();
    v = Eigen::Map<const vector>(start->inward_power.data(), n).array().log();
  }
  for (int turn = 0; turn < turns_of_substitution; ++turn) substitute(eq, u, v);
  std::optional<newton_system> system;
  double before = 0;
  for (int number = 0; number <= most_steps; ++number) {
    found.residual = residual_of(eq, u, v);
    found.log.push_back({number, found.residual});
    if (found.residual <= tolerance) break;
    if (number == most_steps || !std::isfinite(found.residual)) return found;
    if (!system || found.residual > quick_residual_fall * before) system = factorise(eq, u, v);
    before = found.residual;
    vector du, dv;
    newton_step(eq, *system, u, v, du, dv);
    take_step(eq, du, dv, u, v);
    // One equation holds to rounding then, for countries that have no say too.
    u = -(eq.factor * eq.expenditure.cwiseProduct(v.array().exp().matrix())).array().log();
  }
  found.status = trade_status::solved;
  // Pi_i^(sigma-1) P_j^(sigma-1) is all that flows know; the reference sets the level of each.
  std::vector<double> level(countries, 0);
  for (const auto j : eq.fixed) level[bloc[j]] = v(static_cast<Eigen::Index>(j));
  for (std::size_t i = 0; i < countries; ++i) {
    found.outward_power.push_back(std::exp(u(static_cast<Eigen::Index>(i)) + level[bloc[i]]));
    found.inward_power.push_back(std::exp(v(static_cast<Eigen::Index>(i)) - level[bloc[i]]));
  }
  return found;
}

}  // namespace amur::trade
