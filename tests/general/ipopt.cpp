// The optimal network by a general solver of nonlinear programs, which sees plain variables and
// constraints: no prices, no dual, no structure.

#include <gtest/gtest.h>

// Its headers ask for what its own build had found.
#define HAVE_CSTDDEF
#include <coin/IpIpoptApplication.hpp>
#include <coin/IpTNLP.hpp>

#include <cmath>

#include "amur/invest/optimal_network.h"
#include "support/random_network.h"

namespace amur::test {
namespace {

using Ipopt::Index;
using Ipopt::Number;

// Variables: consumption of a place, its goods, flows, infrastructure. Constraints: of a place's
// mix, of each of its goods, of the budget; all at most 0.
class network_program : public Ipopt::TNLP {
 public:
  explicit network_program(const invest::network_problem& of)
      : of_(of),
        places_(of.places),
        goods_(of.goods),
        first_good_(places_),
        first_flow_(first_good_ + places_ * goods_),
        first_road_(first_flow_ + 2 * of.roads.size() * goods_),
        count_(first_road_ + of.roads.size()),
        rules_(places_ + places_ * goods_ + 1) {}

  double welfare = 0;

  bool get_nlp_info(Index& n, Index& m, Index& jacobian, Index& hessian,
                    IndexStyleEnum& style) override {
    n = static_cast<Index>(count_);
    m = static_cast<Index>(rules_);
    jacobian = n * m;
    hessian = n * (n + 1) / 2;
    style = C_STYLE;
    return true;
  }
  bool get_bounds_info(Index n, Number* low, Number* high, Index m, Number* least,
                       Number* most) override {
    for (Index i = 0; i < n; ++i) {
      low[i] = 0;
      high[i] = 1e19;
    }
    for (std::size_t i = 0; i < of_.roads.size(); ++i) {
      low[first_road_ + i] = of_.roads[i].least_infrastructure;
      high[first_road_ + i] = of_.roads[i].most_infrastructure;
    }
    for (Index i = 0; i < m; ++i) {
      least[i] = -1e19;
      most[i] = 0;
    }
    return true;
  }
  bool get_starting_point(Index n, bool, Number* x, bool, Number*, Number*, Index, bool,
                          Number*) override {
    for (Index i = 0; i < n; ++i) x[i] = 0.5;
    for (std::size_t i = 0; i < of_.roads.size(); ++i)
      x[first_road_ + i] = of_.roads[i].least_infrastructure + 0.1;
    return true;
  }
  bool eval_f(Index, const Number* x, bool, Number& value) override {
    value = 0;
    for (std::size_t j = 0; j < places_; ++j)
      value -= of_.population[j] * utility(j, x[j] / of_.population[j]);
    return true;
  }
  bool eval_grad_f(Index n, const Number* x, bool, Number* slope) override {
    std::fill(slope, slope + n, 0);
    for (std::size_t j = 0; j < places_; ++j) {
      const double c = x[j] / of_.population[j], core = core_of(j, c);
      slope[j] = -of_.consumption_share * std::pow(core, 1 - of_.inequality_aversion) / c;
    }
    return true;
  }
  bool eval_g(Index, const Number* x, bool, Index, Number* value) override {
    const std::vector<double> found = rules(x);
    std::copy(found.begin(), found.end(), value);
    return true;
  }
  bool eval_jac_g(Index n, const Number* x, bool, Index m, Index, Index* row, Index* column,
                  Number* value) override {
    if (!value) {
      for (Index i = 0; i < n * m; ++i) {
        row[i] = i / n;
        column[i] = i % n;
      }
      return true;
    }
    const auto found = jacobian(x);
    std::copy(found.begin(), found.end(), value);
    return true;
  }
  // Differences of the Lagrangian's exact slopes.
  bool eval_h(Index n, const Number* x, bool, Number factor, Index m, const Number* multiplier,
              bool, Index, Index* row, Index* column, Number* value) override {
    std::size_t at = 0;
    std::vector<double> moved;
    if (value) moved.assign(x, x + n);
    for (std::size_t i = 0; i < count_; ++i) {
      std::vector<double> up, down;
      double step = 0;
      if (value) {
        step = std::min(1e-5 * std::max(1e-3, std::abs(x[i])), 0.5 * x[i]);
        moved[i] = x[i] + step;
        up = slopes(moved.data(), factor, m, multiplier);
        moved[i] = x[i] - step;
        down = slopes(moved.data(), factor, m, multiplier);
        moved[i] = x[i];
      }
      for (std::size_t k = 0; k <= i; ++k, ++at) {
        if (value) {
          value[at] = (up[k] - down[k]) / (2 * step);
        } else {
          row[at] = static_cast<Index>(i);
          column[at] = static_cast<Index>(k);
        }
      }
    }
    return true;
  }
  void finalize_solution(Ipopt::SolverReturn, Index, const Number*, const Number*, const Number*,
                         Index, const Number*, const Number*, Number value, const Ipopt::IpoptData*,
                         Ipopt::IpoptCalculatedQuantities*) override {
    welfare = -value;
  }

