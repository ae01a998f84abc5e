#pragma once
// A bush: the acyclic set of arcs that one class sends its freight over from one origin (Dial
// 2006).

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

inline constexpr std::uint32_t no_link = std::numeric_limits<std::uint32_t>::max();

/// The states that freight passes or may soon pass, each at a position after all states that its
/// links come from. The links into position p are [first_in[p], first_in[p + 1]).
struct bush {
  std::uint32_t user = 0, origin = 0;
  std::vector<std::uint32_t> state;                ///< [position]; position 0 is the origin
  std::vector<std::uint32_t> first_in;             ///< [position + 1]
  std::vector<std::uint32_t> arc;                  ///< [link]
  std::vector<std::uint32_t> tail;                 ///< [link] position that the arc leaves
  std::vector<double> flow_t;                      ///< [link] tonnes a day
  std::uint32_t demand_begin = 0, demand_end = 0;  ///< its demands in `bush_set::demand_order`

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(state.size()); }
};

/// All bushes of a problem, by class and then by origin.
struct bush_set {
  std::vector<bush> bushes;
  /// Demand indices of each class in order of origin; bushes refer to ranges of it.
  std::vector<std::vector<std::uint32_t>> demand_order;
  std::vector<std::vector<double>> delivered_t;  ///< [class][demand] tonnes a day on their way

  [[nodiscard]] std::span<const std::uint32_t> demands(const bush& of) const {
    return std::span(demand_order[of.user])
        .subspan(of.demand_begin, of.demand_end - of.demand_begin);
  }
};

/// Bushes without states for the classes and origins of a problem; all that is wanted is delivered.
[[nodiscard]] bush_set make_bushes(const problem& problem);

/// Where a bush's states are: a scratch array, [state] `no_link` between uses.
class bush_places {
 public:
  explicit bush_places(std::size_t states) : place_(states, no_link) {}
  void enter(const bush& bush) {
    for (std::uint32_t p = 0; p < bush.size(); ++p) place_[bush.state[p]] = p;
  }
  void enter_last(const bush& bush) { place_[bush.state.back()] = bush.size() - 1; }
  void leave(const bush& bush) {
    for (const auto s : bush.state) place_[s] = no_link;
  }
  [[nodiscard]] std::uint32_t operator[](std::uint32_t state) const { return place_[state]; }

 private:
  std::vector<std::uint32_t> place_;
};

/// Makes `planted`, a bush of the set, the part of a shortest path tree that leads to its demands'
/// destinations, and loads them on it. Demands without a route are left out.
void plant(const problem& problem, const route::shortest_path_tree& tree, bush_places& places,
           const bush_set& set, bush& planted);

/// Makes flows meet what is delivered: keeps the share of each link at its head and lets the
/// origin's demand flow back over them. Shares below rounding are cleared. The bush, one of the
/// set, must have been entered. `passing` is scratch.
void settle(const problem& problem, const bush_places& places, const bush_set& set,
            std::vector<double>& passing, bush& bush);

}  // namespace amur::assign
