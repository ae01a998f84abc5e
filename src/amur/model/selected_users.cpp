#include "amur/model/selected_users.h"

#include <algorithm>

#include "amur/assign/each_class.h"

namespace amur::model {
namespace {

bool is_wanted(selected_direction wanted, bool backward) {
  return wanted == selected_direction::both || (wanted == selected_direction::backward) == backward;
}

bool contains(const case_data& data, const selection& wanted, node_id node) {
  return wanted.place.valid()
             ? node == wanted.place
             : !wanted.country.empty() && data.nodes[node].country == wanted.country;
}

// [arc] whether freight passes the selection there.
std::vector<double> counted_arcs(const case_data& data, const network_model& model,
                                 const selection& wanted) {
  const auto& net = model.net;
  std::vector<double> counted(net.kind.size(), 0.0);
  if (wanted.crossing.valid()) {
    for (const auto& direction : model.crossing_directions)
      if (direction.crossing == wanted.crossing && is_wanted(wanted.direction, direction.backward))
        for (const auto [arc] : direction.arcs) counted[arc] = 1;
    return counted;
  }
  for (std::size_t arc = 0; arc < counted.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    if (wanted.link.valid())
      counted[arc] = link_id(net.row[arc]) == wanted.link &&
                     is_wanted(wanted.direction, net.kind[arc] == network::arc_kind::link_backward);
    else
      counted[arc] = contains(data, wanted, net.state_node[net.graph.head[arc]]) &&
                     !contains(data, wanted, net.state_node[net.graph.tail[arc]]);
  }
  return counted;
}

}  // namespace

selected_use users_of(const case_data& data, const run_answer& answer, const selection& wanted,
                      std::size_t threads) {
  const auto& model = answer.model;
  const auto counted = counted_arcs(data, model, wanted);
  std::vector<std::vector<double>> mean(model.classes.size());  // [class][demand]
  selected_use use;
  use.class_passes.resize(model.classes.size());
  thread_pool pool(threads);
  assign::for_each_class(
      model.problem, pool, [&](std::size_t k, thread_pool& workers, std::size_t) {
        assign::arc_attributes attributes{1, counted, {}, true};
        for (const auto& demand : model.problem.classes[k].demand)
          attributes.start.push_back(
              contains(data, wanted, model.net.state_node[demand.origin.index()]) ? 1 : 0);
        auto averages = replay_class(data, model, k, answer.solution, attributes, workers);
        mean[k] = std::move(averages.od);
        use.class_passes[k] = std::move(averages.through);
      });
  for (const auto& flow : model.flows) {
    const auto k = flow.user_class.index();
    const double passes =
        flow.banned ? 0 : mean[k][flow.demand] * answer.solution.od[k][flow.demand].delivered_t;
    use.flow_passes.push_back(passes);
    use.passes += passes;
  }
  return use;
}

}  // namespace amur::model
