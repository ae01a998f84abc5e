#pragma once
// The infrastructure of a network that serves welfare best, with trade that answers to it
// (Fajgelbaum & Schaal 2020, "Optimal Transport Networks in Spatial Equilibrium", Econometrica
// 88(4)). Equations and what is certified: docs/invest.md.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace amur::invest {

/// A road in both directions. Carrying q from an end costs cost_factor q^(1 + beta) / I^gamma
/// there.
struct road {
  static constexpr std::uint32_t no_zone = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t from = 0, to = 0;                ///< places
  double cost_factor = 1, cost_factor_back = 1;  ///< > 0
  double least_infrastructure = 1;               ///< >= 0; where it stays 0 nothing passes
  double most_infrastructure = 1;                ///< >= the least
  double price = 0;                              ///< of a unit of infrastructure, >= 0
  std::uint32_t zone = no_zone;                  ///< whose own budget pays for it as well
};

struct network_problem {
  std::size_t places = 0, goods = 0;
  std::vector<double> population;    ///< [place]
  std::vector<double> housing;       ///< [place] a head, > 0
  std::vector<double> productivity;  ///< [place * goods + good] 0: not made there
  std::vector<road> roads;

  double consumption_share = 0.5;        ///< alpha, of goods against housing, (0, 1]
  double inequality_aversion = 0;        ///< rho, >= 0
  double substitution_elasticity = 5;    ///< sigma between goods, > 0 and not 1
  double congestion = 1;                 ///< beta, > 0
  double returns_to_infrastructure = 1;  ///< gamma, > 0; above beta the problem isn't convex
  double labour_exponent = 1;            ///< a of output = productivity labour^a, (0, 1]
  /// Whether a good's carriage is dearer for the other goods on the road, and is paid in the mix of
  /// goods that is consumed where it starts; else each good pays for its own in itself.
  bool goods_share_roads = true;

  /// nu of goods that share roads, >= 1: a road carries q = (sum_n q_n^nu)^(1 / nu). At 1 all goods
  /// are in each other's way alike, the larger the less.
  double flow_substitution = 1;
  /// Whether people move to where they live best, until all live equally well; housing is then that
  /// of today's population together. Needs a consumption_share below 1.
  bool labour_moves = false;

  double budget = 0;                ///< sum of price times infrastructure is at most this
  std::vector<double> zone_budget;  ///< [zone] the same of its roads
};

enum class network_status {
  solved,         ///< the best there is, to the tolerance
  local_optimum,  ///< returns increase: a small change of infrastructure doesn't raise welfare
  not_converged,  ///< `gap` says how near it came
  over_budget,    ///< the least infrastructure costs more than a budget
  invalid_data,   ///< a figure is out of range
  good_not_made,  ///< somewhere a good can't be had
};

struct network_step {
  double welfare = 0, bound = 0;  ///< of what can be attained at this point, and of any
  double mean_complementarity = 0;
  double step = 0;  ///< share of Newton's step taken
};

struct network_solution {
  network_status status = network_status::not_converged;
  std::size_t place = 0, good = 0;  ///< where no good can be had
  double welfare = 0;               ///< sum of population times utility, of all or as all live
  double bound = 0;                 ///< no allocation within the bounds and budgets gives more
  double gap = 0;                   ///< (bound - welfare) / |welfare|
  double spent = 0;                 ///< sum of price times infrastructure
  double budget_price = 0;          ///< welfare that one more of the budget would give
  std::vector<double> zone_budget_price;  ///< [zone]
  std::vector<double> infrastructure;     ///< [road]
  std::vector<double> flow;   ///< [(2 road + direction) * goods + good], direction 1: from `to`
  std::vector<double> price;  ///< [place * goods + good] in welfare
  std::vector<double> price_index;  ///< [place]
  std::vector<double> consumption;  ///< [place] a head, of the mix of goods
  std::vector<double> labour;       ///< [place * goods + good]
  std::vector<double> population;   ///< [place] who live there, where they move as it turns out
  /// Demand that no supply meets at this allocation, at its prices and relative to all output; its
  /// worth is taken off `welfare`. 0 but for rounding.
  double shortage = 0;
  std::vector<network_step> log;
  std::size_t rounds = 1;  ///< convex problems solved
};

struct network_options {
  double tolerance = 1e-10;  ///< of `gap`, of a convex problem
  int most_steps = 300;      ///< of one convex problem
  int most_rounds = 40;      ///< from one start, where returns increase
};

/// The best infrastructure within bounds and budgets. With returns no larger than congestion the
/// problem is convex and the answer certified by `bound`; with larger ones it is a local optimum,
/// the best of several starts, and `bound` still holds for all.
[[nodiscard]] network_solution solve_network(const network_problem& problem,
                                             const network_options& options = {});

/// The equilibrium at a given infrastructure, [road]; bounds and budgets don't matter.
[[nodiscard]] network_solution solve_at(const network_problem& problem,
                                        const std::vector<double>& infrastructure,
                                        const network_options& options = {});

}  // namespace amur::invest
