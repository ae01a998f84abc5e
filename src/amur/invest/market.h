#pragma once
// A problem made ready: arcs, lanes, who pays, and a point of the search for its prices.
//
// An arc is one direction of a road: 2 road from `from`, 2 road + 1 from `to`. A lane is what
// congests itself: an arc with all its goods or, where each good has its own, an arc with one.

#include <Eigen/Core>
#include <cstddef>
#include <vector>

#include "amur/invest/optimal_network.h"
#include "amur/invest/preferences.h"

namespace amur::invest {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Of a budget: what rounding may take, and leave for nothing.
inline constexpr double no_budget = 1e-12;

struct arc {
  std::size_t from = 0, to = 0;
  double cost_factor = 1;
};

/// A road whose infrastructure is to be found; others' lies fixed.
struct open_road {
  std::size_t road = 0;
  std::vector<Index> budget;  ///< those that pay for it
};

struct market {
  explicit market(const network_problem& given, double living = 0);

  const network_problem* problem;
  Index goods = 0;
  std::size_t lanes_an_arc = 1;  ///< 1, or goods
  Index lane_goods = 0;          ///< goods, or 1
  std::vector<arc> arcs;
  std::vector<utility> utilities;        ///< [place]
  std::vector<VectorXd> fixed_output;    ///< [place][good] zero where labour chooses its good
  std::vector<std::vector<Index>> made;  ///< [place] goods among which labour chooses, or none
  std::vector<open_road> open;
  std::vector<double> budget;  ///< what is left of the whole one and of each zone's for open roads
  double output = 0;           ///< of all goods, labour spread evenly: a scale
  /// Where people move: what all of them are to have at least, in units of
  /// (c / alpha)^alpha (h / (1 - alpha))^(1 - alpha). The problem is then to house as many as can
  /// be, and one of them is the unit of welfare.
  double living = 0;

  [[nodiscard]] std::size_t places() const { return utilities.size(); }
  /// Whether goods hinder each other less on a road than themselves.
  [[nodiscard]] bool has_own_gaps() const {
    return problem->goods_share_roads && problem->flow_substitution > 1;
  }
  /// Power of the norm of gains, nu / (nu - 1).
  [[nodiscard]] double gap_power() const {
    return problem->flow_substitution / (problem->flow_substitution - 1);
  }
  [[nodiscard]] std::size_t lanes() const { return arcs.size() * lanes_an_arc; }
  [[nodiscard]] const arc& arc_of(std::size_t lane) const { return arcs[lane / lanes_an_arc]; }
  [[nodiscard]] Index first_good(std::size_t lane) const {
    return static_cast<Index>(lane % lanes_an_arc) * lane_goods;
  }
};

/// Where the search is. Prices belong to goods at places, flows to the rule that no good gains more
/// on an arc than its lane's gap; infrastructure lies between its bounds. Each has the multiplier
/// that goes to nothing where the other doesn't.
struct market_point {
  std::vector<VectorXd> price;                 ///< [place][good]
  std::vector<double> gap;                     ///< [lane] gain of the goods carried
  std::vector<VectorXd> gaps;                  ///< [lane][its good] where each has its own
  std::vector<VectorXd> flow, slack;           ///< [lane][its good]; slack = gap - gain
  std::vector<double> infrastructure;          ///< [road]
  std::vector<double> to_least, to_most;       ///< [open road] multipliers of the bounds
  std::vector<double> budget_price, unspent;   ///< [budget]
  std::vector<double> wage;                    ///< [place]
  std::vector<VectorXd> labour, labour_slack;  ///< [place][good made]; slack = wage - earnings

  [[nodiscard]] double mean_complementarity(const market& of) const;
};

/// Carriage on a lane at its gap.
struct lane_state {
  double payer_price = 1;
  double carried = 0;  ///< q
  double paid = 0;     ///< what q takes of what the payer pays in
  double slope = 0;    ///< dq / dgap
};
[[nodiscard]] lane_state find_lane(const market& of, std::size_t lane, double gap,
                                   double payer_price, double infrastructure);

/// The gain of a unit of carriage on a lane from gains of its goods, where each has its own:
/// (sum_n gap_n^m)^(1 / m), m = nu / (nu - 1), of those above 0.
[[nodiscard]] double norm_of_gaps(const market& of, const VectorXd& gaps);

/// q = (sum_n q_n^nu)^(1 / nu).
[[nodiscard]] double carried_of(const market& of, const VectorXd& flow);

/// People in a place who live as all are to: they eat `mix`(L) = weight L^(1 / alpha) together.
struct housing_of {
  double weight = 0;  ///< 0: nobody can live there
  double alpha = 0.5;

  [[nodiscard]] double mix(double people) const;
  /// How many there are best for where one more is worth this and the mix costs that.
  [[nodiscard]] double people(double worth, double index) const;
  /// How many this much of the mix is enough for.
  [[nodiscard]] double fed_by(double mix) const;
};
[[nodiscard]] housing_of housing_at(const market& of, std::size_t place);

/// A first point within all bounds, where carriage takes this share of what is made.
[[nodiscard]] market_point first_point(const market& of, double share);

}  // namespace amur::invest
