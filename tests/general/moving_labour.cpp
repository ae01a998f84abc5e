// People who move and goods that hinder each other less than themselves, by a general solver of
// nonlinear programs: variables and rules as the paper has them, slopes by dual numbers.

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

// A number and its slope along one variable.
struct sloped {
  double value = 0, slope = 0;
  friend sloped operator+(sloped a, sloped b) { return {a.value + b.value, a.slope + b.slope}; }
  friend sloped operator-(sloped a, sloped b) { return {a.value - b.value, a.slope - b.slope}; }
  friend sloped operator*(sloped a, sloped b) {
    return {a.value * b.value, a.slope * b.value + a.value * b.slope};
  }
};
sloped power(sloped of, double to) {
  if (of.value == 0) return {to == 0 ? 1.0 : 0.0, to == 1 ? of.slope : 0};
  return {std::pow(of.value, to), to * std::pow(of.value, to - 1) * of.slope};
}
sloped plain(double value) { return {value, 0}; }

// Variables: consumption of a place, people there, its goods, flows, infrastructure, the living of
// all. Rules, all at most 0: of a place's mix, of each of its goods, of its living; the budget; as
// many people as there are, neither more nor fewer.
class moving_program : public Ipopt::TNLP {
 public:
  explicit moving_program(const invest::network_problem& of)
      : of_(of),
        places_(of.places),
        goods_(of.goods),
        first_people_(places_),
        first_good_(2 * places_),
        first_flow_(first_good_ + places_ * goods_),
        first_road_(first_flow_ + 2 * of.roads.size() * goods_),
        living_(first_road_ + of.roads.size()),
        count_(living_ + 1),
        rules_(2 * places_ + places_ * goods_ + 2) {
    for (const double each : of.population) all_ += each;
  }

