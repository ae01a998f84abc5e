#include "amur/network/supernetwork.h"

#include <stdexcept>

namespace amur::network {
namespace {

struct new_arc {
  state_id tail, head;
  std::uint32_t row, label, crossing, group;
  arc_kind kind;
  double length_km;
  delay_function delay;
};

struct builder {
  std::size_t modes, crossings;
  supernetwork net;
  std::vector<state_id> state_of;  // [node * modes + mode]
  std::vector<new_arc> arcs;

  state_id add_state(node_id node, mode_id mode) {
    net.state_node.push_back(node);
    net.state_mode.push_back(mode);
    return state_id(net.state_node.size() - 1);
  }

  state_id& state(node_id node, mode_id mode) {
    return state_of.at(node.index() * modes + mode.index());
  }

  state_id touch(node_id node, mode_id mode) {
    auto& at = state(node, mode);
    if (!at.valid()) at = add_state(node, mode);
    return at;
  }

  // One nest a crossing, one a kind of change (loading and unloading count as modes of their own),
  // one a mode's way over an unnamed border.
  std::uint32_t link_label(const mode_link& link) const {
    if (link.crossing.valid()) return 1 + link.crossing.value;
    if (!link.border) return 0;
    return static_cast<std::uint32_t>(1 + crossings + (modes + 1) * (modes + 1) + *link.border);
  }
  std::uint32_t crossing_number(const mode_link& link, std::uint32_t row) const {
    if (link.crossing.valid()) return link.crossing.value;
    return link.border ? static_cast<std::uint32_t>(crossings) + row : supernetwork::no_crossing;
  }
  std::uint32_t change_label(const mode_change& change) const {
    const std::size_t from = change.from.valid() ? change.from.index() : modes;
    const std::size_t to = change.to.valid() ? change.to.index() : modes;
    return static_cast<std::uint32_t>(1 + crossings + from * (modes + 1) + to);
  }

  void add_link(const mode_link& link, std::uint32_t row) {
    if (link.mode.index() >= modes) throw std::invalid_argument("a link's mode does not exist");
    if (link.crossing.valid() && link.crossing.index() >= crossings)
      throw std::invalid_argument("a link's crossing does not exist");
    const auto from = touch(link.from, link.mode), to = touch(link.to, link.mode);
    const auto label = link_label(link), crossing = crossing_number(link, row);
    arcs.push_back({from, to, row, label, crossing, link.mode.value, arc_kind::link_forward,
                    link.length_km, link.delay});
    if (link.both_ways)
      arcs.push_back({to, from, row, label, crossing, link.mode.value, arc_kind::link_backward,
                      link.length_km, link.delay_backward.value_or(link.delay)});
  }

  void add_change(const mode_change& change, std::uint32_t row) {
    const auto tail = change.from.valid() ? state(change.node, change.from)
                                          : net.origin_gate.at(change.node.index());
    const auto head = change.to.valid() ? state(change.node, change.to)
                                        : net.destination_gate.at(change.node.index());
    if (!tail.valid() || !head.valid()) return;
    const delay_function delay{delay_kind::constant, change.time_h};
    arcs.push_back({tail, head, row, change_label(change), supernetwork::no_crossing,
                    static_cast<std::uint32_t>(modes), arc_kind::change, 0, delay});
  }

  void finish() {
    std::vector<std::uint32_t> tails, heads;
    for (const auto& arc : arcs) {
      tails.push_back(arc.tail.value);
      heads.push_back(arc.head.value);
    }
    auto built = build_graph(net.state_node.size(), tails, heads);
    net.graph = std::move(built.graph);
    net.kind.resize(arcs.size());
    net.row.resize(arcs.size());
    net.label.resize(arcs.size());
    net.crossing.resize(arcs.size());
    net.group.resize(arcs.size());
    net.length_km.resize(arcs.size());
    net.delay.resize(arcs.size());
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      const auto at = built.arc_of[i];
      net.kind[at] = arcs[i].kind;
      net.row[at] = arcs[i].row;
      net.label[at] = arcs[i].label;
      net.crossing[at] = arcs[i].crossing;
      net.group[at] = arcs[i].group;
      net.length_km[at] = arcs[i].length_km;
      net.delay[at] = arcs[i].delay;
    }
  }
};

}  // namespace

supernetwork build_supernetwork(std::size_t node_count, std::size_t mode_count,
                                std::size_t crossing_count, std::span<const mode_link> links,
                                std::span<const mode_change> changes,
                                std::span<const node_id> trading_nodes) {
  builder build{mode_count, crossing_count, {}, {}, {}};
  build.net.mode_count = mode_count;
  build.state_of.resize(node_count * mode_count);
  build.net.origin_gate.resize(node_count);
  build.net.destination_gate.resize(node_count);
  for (std::uint32_t i = 0; i < links.size(); ++i) build.add_link(links[i], i);
  for (const auto node : trading_nodes) {
    if (build.net.origin_gate.at(node.index()).valid()) continue;
    build.net.origin_gate[node.index()] = build.add_state(node, {});
    build.net.destination_gate[node.index()] = build.add_state(node, {});
  }
  for (std::uint32_t i = 0; i < changes.size(); ++i) build.add_change(changes[i], i);
  build.finish();
  return std::move(build.net);
}

}  // namespace amur::network
