#include "amur/assign/bush_shift.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

constexpr int most_moves = 5;
constexpr double difference_left = 0.05;  // of the first cost difference

struct bracket_end {
  double t = 0, difference = 0;
  bool tried = false;
};

// What the dear segment costs more than the cheap one, and how that falls with what is moved.
marginal_cost difference(const user_class& user, const segment_arcs& segments,
                         const congestion& network) {
  marginal_cost sum;
  for (const auto arc : segments.dear) {
    const auto own = network.at(user, arc);
    sum.cost += own.cost;
    sum.slope += own.slope;
  }
  double cheap = 0;
  for (const auto arc : segments.cheap) {
    const auto own = network.at(user, arc);
    cheap += own.cost;
    sum.slope += own.slope;
  }
  sum.cost -= cheap;
  return sum;
}

}  // namespace

double least_flow(const bush& bush, std::span<const std::uint32_t> links) {
  double least = std::numeric_limits<double>::infinity();
  for (const auto link : links) least = std::min(least, bush.flow_t[link]);
  return least;
}

void move_flow(std::span<const std::uint32_t> from, std::span<const std::uint32_t> to, double t,
               bush& bush) {
  // Rounding leaves no link with less than nothing.
  const auto add = [&bush](std::span<const std::uint32_t> links, double more) {
    for (const auto link : links) bush.flow_t[link] = std::max(0.0, bush.flow_t[link] + more);
  };
  add(from, -t);
  add(to, t);
}

void add_flow(const user_class& user, std::span<const std::uint32_t> links, double t, bush& bush,
              congestion& network) {
  for (const auto link : links) {
    bush.flow_t[link] += t;
    network.add(user, bush.arc[link], t);
  }
}

void find_labels(const bush& bush, std::span<const double> cost, bush_labels& labels) {
  labels.least.resize(bush.size());
  labels.least_link.resize(bush.size());
  labels.least[0] = 0;
  labels.least_link[0] = no_link;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    auto link = bush.first_in[p];
    const auto end = bush.first_in[p + 1];
    double least = labels.least[bush.tail[link]] + cost[bush.arc[link]];
    std::uint32_t best = link;
    while (++link < end) {
      const double other = labels.least[bush.tail[link]] + cost[bush.arc[link]];
      if (other < least) {
        least = other;
        best = link;
      }
    }
    labels.least[p] = least;
    labels.least_link[p] = best;
  }
}

std::uint32_t fullest_link(const bush& bush, std::uint32_t position) {
  auto best = bush.first_in[position];
  for (auto link = best + 1; link < bush.first_in[position + 1]; ++link)
    if (bush.flow_t[link] > bush.flow_t[best]) best = link;
  return best;
}

namespace {

// Walks back from both links, along the freight and along the least cost, to where they part.
void trace(const bush& bush, std::uint32_t bush_index, const bush_labels& labels,
           std::uint32_t dear_link, std::uint32_t cheap_link, pair_list& pairs,
           std::vector<std::uint32_t>& cheap) {
  segment_pair pair;
  pair.bush = bush_index;
  pair.begin = static_cast<std::uint32_t>(pairs.link.size());
  cheap.assign(1, cheap_link);
  pairs.link.push_back(dear_link);
  auto a = bush.tail[dear_link], b = bush.tail[cheap_link];
  while (a != b) {
    if (a > b) {
      const auto link = fullest_link(bush, a);
      pairs.link.push_back(link);
      a = bush.tail[link];
    } else {
      cheap.push_back(labels.least_link[b]);
      b = bush.tail[cheap.back()];
    }
  }
  pair.middle = static_cast<std::uint32_t>(pairs.link.size());
  pairs.link.insert(pairs.link.end(), cheap.begin(), cheap.end());
  pair.end = static_cast<std::uint32_t>(pairs.link.size());
  pairs.pairs.push_back(pair);
}

}  // namespace

void pair_list::take(const pair_list& other, segment_pair pair) {
  const auto from = other.link.begin();
  const auto begin = static_cast<std::uint32_t>(link.size());
  link.insert(link.end(), from + pair.begin, from + pair.end);
  pair.middle = begin + (pair.middle - pair.begin);
  pair.end = begin + (pair.end - pair.begin);
  pair.begin = begin;
  pairs.push_back(pair);
}

double find_pairs(const bush& bush, std::uint32_t bush_index, std::span<const double> cost,
                  const bush_labels& labels, double threshold, pair_list& pairs) {
  double excess = 0;
  std::vector<std::uint32_t> cheap;
  for (std::uint32_t p = bush.size(); p-- > 1;) {
    const auto begin = bush.first_in[p], end = bush.first_in[p + 1];
    if (end - begin < 2) continue;
    for (auto link = begin; link < end; ++link) {
      if (link == labels.least_link[p] || !(bush.flow_t[link] > 0)) continue;
      const double above = labels.least[bush.tail[link]] + cost[bush.arc[link]] - labels.least[p];
      excess += above * bush.flow_t[link];
      if (above > threshold)
        trace(bush, bush_index, labels, link, labels.least_link[p], pairs, cheap);
    }
  }
  return excess;
}

segment_shift shift(const user_class& user, const segment_arcs& segments, congestion& network) {
  auto now = difference(user, segments, network);
  const double first = now.cost;
  segment_shift made;
  made.paid_too_much = first > 0 ? first * segments.on_dear_t : -first * segments.on_cheap_t;

  // The difference falls with what is moved, t; its root lies between two ends, whose differences
  // are known once they have been tried.
  bracket_end low{-segments.on_cheap_t}, high{segments.on_dear_t};
  double& t = made.moved_t;
  for (int step = 0; step < most_moves && now.cost != 0; ++step) {
    (now.cost > 0 ? low : high) = {t, now.cost, true};
    double next = now.slope > 0 ? t + now.cost / now.slope : now.cost > 0 ? high.t : low.t;
    if (low.tried && high.tried && !(next > low.t && next < high.t))
      next =
          (low.t * high.difference - high.t * low.difference) / (high.difference - low.difference);
    next = std::clamp(next, low.t, high.t);
    if (next == t) break;
    for (const auto arc : segments.dear) network.add(user, arc, t - next);
    for (const auto arc : segments.cheap) network.add(user, arc, next - t);
    t = next;
    now = difference(user, segments, network);
    if (std::abs(now.cost) < difference_left * std::abs(first)) break;
  }
  return made;
}

double shift(const user_class& user, const pair_list& pairs, const segment_pair& pair, bush& bush,
             congestion& network, std::vector<std::uint32_t>& scratch) {
  const auto [dear, cheap] = pairs.links(pair);
  scratch.clear();
  for (auto i = pair.begin; i < pair.end; ++i) scratch.push_back(bush.arc[pairs.link[i]]);
  const segment_arcs segments{std::span(scratch).first(dear.size()),
                              std::span(scratch).subspan(dear.size()), least_flow(bush, dear),
                              least_flow(bush, cheap)};
  const auto made = shift(user, segments, network);
  move_flow(dear, cheap, made.moved_t, bush);
  return made.paid_too_much;
}

}  // namespace amur::assign
