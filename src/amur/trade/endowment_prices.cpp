#include "amur/trade/endowment_prices.h"

#include <Eigen/Core>
#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "amur/trade/blocs.h"

namespace amur::trade {
namespace {

using vector = Eigen::VectorXd;
using matrix = Eigen::MatrixXd;

constexpr int most_halvings = 8;
constexpr int steps_a_stretch = 15;
constexpr double shortest_stretch = 1e-6;  // of the way from the factors before
constexpr double longest_step = 3;         // of a price's logarithm
constexpr double balance = 1e-9;
// While steps lower the largest excess this much, the last factorisation serves the next step too.
constexpr double quick_fall = 0.05;
// A surplus that is held can take all that a country makes. Where no prices are found, a country
// that is left with less than this of what it spent is to blame.
constexpr double starving = 0.05;

std::vector<double> to_prices(const vector& logarithm) {
  const vector price = logarithm.array().exp();
  return {price.begin(), price.end()};
}

vector excess(const endowment_economy& economy, const vector& logarithm) {
  const auto found = excess_demand(economy, to_prices(logarithm));
  return Eigen::Map<const vector>(found.data(), static_cast<Eigen::Index>(found.size()));
}

// ln of sales over output; sales may be nearly nothing.
vector log_excess(const vector& gap) { return (gap.array() + 1).max(1e-300).log(); }

// Of the markets whose prices move; the held ones follow by Walras' law, but may be further off in
// between.
double merit(vector gap, std::span<const std::size_t> held) {
  for (const auto i : held) gap(static_cast<Eigen::Index>(i)) = 0;
  const double square = log_excess(gap).squaredNorm();
  return std::isfinite(square) ? square : std::numeric_limits<double>::infinity();
}

// The country that spends least beside what it spent before, or less than nothing.
struct poorest {
  std::size_t country = trade_place::nobody;
  double ratio = std::numeric_limits<double>::infinity();
};

poorest find_poorest(const endowment_economy& economy, const vector& logarithm) {
  const auto expenditure = expenditure_at(economy, to_prices(logarithm));
  poorest found;
  for (std::size_t j = 0; j < expenditure.size(); ++j)
    if (economy.expenditure[j] > 0 && expenditure[j] / economy.expenditure[j] < found.ratio)
      found = {j, expenditure[j] / economy.expenditure[j]};
  return found;
}

// Output and expenditure of each bloc at the baseline quantities.
struct bloc_sums {
  std::vector<double> output, expenditure;
};

bloc_sums sum_blocs(const endowment_economy& economy, std::span<const double> price) {
  bloc_sums sums;
  sums.output.assign(economy.countries, 0);
  sums.expenditure.assign(economy.countries, 0);
  for (std::size_t i = 0; i < economy.countries; ++i) {
    sums.output[economy.bloc[i]] += economy.output[i] * price[i];
    sums.expenditure[economy.bloc[i]] += economy.expenditure[i] * price[i];
  }
  return sums;
}

// Adds sum_j X_ij d ln E_j / d ln p_k. A country's own price acts on its own expenditure; all
// prices of a bloc act on everybody's through what the bloc makes.
void add_expenditure_slope(const endowment_economy& economy, std::span<const double> price,
                           const matrix& share, const vector& expenditure, matrix& slope) {
  const auto n = static_cast<Eigen::Index>(economy.countries);
  const auto sums = sum_blocs(economy, price);
  const vector output = Eigen::Map<const vector>(economy.output.data(), n)
                            .cwiseProduct(Eigen::Map<const vector>(price.data(), n));
  if (economy.deficits == deficit_rule::held) {
    const vector owed = Eigen::Map<const vector>(economy.expenditure.data(), n) -
                        Eigen::Map<const vector>(economy.output.data(), n);
    slope += share * output.asDiagonal();
    slope += (share * owed) * output.transpose();
    return;
  }
  slope += share * expenditure.asDiagonal();
  const vector sales = share * expenditure;
  for (Eigen::Index k = 0; k < n; ++k) {
    const auto from = static_cast<std::size_t>(k);
    const auto b = economy.bloc[from];
    const double part =
        output(k) / sums.output[b] - economy.expenditure[from] * price[from] / sums.expenditure[b];
    for (Eigen::Index i = 0; i < n; ++i)
      if (economy.bloc[static_cast<std::size_t>(i)] == b) slope(i, k) += sales(i) * part;
  }
}

// The derivative of ln (sum_j X_ij) - ln (Y_i p_i) in ln p.
matrix slope_of(const endowment_economy& economy, std::span<const double> price) {
  const auto n = static_cast<Eigen::Index>(economy.countries);
  const auto index = price_index_power(economy, price);
  const auto spending = expenditure_at(economy, price);
  const auto expenditure = Eigen::Map<const vector>(spending.data(), n);
  vector pull(n);
  for (Eigen::Index i = 0; i < n; ++i)
    pull(i) = economy.preference[static_cast<std::size_t>(i)] *
              std::pow(price[static_cast<std::size_t>(i)], economy.price_power);
  const matrix share =
      pull.asDiagonal() *
      Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
          economy.factor.data(), n, n) *
      Eigen::Map<const vector>(index.data(), n).cwiseInverse().asDiagonal();
  const vector sales = share * expenditure;
  matrix slope = matrix::Zero(n, n);
  const matrix root = share * expenditure.cwiseMax(0).cwiseSqrt().asDiagonal();
  slope.selfadjointView<Eigen::Lower>().rankUpdate(root, -economy.price_power);
  slope.triangularView<Eigen::StrictlyUpper>() = slope.transpose();
  slope.diagonal() += economy.price_power * sales;
  add_expenditure_slope(economy, price, share, expenditure, slope);
  for (Eigen::Index i = 0; i < n; ++i) {
    if (sales(i) > 0) slope.row(i) /= sales(i);
    slope(i, i) -= 1;
  }
  return slope;
}

// The largest country of each bloc has its price held: by Walras' law its market clears with the
// others. So has a country without output, whose price means nothing.
std::vector<std::size_t> held_prices(const endowment_economy& economy) {
  std::vector<std::size_t> largest(economy.countries, trade_place::nobody);
  std::vector<std::size_t> held;
  for (std::size_t i = 0; i < economy.countries; ++i) {
    auto& of_bloc = largest[economy.bloc[i]];
    if (!(economy.output[i] > 0))
      held.push_back(i);
    else if (of_bloc == trade_place::nobody || economy.output[i] > economy.output[of_bloc])
      of_bloc = i;
  }
  for (const auto i : largest)
    if (i != trade_place::nobody) held.push_back(i);
  return held;
}

using slope_factors = Eigen::PartialPivLU<matrix>;

slope_factors factorise(const endowment_economy& economy, const vector& logarithm,
                        std::span<const std::size_t> held) {
  matrix slope = slope_of(economy, to_prices(logarithm));
  for (const auto i : held) {
    const auto at = static_cast<Eigen::Index>(i);
    slope.row(at).setZero();
    slope(at, at) = 1;
  }
  return slope_factors(slope);
}

vector newton_step(const slope_factors& factors, const vector& gap,
                   std::span<const std::size_t> held) {
  vector target = -log_excess(gap);
  for (const auto i : held) target(static_cast<Eigen::Index>(i)) = 0;
  return factors.solve(target);
}

void normalise(const endowment_economy& economy, std::vector<double>& price) {
  const double index = price_index_power(economy, price)[economy.reference];
  const double at_reference = std::pow(index, -1 / economy.price_power);
  const std::vector<double> one(economy.countries, 1.0);
  const auto before = sum_blocs(economy, one), now = sum_blocs(economy, price);
  for (std::size_t i = 0; i < economy.countries; ++i) {
    const auto b = economy.bloc[i];
    price[i] *= b == economy.bloc[economy.reference] ? at_reference
                : now.output[b] > 0                  ? before.output[b] / now.output[b]
                                                     : 1;
  }
}

// Somebody who can't buy or sell, or who would have to stay in debt to nobody.
bool find_obstacle(const endowment_economy& economy, price_solution& found) {
  const auto n = economy.countries;
  const std::vector<double> one(n, 1.0);
  const auto sums = sum_blocs(economy, one);
  const auto stop = [&found](trade_status status, std::size_t country) {
    found.status = status;
    found.place.country = country;
    return true;
  };
  for (std::size_t i = 0; i < n; ++i) {
    bool buys = false, sells = false;
    for (std::size_t k = 0; k < n; ++k) {
      buys = buys || (economy.factor[k * n + i] > 0 && economy.output[k] > 0);
      sells = sells || (economy.factor[i * n + k] > 0 && economy.expenditure[k] > 0);
    }
    if (!buys) return stop(trade_status::no_supplier, i);
    if (!sells) return stop(trade_status::no_buyer, i);
    const auto b = economy.bloc[i];
    const bool balanced = std::abs(sums.output[b] - sums.expenditure[b]) <=
                          balance * (sums.output[b] + sums.expenditure[b]);
    const bool scalable = economy.deficits == deficit_rule::proportional && sums.output[b] > 0 &&
                          sums.expenditure[b] > 0;
    if (!balanced && !scalable) return stop(trade_status::unbalanced_bloc, i);
  }
  std::vector<double> surplus;
  for (std::size_t i = 0; i < n; ++i) {
    const double gap = economy.output[i] - economy.expenditure[i];
    surplus.push_back(std::abs(gap) > balance * economy.output[i] ? gap : 0);
  }
  if (const auto one_way = find_one_way_trade(economy.factor, surplus)) {
    found.status = trade_status::one_way_trade;
    found.place = *one_way;
    return true;
  }
  return false;
}

// As far along a step as brings the economy nearer to clearing; false where nothing does.
bool advance(const endowment_economy& economy, const vector& step,
             std::span<const std::size_t> held, double before, const vector& logarithm,
             vector& next) {
  double length = std::min(1.0, longest_step / std::max(step.cwiseAbs().maxCoeff(), 1e-300));
  for (int halving = 0; halving < most_halvings; ++halving, length /= 2) {
    next = logarithm + length * step;
    if (find_poorest(economy, next).ratio > 0 && merit(excess(economy, next), held) < before)
      return true;
  }
  return false;
}

// Newton's method from `logarithm`, which it moves; whether it got there.
bool settle(const endowment_economy& economy, double tolerance, int most_steps, vector& logarithm,
            price_solution& found) {
  const auto held = held_prices(economy);
  vector gap = excess(economy, logarithm);
  std::optional<slope_factors> factors;
  double last = 0;
  for (int number = 0; number <= most_steps; ++number) {
    Eigen::Index worst = 0;
    const double largest = gap.cwiseAbs().maxCoeff(&worst);
    found.log.push_back({static_cast<int>(found.log.size()), largest});
    found.place.country = static_cast<std::size_t>(worst);
    if (largest <= tolerance) return true;
    if (!std::isfinite(largest)) return false;
    // Where the last factorisation no longer leads anywhere, a new one gets its try.
    bool fresh = !factors || largest > quick_fall * last;
    last = largest;
    const double before = merit(gap, held);
    vector next;
    bool better = false;
    for (;;) {
      if (fresh) factors = factorise(economy, logarithm, held);
      better = advance(economy, newton_step(*factors, gap, held), held, before, logarithm, next);
      if (better || fresh) break;
      fresh = true;
    }
    if (!better) return false;
    logarithm = next;
    gap = excess(economy, logarithm);
  }
  return false;
}

// The solution followed from the factors before, where all prices are 1, to those of the economy,
// in steps as long as Newton's method can take.
bool follow(const endowment_economy& economy, std::span<const double> factor_before,
            double tolerance, vector& logarithm, price_solution& found) {
  double done = 0, length = 0.25;
  std::vector<double> factor(economy.factor.size());
  auto between = economy;
  between.factor = factor;
  while (done < 1 && length > shortest_stretch) {
    const double wanted = std::min(1.0, done + length);
    for (std::size_t at = 0; at < factor.size(); ++at)
      factor[at] = (1 - wanted) * factor_before[at] + wanted * economy.factor[at];
    between.bloc = find_blocs(factor, economy.countries);
    auto attempt = logarithm;
    if (settle(between, tolerance, steps_a_stretch, attempt, found)) {
      logarithm = attempt;
      done = wanted;
      length *= 2;
    } else {
      length /= 2;
    }
  }
  return done >= 1;
}

}  // namespace

