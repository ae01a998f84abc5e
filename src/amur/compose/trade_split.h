#pragma once
// A trade table as flows between places, and what of it found no way to be one.

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "amur/compose/network_join.h"
#include "amur/compose/places.h"
#include "amur/compose/split.h"
#include "amur/customs/trade_table.h"

namespace amur::compose {

struct split_request {
  split_rule of_origins = split_rule::production, of_destinations = split_rule::population;
  std::size_t most_places = 6;  ///< of a country, those of the largest weights
  double least_tonnes = 0;      ///< a year between two places
};

/// A flow of a commodity between two places, whatever the tonnes are.
struct placed_flow {
  std::uint32_t origin = 0, destination = 0;
  std::string commodity;
  customs::tonnes_origin tonnes_are = customs::tonnes_origin::reported;
  double tonnes = 0;
};

enum class loss { outside, no_place, no_path, within_place, no_tonnes };

/// What the summary and the log call each.
inline constexpr const char* loss_words[] = {
    "countries outside the network that no gateway stands for",
    "countries of the network without a place that is joined to it", "pairs without a path",
    "trade of a place with itself", "rows without tonnes"};

struct lost_trade {
  std::size_t rows = 0;
  double tonnes = 0, value_usd = 0;
};

struct split_trade {
  std::vector<placed_flow> flows;
  double tonnes = 0, value_usd = 0;  ///< of all rows
  double placed_tonnes = 0;
  /// What is left out, and of whom: a country, or a pair of them.
  std::map<std::pair<loss, std::string>, lost_trade> losses;
  /// Countries whose places have no weight by a side's rule: the weight that stands in.
  std::set<std::string> other_weights;
};

/// `reaches(commodity, origin, destination)` says whether there is a path between two places.
/// `same_node` likewise whether they are at one node. What is placed and what is lost add up to the
/// table.
[[nodiscard]] split_trade split_over_places(
    std::span<const customs::trade_flow> rows, std::span<const place> places,
    const std::vector<bool>& is_joined, const std::set<std::string>& countries_of_network,
    const split_request& request,
    const std::function<bool(const std::string&, std::uint32_t, std::uint32_t)>& reaches,
    const std::function<bool(std::uint32_t, std::uint32_t)>& same_node);

}  // namespace amur::compose
