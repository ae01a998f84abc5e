#pragma once
// The inner loops of the logit: over one leg target, and over one entry's ways to go on.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "amur/assign/leg_network.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

/// Options this many dispersions dearer than the best one get no flow: exp(-45) is below the
/// rounding of the others' sum.
inline constexpr double negligible_dispersions = 45;

struct soft_minimum {
  double cost = route::unreachable;  ///< -theta ln sum exp(-c / theta)
  double weight_sum = 0;
};

/// Turns the costs c of `items`, which `field_of` refers to, into weights exp(-(c - best) / theta).
template <class Items, class Field>
soft_minimum soften(Items&& items, double dispersion, Field&& field_of) {
  double best = route::unreachable;
  for (auto& item : items) best = std::min(best, field_of(item));
  soft_minimum result;
  for (auto& item : items) {
    double& field = field_of(item);
    const double distance = (field - best) / dispersion;
    field = distance < negligible_dispersions ? std::exp(-distance) : 0;
    result.weight_sum += field;
  }
  result.cost = best - dispersion * std::log(result.weight_sum);
  return result;
}

/// Walks the states of one target at a time; holds scratch, so one a thread of work.
class leg_sweep {
 public:
  leg_sweep(const leg_network& net, std::span<const std::uint8_t> no_through,
            double route_dispersion_usd_per_t)
      : net_(&net),
        no_through_(no_through),
        dispersion_(route_dispersion_usd_per_t),
        position_(net.entry_of_state.size(), none) {}

  /// Makes `target` the end of the leg. States that may not be passed get no position.
  void open(const leg_target& target) {
    if (target_)
      for (const auto s : target_->order) position_[s] = none;
    target_ = &target;
    for (std::uint32_t i = 0; i < target.order.size(); ++i) {
      const auto s = target.order[i];
      if (i == 0 || no_through_.empty() || !no_through_[s]) position_[s] = i;
    }
  }

  /// Finds the reasonable arcs of the state at place `i` with their weights exp(-(c - best)/theta);
  /// `plain_cost` is per plain arc, `within` per place. Returns the expected cost W.
  double weigh(std::uint32_t i, std::span<const double> plain_cost,
               std::span<const double> within) {
    arcs_.clear();
    const auto s = target_->order[i];
    for (auto p = net_->first_plain[s]; p < net_->first_plain[s + 1]; ++p) {
      const auto place = position_[net_->plain_head[p]];
      if (place >= i) continue;  // `none` is the largest number there is
      arcs_.push_back({p, place, plain_cost[p] + within[place]});
    }
    if (arcs_.size() == 1) {
      sum_ = 1;
      return std::exchange(arcs_[0].weight, 1);
    }
    const auto chosen = soften(arcs_, dispersion_, [](auto& arc) -> double& { return arc.weight; });
    sum_ = chosen.weight_sum;
    return chosen.cost;
  }

  struct weighted_arc {
    std::uint32_t plain = 0, place = 0;
    double weight = 0;  ///< the cost while it is being weighed
  };
  [[nodiscard]] std::span<const weighted_arc> options() const { return arcs_; }
  [[nodiscard]] double weight_sum() const { return sum_; }

 private:
  const leg_network* net_;
  std::span<const std::uint8_t> no_through_;
  double dispersion_;
  std::vector<std::uint32_t> position_;
  const leg_target* target_ = nullptr;
  std::vector<weighted_arc> arcs_;
  double sum_ = 0;
};

/// An option of an entry toward a destination, with the probability that it is taken.
struct weighted_exit {
  const leg_exit* exit = nullptr;
  double probability = 0;
};

/// What an entry may do next toward a destination: the nests of labels over the legs' ends.
class exit_choice {
 public:
  exit_choice(const leg_network& net, double dispersion, double route_dispersion,
              std::span<const double> arc_cost, std::span<const double> leg_matrix)
      : net_(&net),
        dispersion_(dispersion),
        route_dispersion_(route_dispersion),
        arc_cost_(arc_cost),
        leg_matrix_(leg_matrix) {}

  /// Expected cost V of `entry`, given those of the entries nearer to the destination; fills
  /// `options()` with probabilities that sum to one. Infinite and empty where nothing leads on.
  double evaluate(const leg_destination& end, std::uint32_t entry,
                  std::span<const double> entry_cost);
  [[nodiscard]] std::span<const weighted_exit> options() const { return options_; }

 private:
  void consider(const leg_destination& end, std::uint32_t entry, const leg_exit& exit,
                std::span<const double> entry_cost);
  void close_nest();

  struct label_nest {
    std::size_t begin = 0, end = 0;
    double cost = 0;
  };
  const leg_network* net_;
  double dispersion_, route_dispersion_;
  std::span<const double> arc_cost_;
  std::span<const double> leg_matrix_;
  std::vector<weighted_exit> options_;  // `probability` holds the cost until the nest is closed
  std::vector<label_nest> nests_;
  std::size_t nest_begin_ = 0;
};

/// The options that entries have toward one destination, kept from when they were evaluated.
class choice_record {
 public:
  void clear() {
    kept_.clear();
    begin_.assign(1, 0);
  }
  /// Keeps the next entry's options that have a probability, and returns them.
  std::span<const weighted_exit> add(std::span<const weighted_exit> options) {
    for (const auto& option : options)
      if (option.probability > 0) kept_.push_back(option);
    begin_.push_back(kept_.size());
    return at(begin_.size() - 2);
  }
  /// Of the entry that was the `i`th to be added.
  [[nodiscard]] std::span<const weighted_exit> at(std::size_t i) const {
    return std::span(kept_).subspan(begin_[i], begin_[i + 1] - begin_[i]);
  }

 private:
  std::vector<weighted_exit> kept_;
  std::vector<std::size_t> begin_{0};
};

}  // namespace amur::assign