 private:
  double core_of(std::size_t j, double c) const {
    const double alpha = of_.consumption_share;
    return std::pow(c / alpha, alpha) * std::pow(of_.housing[j] / (1 - alpha), 1 - alpha);
  }
  double utility(std::size_t j, double c) const {
    const double rho = of_.inequality_aversion, core = core_of(j, c);
    return rho == 1 ? std::log(core) : std::pow(core, 1 - rho) / (1 - rho);
  }
  // Calls each direction of a road with its ends, cost at infrastructure 1 and first flow.
  template <class Function>
  void each_way(std::size_t i, const Function& call) const {
    const auto& road = of_.roads[i];
    call(road.from, road.to, road.cost_factor, first_flow_ + 2 * i * goods_);
    call(road.to, road.from, road.cost_factor_back, first_flow_ + (2 * i + 1) * goods_);
  }
  std::vector<double> rules(const Number* x) const {
    std::vector<double> value(rules_, 0);
    const double sigma = of_.substitution_elasticity, power = 1 + of_.congestion;
    for (std::size_t j = 0; j < places_; ++j) {
      double sum = 0;
      for (std::size_t n = 0; n < goods_; ++n) {
        const std::size_t at = j * goods_ + n;
        sum += std::pow(x[first_good_ + at], (sigma - 1) / sigma);
        value[places_ + at] =
            x[first_good_ + at] -
            of_.productivity[at] * std::pow(of_.population[j], of_.labour_exponent);
      }
      value[j] = x[j] - std::pow(sum, sigma / (sigma - 1));
    }
    value.back() = -of_.budget;
    for (std::size_t i = 0; i < of_.roads.size(); ++i) {
      const double worn = std::pow(x[first_road_ + i], -of_.returns_to_infrastructure);
      value.back() += of_.roads[i].price * x[first_road_ + i];
      each_way(i, [&](std::size_t from, std::size_t to, double cost, std::size_t flow) {
        double together = 0;
        for (std::size_t n = 0; n < goods_; ++n) {
          const double q = x[flow + n];
          together += q;
          value[places_ + from * goods_ + n] += q;
          value[places_ + to * goods_ + n] -= q;
          if (!of_.goods_share_roads)
            value[places_ + from * goods_ + n] += cost * worn * std::pow(q, power);
        }
        if (of_.goods_share_roads) value[from] += cost * worn * std::pow(together, power);
      });
    }
    return value;
  }
  std::vector<double> jacobian(const Number* x) const {
    std::vector<double> slope(rules_ * count_, 0);
    const auto at = [&](std::size_t rule, std::size_t variable) -> double& {
      return slope[rule * count_ + variable];
    };
    const double sigma = of_.substitution_elasticity, beta = of_.congestion;
    const double gamma = of_.returns_to_infrastructure;
    for (std::size_t j = 0; j < places_; ++j) {
      double sum = 0;
      for (std::size_t n = 0; n < goods_; ++n)
        sum += std::pow(x[first_good_ + j * goods_ + n], (sigma - 1) / sigma);
      at(j, j) = 1;
      for (std::size_t n = 0; n < goods_; ++n) {
        const std::size_t good = first_good_ + j * goods_ + n;
        at(j, good) = -std::pow(sum, 1 / (sigma - 1)) * std::pow(x[good], -1 / sigma);
        at(places_ + j * goods_ + n, good) = 1;
      }
    }
    for (std::size_t i = 0; i < of_.roads.size(); ++i) {
      const std::size_t road = first_road_ + i;
      const double worn = std::pow(x[road], -gamma);
      at(rules_ - 1, road) = of_.roads[i].price;
      each_way(i, [&](std::size_t from, std::size_t to, double cost, std::size_t flow) {
        double together = 0;
        for (std::size_t n = 0; n < goods_; ++n) together += x[flow + n];
        for (std::size_t n = 0; n < goods_; ++n) {
          const std::size_t rule = places_ + from * goods_ + n;
          at(rule, flow + n) += 1;
          at(places_ + to * goods_ + n, flow + n) -= 1;
          const double q = of_.goods_share_roads ? together : x[flow + n];
          const std::size_t pays = of_.goods_share_roads ? from : rule;
          at(pays, flow + n) += (1 + beta) * cost * worn * std::pow(q, beta);
          if (!of_.goods_share_roads || n == 0)
            at(pays, road) -= gamma * cost * worn / x[road] * std::pow(q, 1 + beta);
        }
      });
    }
    return slope;
  }
  std::vector<double> slopes(const Number* x, double factor, Index m, const Number* multiplier) {
    std::vector<double> sum(count_, 0);
    eval_grad_f(static_cast<Index>(count_), x, true, sum.data());
    for (auto& each : sum) each *= factor;
    const auto rule = jacobian(x);
    for (std::size_t r = 0; r < static_cast<std::size_t>(m); ++r)
      for (std::size_t i = 0; i < count_; ++i) sum[i] += multiplier[r] * rule[r * count_ + i];
    return sum;
  }

