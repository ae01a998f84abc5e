#pragma once
// What the whole network offers a bush, and the bush that takes it up.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/least_arcs.h"

namespace amur::assign {

/// What the bush's freight pays above the least cost of any path in the network: the sum over links
/// of flow times (`least` cost to the tail + cost of the link - least cost to the head). `least` is
/// by state at the class's [arc] `cost`.
[[nodiscard]] double excess_cost(const bush& bush, std::span<const double> least,
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
  /// settled. Left as it is where nothing enters, unless `always`. False, and nothing done, where
  /// arcs too cheap to tell by sums which comes first go round in circles: that takes a tree.
  bool renew(const least_paths& paths, std::span<const double> cost, const bush_set& set,
             bool always, bush_places& places, bush& bush);

 private:
  struct entering_arc {
    std::uint32_t head, arc;
  };
  void find_keys(const bush& bush);
  double key_of(std::uint32_t state);
  std::uint32_t best_entering(std::uint32_t state, double present);
  bool choose_entering(const bush& bush);
  bool order_all(const bush& bush, const bush_set& set, std::size_t used_states);
  template <class Visit>
  void for_each_link_into(const bush& old, std::uint32_t state, Visit&& visit);
  void order_from(const bush& old, std::uint32_t state);
  void make(const bush& old);
  void take_made(bush& bush) const;

  const problem* problem_;
  std::span<const double> least_of_;  // [state] least cost of any path
  least_arcs arcs_;
  std::span<const double> cost_;
  const bush_places* places_ = nullptr;
  std::vector<double> key_;               // [state] longest used path; negative: not known
  std::vector<double> least_;             // [position] least used path
  std::vector<std::uint32_t> entering_;   // [position] arc that enters, or none
  std::vector<std::uint32_t> new_place_;  // [state]
  std::vector<std::uint32_t> order_, stack_, chain_, keyed_;
  bool in_circles_ = false;
  bush made_;
};

}  // namespace amur::assign
