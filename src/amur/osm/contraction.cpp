#include "amur/osm/contraction.h"

#include <algorithm>
#include <array>

namespace amur::osm {
namespace {

constexpr std::uint32_t no_piece = UINT32_MAX;

// The ends of pieces at a node; beyond two their number alone matters.
struct ends_at_node {
  std::array<std::uint32_t, 2> piece = {no_piece, no_piece};
  std::uint32_t count = 0;
};

struct joiner {
  std::span<const piece> pieces;
  const std::vector<bool>& kept;
  std::vector<ends_at_node> at;
  std::vector<bool> used = std::vector<bool>(pieces.size(), false);

  void add_end(std::uint32_t node, std::uint32_t number) {
    auto& ends = at[node];
    if (ends.count < 2) ends.piece[ends.count] = number;
    ++ends.count;
  }

  // The piece that goes on from `number` at one of its ends, or none.
  [[nodiscard]] std::uint32_t next(std::uint32_t number, std::uint32_t node) const {
    const auto& ends = at[node];
    if (kept[node] || ends.count != 2 || ends.piece[0] == ends.piece[1]) return no_piece;
    const auto other = ends.piece[0] == number ? ends.piece[1] : ends.piece[0];
    const auto& a = pieces[number];
    const auto& b = pieces[other];
    if (a.key != b.key || a.one_way != b.one_way) return no_piece;
    if (a.one_way && (a.to == node) == (b.to == node)) return no_piece;
    return other;
  }

  // Goes on from the chain's last step as far as pieces join.
  void extend(chain& steps) {
    for (;;) {
      const auto last = steps.back();
      const auto node = last.reversed ? pieces[last.piece].from : pieces[last.piece].to;
      const auto other = next(last.piece, node);
      if (other == no_piece || used[other]) return;
      used[other] = true;
      steps.push_back({other, pieces[other].to == node});
    }
  }
};

void turn(chain& steps) {
  std::ranges::reverse(steps);
  for (auto& step : steps) step.reversed = !step.reversed;
}

}  // namespace

std::vector<chain> join_pieces(std::span<const piece> pieces, const std::vector<bool>& kept) {
  joiner work{pieces, kept, std::vector<ends_at_node>(kept.size())};
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    work.add_end(pieces[i].from, i);
    work.add_end(pieces[i].to, i);
  }
  std::vector<chain> chains;
  const auto start_of = [&](const chain_step& step) {
    return step.reversed ? pieces[step.piece].to : pieces[step.piece].from;
  };
  const auto end_of = [&](const chain_step& step) {
    return step.reversed ? pieces[step.piece].from : pieces[step.piece].to;
  };
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    if (work.used[i]) continue;
    work.used[i] = true;
    // Back to the start of its line, then on to its end.
    chain steps = {{i, true}};
    work.extend(steps);
    turn(steps);
    work.extend(steps);
    if (pieces[i].one_way && steps.front().reversed) turn(steps);
    if (steps.size() > 1 && start_of(steps.front()) == end_of(steps.back())) {
      const auto half = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
      chains.emplace_back(steps.begin(), half);
      chains.emplace_back(half, steps.end());
    } else {
      chains.push_back(std::move(steps));
    }
  }
  return chains;
}

}  // namespace amur::osm