  const invest::network_problem& of_;
  std::size_t places_, goods_, first_good_, first_flow_, first_road_, count_, rules_;
};

TEST(optimal_network, is_what_a_general_solver_finds) {
  struct {
    double rho, sigma, gamma;
    bool shared;
  } const settings[] = {{0, 3.8, 0.9, true}, {0, 3.8, 0.9, false}, {2, 1.5, 1.2, true}};
  for (const auto& each : settings)
    for (std::uint32_t seed = 11; seed < 14; ++seed) {
      auto problem = random_network(seed, 4, 3);
      problem.inequality_aversion = each.rho;
      problem.substitution_elasticity = each.sigma;
      problem.returns_to_infrastructure = each.gamma;
      problem.goods_share_roads = each.shared;
      Ipopt::SmartPtr<Ipopt::IpoptApplication> solver = IpoptApplicationFactory();
      solver->Options()->SetIntegerValue("print_level", 0);
      solver->Options()->SetStringValue("sb", "yes");
      solver->Options()->SetNumericValue("tol", 1e-11);
      solver->Options()->SetNumericValue("bound_relax_factor", 0);
      ASSERT_EQ(solver->Initialize(), Ipopt::Solve_Succeeded);
      auto* program = new network_program(problem);
      const Ipopt::SmartPtr<Ipopt::TNLP> kept = program;
      const auto status = solver->OptimizeTNLP(kept);
      EXPECT_TRUE(status == Ipopt::Solve_Succeeded || status == Ipopt::Solved_To_Acceptable_Level)
          << status;
      const auto made = invest::solve_network(problem);
      ASSERT_EQ(made.status, invest::network_status::solved);
      EXPECT_NEAR(made.welfare / program->welfare, 1, 1e-8) << seed << ' ' << each.sigma;
    }
}

}  // namespace
}  // namespace amur::test
