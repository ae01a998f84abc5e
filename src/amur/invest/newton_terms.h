#pragma once
// Second derivatives of the dual at a point, as sums of squares: of a place, of a lane, of a road.

#include <Eigen/Cholesky>

#include "amur/invest/market.h"

namespace amur::invest {

struct place_terms {
  price_mix mix;
  double demand = 0;   ///< of the mix, by people and carriage
  double falling = 0;  ///< -d demand of people / d index
  /// Where labour chooses: sum_n weight_n (dwage - slope_n dprice_n)^2, and where people move
  /// own (dwage - ratio dindex)^2 more.
  VectorXd weight, slope;
  double own = 0, ratio = 0;
  double people = 0;  ///< that the place is to have
  [[nodiscard]] double total() const { return own + weight.sum(); }
};

/// own (dgap - ratio dpayer)^2 + sum_n weight_n (dgap - dgain_n)^2, gain_n what a good's price
/// rises by along the arc. Where each good has its own gap it is
/// y' bend y + sum_n weight_n (dgap_n - dgain_n)^2, y = dgap - ratio dpayer, all of them vectors.
struct lane_terms {
  lane_state state;
  VectorXd weight;
  double own = 0, ratio = 0;
  double gap_slope = 0, payer_slope = 0;  ///< d2 / dgap dI, d2 / dpayer dI
  double total = 0;                       ///< own + sum of weights
  VectorXd carried, ratios, gap_slopes;   ///< [good] of their own gaps
  MatrixXd bend;
  Eigen::LLT<MatrixXd> scaled;  ///< of 1 + bend over the roots of weights on both sides

  /// (bend + weights)^-1 times a vector.
  [[nodiscard]] VectorXd over_total(const VectorXd& right) const;
  /// What is left of bend and weights between gains and payer once the gaps are eliminated:
  /// (bend^-1 + weights^-1)^-1, without differences.
  [[nodiscard]] MatrixXd parallel() const;
};

/// Of an open road.
struct road_terms {
  double earned = 0;  ///< d value of carriage / dI
  double bend = 0;    ///< what the bounds' multipliers and falling returns oppose a change with
};

struct newton_terms {
  newton_terms(const market& of, const market_point& point);

  std::vector<place_terms> places;
  std::vector<lane_terms> lanes;
  std::vector<road_terms> roads;
};

}  // namespace amur::invest