  double living = 0;

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
    least[m - 1] = 0;
    return true;
  }
  bool get_starting_point(Index n, bool, Number* x, bool, Number*, Number*, Index, bool,
                          Number*) override {
    for (Index i = 0; i < n; ++i) x[i] = 0.5;
    for (std::size_t j = 0; j < places_; ++j) x[first_people_ + j] = of_.population[j];
    for (std::size_t i = 0; i < of_.roads.size(); ++i)
      x[first_road_ + i] = of_.roads[i].least_infrastructure + 0.1;
    return true;
  }
  bool eval_f(Index, const Number* x, bool, Number& value) override {
    value = -x[living_];
    return true;
  }
  bool eval_grad_f(Index n, const Number*, bool, Number* slope) override {
    std::fill(slope, slope + n, 0);
    slope[living_] = -1;
    return true;
  }
  bool eval_g(Index, const Number* x, bool, Index, Number* value) override {
    const auto found = rules(x, count_);
    for (std::size_t r = 0; r < rules_; ++r) value[r] = found[r].value;
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
    for (std::size_t i = 0; i < count_; ++i) {
      const auto found = rules(x, i);
      for (std::size_t r = 0; r < rules_; ++r) value[r * count_ + i] = found[r].slope;
    }
    return true;
  }
  // Differences of the Lagrangian's exact slopes.
  bool eval_h(Index n, const Number* x, bool, Number, Index, const Number* multiplier, bool, Index,
              Index* row, Index* column, Number* value) override {
    std::size_t at = 0;
    std::vector<double> moved;
    if (value) moved.assign(x, x + n);
    for (std::size_t i = 0; i < count_; ++i) {
      std::vector<double> up, down;
      double step = 0;
      if (value) {
        step = std::min(1e-5 * std::max(1e-3, std::abs(x[i])), 0.5 * x[i]);
        moved[i] = x[i] + step;
        up = slopes(moved.data(), multiplier);
        moved[i] = x[i] - step;
        down = slopes(moved.data(), multiplier);
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
  void finalize_solution(Ipopt::SolverReturn, Index, const Number* x, const Number*, const Number*,
                         Index, const Number*, const Number*, Number, const Ipopt::IpoptData*,
                         Ipopt::IpoptCalculatedQuantities*) override {
    living = x[living_];
  }

 private:
  // With slopes along the variable `along`.
  std::vector<sloped> rules(const Number* x, std::size_t along) const {
    const auto at = [&](std::size_t i) { return sloped{x[i], i == along ? 1.0 : 0.0}; };
    std::vector<sloped> value(rules_);
    const double sigma = of_.substitution_elasticity, alpha = of_.consumption_share;
    const std::size_t balance = places_, lives = places_ + places_ * goods_;
    auto& budget = value[rules_ - 2];
    auto& people = value[rules_ - 1];
    people = plain(-all_);
    budget = plain(-of_.budget);
    for (std::size_t j = 0; j < places_; ++j) {
      const auto consumed = at(j), here = at(first_people_ + j);
      people = people + here;
      sloped mix;
      for (std::size_t n = 0; n < goods_; ++n) {
        const auto good = at(first_good_ + j * goods_ + n);
        mix = mix + power(good, (sigma - 1) / sigma);
        const double productivity = of_.productivity[j * goods_ + n];
        value[balance + j * goods_ + n] = good;
        if (productivity > 0)
          value[balance + j * goods_ + n] =
              good - plain(productivity) * power(here, of_.labour_exponent);
      }
      value[j] = consumed - power(mix, sigma / (sigma - 1));
      const double housing = of_.housing[j] * of_.population[j];
      value[lives + j] = at(living_) * here - plain(std::pow(housing / (1 - alpha), 1 - alpha) *
                                                    std::pow(alpha, -alpha)) *
                                                  power(consumed, alpha);
    }
    for (std::size_t i = 0; i < of_.roads.size(); ++i) {
      const auto& road = of_.roads[i];
      const auto infrastructure = at(first_road_ + i);
      budget = budget + plain(road.price) * infrastructure;
      for (std::size_t way = 0; way < 2; ++way) {
        const auto from = way == 0 ? road.from : road.to, to = way == 0 ? road.to : road.from;
        sloped carried;
        for (std::size_t n = 0; n < goods_; ++n) {
          const auto flow = at(first_flow_ + (2 * i + way) * goods_ + n);
          carried = carried + power(flow, of_.flow_substitution);
          value[balance + from * goods_ + n] = value[balance + from * goods_ + n] + flow;
          value[balance + to * goods_ + n] = value[balance + to * goods_ + n] - flow;
        }
        value[from] =
            value[from] + plain(way == 0 ? road.cost_factor : road.cost_factor_back) *
                              power(carried, (1 + of_.congestion) / of_.flow_substitution) *
                              power(infrastructure, -of_.returns_to_infrastructure);
      }
    }
    return value;
  }
  std::vector<double> slopes(const Number* x, const Number* multiplier) const {
    std::vector<double> sum(count_, 0);
    sum[living_] = -1;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto found = rules(x, i);
      for (std::size_t r = 0; r < rules_; ++r) sum[i] += multiplier[r] * found[r].slope;
    }
    return sum;
  }

  const invest::network_problem& of_;
  std::size_t places_, goods_, first_people_, first_good_, first_flow_, first_road_, living_,
      count_, rules_;
  double all_ = 0;
};

TEST(moving_labour, lives_as_a_general_solver_finds) {
  struct {
    double nu, sigma, gamma, labour;
  } const settings[] = {{1, 3.8, 0.9, 1}, {1, 2, 1.1, 0.7}, {1.5, 3.8, 0.9, 1}, {2.2, 3, 1, 0.8}};
  for (const auto& each : settings)
    for (std::uint32_t seed = 11; seed < 14; ++seed) {
      auto problem = random_network(seed, 4, 3);
      problem.substitution_elasticity = each.sigma;
      problem.returns_to_infrastructure = each.gamma;
      problem.labour_exponent = each.labour;
      problem.flow_substitution = each.nu;
      problem.labour_moves = true;
      Ipopt::SmartPtr<Ipopt::IpoptApplication> solver = IpoptApplicationFactory();
      solver->Options()->SetIntegerValue("print_level", 0);
      solver->Options()->SetStringValue("sb", "yes");
      solver->Options()->SetNumericValue("tol", 1e-11);
      solver->Options()->SetNumericValue("bound_relax_factor", 0);
      ASSERT_EQ(solver->Initialize(), Ipopt::Solve_Succeeded);
      auto* program = new moving_program(problem);
      const Ipopt::SmartPtr<Ipopt::TNLP> kept = program;
      const auto status = solver->OptimizeTNLP(kept);
      EXPECT_TRUE(status == Ipopt::Solve_Succeeded || status == Ipopt::Solved_To_Acceptable_Level)
          << status;
      const auto made = invest::solve_network(problem);
      ASSERT_EQ(made.status, invest::network_status::solved) << made.gap;
      double people = 0;
      for (const double here : problem.population) people += here;
      EXPECT_NEAR(made.welfare / people / program->living, 1, 1e-8) << seed << ' ' << each.nu;
    }
}

}  // namespace
}  // namespace amur::test
