#include "amur/assign/bush_basis.h"

#include <algorithm>

namespace amur::assign {

void find_basis(const bush& bush, std::span<const double> cost, bush_basis& basis) {
  basis.link.assign(bush.size(), no_link);
  basis.cost.assign(bush.size(), 0.0);
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    const auto link = basis.link[p] = fullest_link(bush, p);
    basis.cost[p] = basis.cost[bush.tail[link]] + cost[bush.arc[link]];
  }
}

namespace {

// Walks back along the tree from both links into a position to where they part.
void trace(const bush& bush, std::uint32_t bush_index, const bush_basis& basis, std::uint32_t link,
           std::uint32_t basic_link, pair_list& pairs, std::vector<std::uint32_t>& basic) {
  segment_pair pair;
  pair.bush = bush_index;
  pair.begin = static_cast<std::uint32_t>(pairs.link.size());
  pairs.link.push_back(link);
  basic.assign(1, basic_link);
  for (auto a = bush.tail[link], b = bush.tail[basic_link]; a != b;) {
    auto& later = a > b ? a : b;
    (a > b ? pairs.link : basic).push_back(basis.link[later]);
    later = bush.tail[basis.link[later]];
  }
  pair.middle = static_cast<std::uint32_t>(pairs.link.size());
  pairs.link.insert(pairs.link.end(), basic.begin(), basic.end());
  pair.end = static_cast<std::uint32_t>(pairs.link.size());
  pairs.pairs.push_back(pair);
}

// The others into the head of a link of the tree share what passes it, and the link gets nothing.
void give_way(const bush& bush, std::uint32_t position, std::uint32_t basic, double passing_t,
              std::span<double> change_t) {
  const auto begin = bush.first_in[position], end = bush.first_in[position + 1];
  double others = 0;
  for (auto link = begin; link < end; ++link)
    if (link != basic) others += bush.flow_t[link] + change_t[link];
  const double factor = others > 0 ? std::max(0.0, passing_t) / others : 0;
  for (auto link = begin; link < end; ++link)
    if (link != basic)
      change_t[link] = factor * (bush.flow_t[link] + change_t[link]) - bush.flow_t[link];
  change_t[basic] = -bush.flow_t[basic];
}

}  // namespace

void find_basic_pairs(const bush& bush, std::uint32_t bush_index, std::span<const double> cost,
                      const bush_basis& basis, pair_list& pairs) {
  std::vector<std::uint32_t> scratch;
  for (std::uint32_t p = bush.size(); p-- > 1;) {
    const auto basic = basis.link[p];
    if (!(bush.flow_t[basic] > 0)) continue;
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
      if (link == basic) continue;
      const bool cheaper = basis.cost[bush.tail[link]] + cost[bush.arc[link]] < basis.cost[p];
      if (cheaper || bush.flow_t[link] > 0)
        trace(bush, bush_index, basis, link, basic, pairs, scratch);
    }
  }
}

void balance_change(const bush& bush, std::span<double> change_t, std::vector<double>& needed_t) {
  needed_t.assign(bush.size(), 0.0);
  for (std::uint32_t p = bush.size(); p-- > 1;) {
    const auto begin = bush.first_in[p], end = bush.first_in[p + 1];
    const auto basic = fullest_link(bush, p);
    double rest = needed_t[p], passing = needed_t[p];
    for (auto link = begin; link < end; ++link) {
      passing += bush.flow_t[link];
      if (link != basic) rest -= change_t[link];
    }
    change_t[basic] = rest;
    if (bush.flow_t[basic] + rest < 0) give_way(bush, p, basic, passing, change_t);
    for (auto link = begin; link < end; ++link) needed_t[bush.tail[link]] += change_t[link];
  }
}

}  // namespace amur::assign