std::vector<double> price_index_power(const endowment_economy& economy,
                                      std::span<const double> price) {
  const auto n = economy.countries;
  std::vector<double> index(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const double weight = economy.preference[i] * std::pow(price[i], economy.price_power);
    for (std::size_t j = 0; j < n; ++j) index[j] += weight * economy.factor[i * n + j];
  }
  return index;
}

std::vector<double> expenditure_at(const endowment_economy& economy,
                                   std::span<const double> price) {
  const auto sums = sum_blocs(economy, price);
  double world = 0;
  for (const double each : sums.output) world += each;
  std::vector<double> expenditure;
  for (std::size_t j = 0; j < economy.countries; ++j) {
    const double ratio =
        sums.output[economy.bloc[j]] / std::max(sums.expenditure[economy.bloc[j]], 1e-300);
    expenditure.push_back(economy.deficits == deficit_rule::proportional
                              ? economy.expenditure[j] * price[j] * ratio
                              : economy.output[j] * price[j] +
                                    (economy.expenditure[j] - economy.output[j]) * world);
  }
  return expenditure;
}

std::vector<double> excess_demand(const endowment_economy& economy, std::span<const double> price) {
  const auto n = economy.countries;
  const auto index = price_index_power(economy, price);
  const auto expenditure = expenditure_at(economy, price);
  std::vector<double> excess(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (!(economy.output[i] > 0)) continue;
    double sales = 0;
    for (std::size_t j = 0; j < n; ++j)
      sales += economy.factor[i * n + j] / index[j] * expenditure[j];
    sales *= economy.preference[i] * std::pow(price[i], economy.price_power);
    excess[i] = sales / (economy.output[i] * price[i]) - 1;
  }
  return excess;
}

price_solution solve_prices(const endowment_economy& economy, std::span<const double> factor_before,
                            double tolerance, int most_steps) {
  price_solution found;
  if (find_obstacle(economy, found)) return found;
  vector logarithm = vector::Zero(static_cast<Eigen::Index>(economy.countries));
  auto attempt = logarithm;
  const bool solved = settle(economy, tolerance, most_steps, attempt, found) ||
                      follow(economy, factor_before, tolerance, attempt = logarithm, found);
  if (!solved) {
    if (const auto worst_off = find_poorest(economy, attempt); !(worst_off.ratio > starving)) {
      found.status = trade_status::negative_absorption;
      found.place.country = worst_off.country;
    }
    return found;
  }
  found.status = trade_status::solved;
  found.place = {};
  found.price = to_prices(attempt);
  normalise(economy, found.price);
  return found;
}

}  // namespace amur::trade
