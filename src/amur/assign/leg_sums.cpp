// Sums over the tonnes that each plain arc carries: what their whole journeys add up to.

#include <algorithm>

#include "amur/assign/leg_routes.h"
#include "amur/assign/sums.h"

namespace amur::assign {

void leg_router::sum_listed(const leg_target& target, std::span<const double> leg_flow,
                            std::span<const double> beyond, std::span<const double> value,
                            std::size_t count, std::span<double> through) {
  const auto& places = model_->net.components[target.component].places;
  std::vector<double> along(count);
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (leg_flow[row] == 0) continue;
    weigh_routes(target, model_->net.place_state[places[row]]);
    for (const auto& route : leg_.routes) {
      const double share = route.weight / leg_.weight_sum;
      along.assign(count, 0.0);
      add_scaled(along.data(), &beyond[row * count], share, count);
      for (auto at = route.begin; at < route.end; ++at)
        add_scaled(along.data(), &value[leg_.arcs[at] * count], share * leg_flow[row], count);
      for (auto at = route.begin; at < route.end; ++at)
        add_scaled(&through[leg_.arcs[at] * count], along.data(), 1, count);
    }
  }
}

void leg_router::sum(const leg_target& target, std::span<const double> leg_flow,
                     std::span<const double> beyond, std::span<const double> value,
                     std::size_t count, std::span<double> through) {
  const auto& net = model_->net;
  const auto& component = net.components[target.component];
  search(target, component.targets[target.column]);
  if (component.listed) return sum_listed(target, leg_flow, beyond, value, count, through);
  std::uint32_t farthest = 0;
  for (std::uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
  amount_.assign(order_.size(), 0.0);
  // What the tonnes at a place have summed up, with what is beyond the leg's end.
  std::vector<double> behind(order_.size() * count, 0.0);
  for (std::size_t row = 0; row < component.places.size(); ++row) {
    if (leg_flow[row] == 0) continue;
    const auto place = rank_[net.place_state[component.places[row]]];
    amount_[place] += leg_flow[row];
    add_scaled(&behind[place * count], &beyond[row * count], 1, count);
    farthest = std::max(farthest, place);
  }
  open_spread(target);
  within_.assign(farthest + 1, 0.0);
  std::vector<double> ahead((farthest + 1) * count, 0.0);  // means from a place to the leg's end
  for (std::uint32_t place = 1; place <= farthest; ++place) {
    within_[place] = weigh_arcs(place, within_);
    for (const auto& option : options_) {
      const double share = option.weight / option_sum_;
      add_scaled(&ahead[place * count], &value[option.arc * count], share, count);
      add_scaled(&ahead[place * count], &ahead[option.place * count], share, count);
    }
  }
  for (auto place = farthest; place > 0; --place) {
    if (amount_[place] == 0) continue;
    weigh_arcs(place, within_);
    for (const auto& option : options_) {
      const double share = option.weight / option_sum_, part = amount_[place] * share;
      double* next = &behind[option.place * count];
      double* sums = &through[option.arc * count];
      for (std::size_t i = 0; i < count; ++i) {
        const double so_far =
            share * behind[place * count + i] + part * value[option.arc * count + i];
        next[i] += so_far;
        sums[i] += so_far + part * ahead[option.place * count + i];
      }
      amount_[option.place] += part;
    }
  }
}

}  // namespace amur::assign
