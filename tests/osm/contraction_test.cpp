// Lines from junction to junction, against joining two pieces at a time until none fit.

#include "amur/osm/contraction.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace amur::test {
namespace {

using osm::chain;
using osm::piece;

// A line of the oracle: its ends, and the pieces in it.
struct line {
  std::uint32_t from, to, key;
  bool one_way;
  std::vector<std::uint32_t> pieces;
};

// The two lines that may be joined at a node, if any.
std::optional<std::pair<std::size_t, std::size_t>> pair_at(const std::vector<line>& lines,
                                                           std::uint32_t node) {
  std::vector<std::size_t> there;
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (const auto end : {lines[i].from, lines[i].to})
      if (end == node) there.push_back(i);
  if (there.size() != 2 || there[0] == there[1]) return std::nullopt;
  const auto& a = lines[there[0]];
  const auto& b = lines[there[1]];
  const bool leads_on = !a.one_way || (a.to == node) != (b.to == node);
  if (a.key != b.key || a.one_way != b.one_way || !leads_on) return std::nullopt;
  return std::pair(there[0], there[1]);
}

line joined(line a, line b, std::uint32_t node) {
  if (a.one_way ? b.to == node : a.from == node) {
    if (a.one_way) {
      std::swap(a, b);
    } else {
      std::swap(a.from, a.to);
      std::ranges::reverse(a.pieces);
    }
  }
  if (b.from != node) {
    std::swap(b.from, b.to);
    std::ranges::reverse(b.pieces);
  }
  a.pieces.insert(a.pieces.end(), b.pieces.begin(), b.pieces.end());
  a.to = b.to;
  return a;
}

std::vector<line> joined_by_twos(const std::vector<piece>& pieces, const std::vector<bool>& kept) {
  std::vector<line> lines;
  for (std::uint32_t i = 0; i < pieces.size(); ++i)
    lines.push_back({pieces[i].from, pieces[i].to, pieces[i].key, pieces[i].one_way, {i}});
  for (bool again = true; again;) {
    again = false;
    for (std::uint32_t node = 0; node < kept.size(); ++node) {
      const auto pair = kept[node] ? std::nullopt : pair_at(lines, node);
      if (!pair) continue;
      const auto both = joined(lines[pair->first], lines[pair->second], node);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(std::max(pair->first, pair->second)));
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(std::min(pair->first, pair->second)));
      lines.push_back(both);
      again = true;
    }
  }
  return lines;
}

using pieces_of = std::vector<std::vector<std::uint32_t>>;

pieces_of sorted_pieces(const std::vector<std::vector<std::uint32_t>>& lists) {
  auto all = lists;
  for (auto& list : all) std::ranges::sort(list);
  std::ranges::sort(all);
  return all;
}

std::uint32_t start_of(const piece& of, bool reversed) { return reversed ? of.to : of.from; }

void expect_whole(const std::vector<piece>& pieces, const std::vector<chain>& chains) {
  std::vector<int> seen(pieces.size(), 0);
  for (const auto& steps : chains) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      ++seen[steps[i].piece];
      const auto& at = pieces[steps[i].piece];
      RC_ASSERT(!(at.one_way && steps[i].reversed));
      if (i > 0)
        RC_ASSERT(start_of(at, steps[i].reversed) ==
                  start_of(pieces[steps[i - 1].piece], !steps[i - 1].reversed));
    }
    const auto first = start_of(pieces[steps.front().piece], steps.front().reversed);
    const auto last = start_of(pieces[steps.back().piece], !steps.back().reversed);
    RC_ASSERT(first != last);
  }
  RC_ASSERT(std::ranges::all_of(seen, [](int times) { return times == 1; }));
}

TEST(contraction, joins_what_joining_by_twos_joins) {
  rc::check([] {
    const auto nodes = *rc::gen::inRange<std::uint32_t>(2, 12);
    const auto count = *rc::gen::inRange<std::size_t>(1, 18);
    std::vector<piece> pieces;
    for (std::size_t i = 0; i < count; ++i) {
      const auto from = *rc::gen::inRange<std::uint32_t>(0, nodes);
      const auto step = *rc::gen::inRange<std::uint32_t>(1, nodes);
      pieces.push_back({from, (from + step) % nodes, *rc::gen::inRange<std::uint32_t>(0, 5) / 4,
                        *rc::gen::inRange(0, 3) == 0});
    }
    std::vector<bool> kept;
    for (std::uint32_t i = 0; i < nodes; ++i) kept.push_back(*rc::gen::inRange(0, 6) == 0);
    const auto chains = osm::join_pieces(pieces, kept);
    expect_whole(pieces, chains);
    // Rings are cut in two: put together again they are the oracle's.
    pieces_of expected, found;
    for (const auto& each : joined_by_twos(pieces, kept)) expected.push_back(each.pieces);
    std::map<std::uint32_t, std::size_t> ring_of;
    const auto want = sorted_pieces(expected);
    for (std::size_t i = 0; i < want.size(); ++i)
      for (const auto number : want[i]) ring_of[number] = i;
    std::map<std::size_t, std::vector<std::uint32_t>> by_line;
    std::map<std::size_t, std::size_t> parts;
    for (const auto& steps : chains) {
      for (const auto& step : steps) by_line[ring_of[step.piece]].push_back(step.piece);
      ++parts[ring_of[steps.front().piece]];
    }
    for (const auto& [at, list] : by_line) found.push_back(list);
    RC_ASSERT(sorted_pieces(found) == want);
    for (const auto& [at, number] : parts) RC_ASSERT(number <= 2U);
    std::size_t rings = 0;
    for (const auto& each : joined_by_twos(pieces, kept))
      if (each.from == each.to) ++rings;
    RC_ASSERT(chains.size() == want.size() + rings);
  });
}

}  // namespace
}  // namespace amur::test
