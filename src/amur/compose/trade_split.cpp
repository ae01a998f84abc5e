#include "amur/compose/trade_split.h"

#include <algorithm>

namespace amur::compose {
namespace {

enum side : std::size_t { origin_side, destination_side };

class share_finder {
 public:
  share_finder(std::span<const place> places, const std::vector<bool>& is_joined,
               const std::set<std::string>& network, const split_request& request,
               std::set<std::string>& other_weights)
      : places_(places), network_(network), request_(request), other_weights_(other_weights) {
    for (std::uint32_t p = 0; p < places.size(); ++p) {
      if (!is_joined[p]) continue;
      own_[places[p].country].push_back(p);
      for (const auto& country : places[p].gateway_of) gateways_[country].push_back(p);
      if (places[p].gateway_of_others) of_others_.push_back(p);
    }
  }

  [[nodiscard]] bool is_outside(const std::string& country) const {
    return !network_.contains(country);
  }

  // Empty where nobody stands for the country.
  const std::vector<place_share>& of(const std::string& country, side which) {
    const auto [at, fresh] = known_[which].try_emplace(country);
    if (fresh) at->second = find(country, which);
    return at->second;
  }

 private:
  std::vector<place_share> find(const std::string& country, side which) {
    if (const auto own = own_.find(country); own != own_.end())
      return shared(own->second, country,
                    which == origin_side ? request_.of_origins : request_.of_destinations);
    if (const auto named = gateways_.find(country); named != gateways_.end())
      return shared(named->second, country, split_rule::ports);
    if (is_outside(country) && !of_others_.empty())
      return shared(of_others_, country, split_rule::ports);
    return {};
  }

  std::vector<place_share> shared(const std::vector<std::uint32_t>& places,
                                  const std::string& country, split_rule rule) {
    const auto weights_by = [&](split_rule by) {
      std::vector<double> weights;
      for (const auto p : places) weights.push_back(weight_of(places_[p], by));
      return weights;
    };
    const auto has_any = [](const std::vector<double>& weights) {
      return std::ranges::any_of(weights, [](double each) { return each > 0; });
    };
    auto weights = weights_by(rule);
    if (places.size() > 1 && !has_any(weights)) {
      weights = weights_by(split_rule::population);
      other_weights_.insert(country + " has no " + split_words[static_cast<std::size_t>(rule)] +
                            (has_any(weights) ? ": shared by population" : ": shared evenly"));
    }
    return shares_of(places, weights, request_.most_places);
  }

  std::span<const place> places_;
  const std::set<std::string>& network_;
  const split_request& request_;
  std::set<std::string>& other_weights_;
  std::map<std::string, std::vector<std::uint32_t>> own_, gateways_;
  std::vector<std::uint32_t> of_others_;
  std::map<std::string, std::vector<place_share>> known_[2];
};

// Whose fault it is that a row has no places at one end.
std::pair<loss, std::string> why_nowhere(const customs::trade_flow& row, bool no_origin,
                                         bool no_destination, const share_finder& shares) {
  const bool origin_outside = no_origin && shares.is_outside(row.origin);
  const bool destination_outside = no_destination && shares.is_outside(row.destination);
  if (origin_outside || destination_outside)
    return {loss::outside, origin_outside && destination_outside
                               ? row.origin + " to " + row.destination
                               : (origin_outside ? row.origin : row.destination)};
  return {loss::no_place, no_origin ? row.origin : row.destination};
}

void count_loss(split_trade& made, const std::pair<loss, std::string>& why, double tonnes,
                double value_usd) {
  auto& lost = made.losses[why];
  ++lost.rows;
  lost.tonnes += tonnes;
  lost.value_usd += value_usd;
}

}  // namespace

split_trade split_over_places(
    std::span<const customs::trade_flow> rows, std::span<const place> places,
    const std::vector<bool>& is_joined, const std::set<std::string>& countries_of_network,
    const split_request& request,
    const std::function<bool(const std::string&, std::uint32_t, std::uint32_t)>& reaches,
    const std::function<bool(std::uint32_t, std::uint32_t)>& same_node) {
  split_trade made;
  share_finder shares(places, is_joined, countries_of_network, request, made.other_weights);
  for (const auto& row : rows) {
    made.tonnes += row.tonnes;
    made.value_usd += row.value_usd;
    const auto& from = shares.of(row.origin, origin_side);
    const auto& to = shares.of(row.destination, destination_side);
    if (from.empty() || to.empty()) {
      count_loss(made, why_nowhere(row, from.empty(), to.empty(), shares), row.tonnes,
                 row.value_usd);
      continue;
    }
    const auto pair = row.origin + " to " + row.destination;
    if (!(row.tonnes > 0)) count_loss(made, {loss::no_tonnes, pair}, 0, row.value_usd);
    lost_trade no_path, within;
    for (const auto& flow : split_flow(row.tonnes, from, to, request.least_tonnes)) {
      const bool stays = same_node(flow.origin, flow.destination);
      if (stays || !reaches(row.commodity, flow.origin, flow.destination)) {
        (stays ? within : no_path).tonnes += flow.tonnes;
        continue;
      }
      made.placed_tonnes += flow.tonnes;
      made.flows.push_back(
          {flow.origin, flow.destination, row.commodity, row.tonnes_are, flow.tonnes});
    }
    const auto worth = [&row](double tonnes) { return row.value_usd * tonnes / row.tonnes; };
    if (no_path.tonnes > 0)
      count_loss(made, {loss::no_path, pair}, no_path.tonnes, worth(no_path.tonnes));
    if (within.tonnes > 0)
      count_loss(made, {loss::within_place, pair}, within.tonnes, worth(within.tonnes));
  }
  return made;
}

}  // namespace amur::compose
