#include "amur/model/kept_start.h"

#include <cmath>

namespace amur::model {
namespace {

std::uint32_t number_of(auto id) {
  return id.valid() ? static_cast<std::uint32_t>(id.index()) : UINT32_MAX;
}

// A capacity of an arc bears the name of its transfer, as do others of that transfer.
std::vector<std::string> capacity_names(const network_model& model) {
  std::map<std::string, std::size_t> alike;
  std::vector<std::string> names;
  for (const auto& each : model.problem.constraints) {
    auto name = each.name + (each.measure == assign::measure::tonnes ? " t" : " vehicles");
    const auto number = alike[name]++;
    names.push_back(std::move(name) + " " + std::to_string(number));
  }
  return names;
}

}  // namespace

std::vector<shared_places::arc_key> shared_places::keys_of(const network_model& model) {
  const auto& net = model.net;
  std::vector<arc_key> keys;
  std::map<arc_key, std::uint32_t> alike;
  for (std::size_t arc = 0; arc < net.graph.arc_count(); ++arc) {
    const auto tail = net.graph.tail[arc], head = net.graph.head[arc];
    arc_key key{static_cast<std::uint32_t>(net.kind[arc]), number_of(net.state_node[tail]),
                number_of(net.state_mode[tail]),           number_of(net.state_node[head]),
                number_of(net.state_mode[head]),           0};
    key.back() = alike[key]++;
    keys.push_back(key);
  }
  return keys;
}

void shared_places::add(const network_model& model) {
  for (const auto& key : keys_of(model))
    arc_.try_emplace(key, static_cast<std::uint32_t>(arc_.size()));
  for (const auto& name : capacity_names(model))
    capacity_.try_emplace(name, static_cast<std::uint32_t>(capacity_.size()));
}

std::vector<std::uint32_t> shared_places::arcs_of(const network_model& model) const {
  std::vector<std::uint32_t> places;
  for (const auto& key : keys_of(model)) {
    const auto at = arc_.find(key);
    places.push_back(at == arc_.end() ? unknown : at->second);
  }
  return places;
}

std::vector<std::uint32_t> shared_places::capacities_of(const network_model& model) const {
  std::vector<std::uint32_t> places;
  for (const auto& name : capacity_names(model)) {
    const auto at = capacity_.find(name);
    places.push_back(at == capacity_.end() ? unknown : at->second);
  }
  return places;
}

shared_places::start shared_places::keep(const network_model& model,
                                         const assign::solution& solution) const {
  start kept{std::vector<double>(arc_.size(), 0.0), std::vector<double>(capacity_.size(), 0.0)};
  const auto arcs = arcs_of(model), capacities = capacities_of(model);
  for (std::size_t i = 0; i < std::min(arcs.size(), solution.volume_pce.size()); ++i)
    if (arcs[i] != unknown) kept.volume_pce[arcs[i]] = solution.volume_pce[i];
  for (std::size_t i = 0; i < std::min(capacities.size(), solution.constraint_price_usd.size());
       ++i)
    if (capacities[i] != unknown) kept.price_usd[capacities[i]] = solution.constraint_price_usd[i];
  return kept;
}

assign::solution shared_places::begin(const network_model& model, const start& from) const {
  assign::solution begun;
  for (const auto place : arcs_of(model))
    begun.volume_pce.push_back(place < from.volume_pce.size() ? from.volume_pce[place] : 0);
  for (const auto place : capacities_of(model))
    begun.constraint_price_usd.push_back(place < from.price_usd.size() ? from.price_usd[place] : 0);
  return begun;
}

bool shared_places::is_never_dearer(const network_model& one, const network_model& other) const {
  if (one.classes.size() != other.classes.size()) return false;
  std::vector<std::uint32_t> arc_of(arc_.size(), unknown);
  const auto others = arcs_of(other), ones = arcs_of(one);
  for (std::size_t i = 0; i < others.size(); ++i)
    if (others[i] != unknown) arc_of[others[i]] = static_cast<std::uint32_t>(i);
  const auto cost = [](const network_model& of, std::size_t k, std::size_t arc) {
    const auto& user = of.problem.classes[k];
    return user.fixed_cost_usd_per_t[arc] +
           user.time_cost_usd_per_t_h[of.problem.group(arc)] * of.problem.delay[arc].time_h(0);
  };
  for (std::size_t i = 0; i < ones.size(); ++i) {
    const auto at = ones[i] == unknown ? unknown : arc_of[ones[i]];
    for (std::size_t k = 0; k < one.classes.size(); ++k)
      if (const double now = cost(one, k, i);
          std::isfinite(now) && (at == unknown || cost(other, k, at) > now))
        return false;
  }
  return true;
}

}  // namespace amur::model
