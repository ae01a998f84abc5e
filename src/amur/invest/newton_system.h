#pragma once
// Newton's equations at a point of the search, with all but prices at places eliminated: flows,
// gaps and infrastructure of a road couple only the goods of its two ends; budgets border the rest.

#include <memory>

#include "amur/invest/block_cholesky.h"
#include "amur/invest/newton_terms.h"

namespace amur::invest {

class newton_system {
 public:
  explicit newton_system(const market& of);

  /// Sets the equations up at this point and factorises them.
  void linearise(const market_point& point);

  /// The step to where all products of a slack and its multiplier are `centre`, less what the
  /// products of the changes in `first`, a step found before, add (Mehrotra 1992).
  [[nodiscard]] market_point find_step(double centre, const market_point* first) const;

 private:
  // An open road with the gaps of its lanes eliminated.
  struct road_coupling {
    VectorXd from, to;  // to prices at its ends
    double bend = 0;
  };
  // What the right-hand sides of eliminated unknowns are.
  struct eliminated {
    std::vector<VectorXd> aim;   // [lane] product wanted over slack
    std::vector<double> gap;     // [lane]
    std::vector<VectorXd> gaps;  // [lane][good] where each has its own
    std::vector<double> road;    // [open road]
    std::vector<double> wage;    // [place]
    std::vector<VectorXd> labour_aim;
  };

  [[nodiscard]] VectorXd payer(std::size_t lane) const;
  void add_place(std::size_t place);
  void add_lane(std::size_t lane);
  void add_lane_of_own_gaps(std::size_t lane);
  void add_road(std::size_t open);
  void set_border();

  [[nodiscard]] eliminated aims(double centre, const market_point* first) const;
  [[nodiscard]] VectorXd right_of_prices(const eliminated& rest) const;
  [[nodiscard]] VectorXd right_of_budgets(double centre, const market_point* first,
                                          const eliminated& rest) const;
  void step_prices(double centre, const market_point* first, const eliminated& rest,
                   market_point& step) const;
  void step_roads(double centre, const market_point* first, const eliminated& rest,
                  market_point& step) const;
  void step_lanes(const eliminated& rest, market_point& step) const;
  void step_labour(const eliminated& rest, market_point& step) const;
  void step_budgets(double centre, const market_point* first, market_point& step) const;

  const market* of_;
  const market_point* point_ = nullptr;
  std::unique_ptr<newton_terms> terms_;
  block_cholesky matrix_;
  std::vector<road_coupling> coupling_;       // [open road]
  MatrixXd border_, solved_border_, corner_;  // [price][budget], [budget][budget]
};

}  // namespace amur::invest
