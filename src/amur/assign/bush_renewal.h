#pragma once
// What the whole network offers a bush, and the bush that takes it up.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

/// What the bush's freight pays above the least cost of any path in the network: the sum over links
/// of flow times (least cost to the tail + cost of the link - least cost to the head). `tree` is
/// the origin's shortest path tree at the class's [arc] `cost`.
[[nodiscard]] double excess_cost(const bush& bush, const route::shortest_path_tree& tree,
                                 std::span<const double> cost);

/// Lets the tree's arcs into a bush and unused ones out. Holds scratch memory for one thread.
class bush_renewal {
 public:
  explicit bush_renewal(const problem& problem);

  /// An arc enters where it leads from a smaller to a larger label, the label being the longest
  /// path that carries freight: this keeps the bush acyclic (Dial 2006; Nie 2010). Where the tree's
  /// own arc does not, the best one that does enters in its place, if it betters the bush.
  /// Destinations of the bush's demands stay in it without freight, if the tree reaches them.
  /// The bush, one of the set, must be entered in `places`, and is afterwards; flows must be
  /// settled.
  void renew(const route::shortest_path_tree& tree, std::span<const double> cost,
             const bush_set& set, bush_places& places, bush& bush);

 private:
  struct entering_arc {
    std::uint32_t head, arc;
  };
  void find_keys(const bush& bush);
  double key_of(std::uint32_t state);
  std::uint32_t best_entering(std::uint32_t state, double present);
  void choose_entering(const bush& bush);
  template <class Visit>
  void for_each_link_into(const bush& old, std::uint32_t state, Visit&& visit) const;
  void order_from(const bush& old, std::uint32_t state);
  bush rebuilt(const bush& old);

  const problem* problem_;
  const route::shortest_path_tree* tree_ = nullptr;
  std::span<const double> cost_;
  const bush_places* places_ = nullptr;
  std::vector<double> key_;               // [state] longest used path; negative: not known
  std::vector<double> least_;             // [position] least used path
  std::vector<std::uint32_t> entering_;   // [position] arc that enters, or none
  std::vector<std::uint32_t> new_place_;  // [state]
  std::vector<std::uint32_t> order_, stack_, chain_, keyed_;
};

}  // namespace amur::assign
