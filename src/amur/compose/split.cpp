#include "amur/compose/split.h"

#include <algorithm>
#include <numeric>

namespace amur::compose {

std::vector<place_share> shares_of(std::span<const std::uint32_t> places,
                                   std::span<const double> weights, std::size_t most) {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  order.resize(std::min(order.size(), most));
  double sum = 0;
  for (const auto at : order) sum += weights[at];
  std::vector<place_share> shares;
  for (const auto at : order)
    if (!(sum > 0))
      shares.push_back({places[at], 1.0 / static_cast<double>(order.size())});
    else if (weights[at] > 0)
      shares.push_back({places[at], weights[at] / sum});
  return shares;
}

std::vector<pair_flow> split_flow(double tonnes, std::span<const place_share> origins,
                                  std::span<const place_share> destinations, double least_tonnes) {
  std::vector<pair_flow> flows;
  if (origins.empty() || destinations.empty() || !(tonnes > 0)) return flows;
  std::size_t largest = 0;
  for (const auto& from : origins)
    for (const auto& to : destinations) {
      flows.push_back({from.place, to.place, tonnes * from.share * to.share});
      if (flows.back().tonnes > flows[largest].tonnes) largest = flows.size() - 1;
    }
  double others = 0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (i == largest) continue;
    if (flows[i].tonnes < least_tonnes) flows[i].tonnes = 0;
    others += flows[i].tonnes;
  }
  flows[largest].tonnes = tonnes - others;
  std::erase_if(flows, [](const pair_flow& flow) { return !(flow.tonnes > 0); });
  return flows;
}

}  // namespace amur::compose
