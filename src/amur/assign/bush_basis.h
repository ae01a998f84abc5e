#pragma once
// A bush seen from its fullest links: pairs of segments that can all change at once.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_shift.h"

namespace amur::assign {

/// The tree of the links that carry most into each position.
struct bush_basis {
  std::vector<std::uint32_t> link;  ///< [position]
  std::vector<double> cost;         ///< [position] from the origin along the tree
};

/// Fills the basis from the class's [arc] costs.
void find_basis(const bush& bush, std::span<const double> cost, bush_basis& basis);

/// Adds a pair for every other link that carries freight, or none but would cost less: the link and
/// the tree back from its tail, against the tree back from its head.
void find_basic_pairs(const bush& bush, std::uint32_t bush_index, std::span<const double> cost,
                      const bush_basis& basis, pair_list& pairs);

/// Completes a change of flows, [link], given for the links outside the tree: those of the tree
/// take up what is left, so that the bush delivers what it did. Where one had to carry less than
/// nothing, the others into its head give way. `needed_t` is scratch.
void balance_change(const bush& bush, std::span<double> change_t, std::vector<double>& needed_t);

}  // namespace amur::assign
