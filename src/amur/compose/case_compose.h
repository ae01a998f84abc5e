#pragma once
// A case that runs, of a network, a table of trade, and places.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/compose/border_terms.h"
#include "amur/compose/defaults.h"
#include "amur/compose/trade_split.h"

namespace amur::compose {

struct compose_request {
  std::filesystem::path network;   ///< a case folder: what imports write
  std::filesystem::path trade;     ///< a table as customs::trade_table_rule has it
  std::filesystem::path places;    ///< empty: the cities and ports of the network
  std::filesystem::path borders;   ///< empty: as the network has them
  std::filesystem::path defaults;  ///< empty: those built in
  std::filesystem::path output;
  column_names place_columns;
  double border_hours = 1;  ///< what a unit of the times in `borders` is
  double reach_km = 50;
  split_request split;
  std::optional<int> year;  ///< empty: the last one of the table
  std::string model = "logit", title;
};

/// Waits and fees put on crossings.
struct crossing_changes {
  std::size_t made = 0;                ///< that the network didn't have
  std::size_t with_terms = 0;          ///< that the table has terms for
  std::vector<std::string> unchanged;  ///< pairs with crossings that the table doesn't have
  std::vector<std::string> unused;     ///< pairs of the table that no crossing lies between
};

struct composed_place {
  place of;
  joined_place joint;
  std::vector<std::string> connector_modes;  ///< of each connector
  std::string node_id;                       ///< in the case; empty where it isn't joined
};

struct compose_summary {
  std::string network_title;
  std::vector<std::string> other_tables;  ///< of the network's folder, not used
  int year = 0;
  std::vector<int> other_years;
  std::vector<composed_place> places;
  std::vector<std::string> countries;  ///< of the network
  std::vector<std::string> modes;      ///< that goods use
  std::vector<std::string> commodities;
  split_trade trade;
  std::size_t demand_rows = 0;
  crossing_changes crossings;
  std::optional<border_terms> borders;
  defaults_table defaults;
};

/// The folder must not exist, or be empty; it is whole or isn't there.
[[nodiscard]] std::optional<compose_summary> compose_case(const compose_request& request,
                                                          diagnostics& report);

/// Every choice that was made, as Markdown: import/log.md of the case.
[[nodiscard]] std::string log_of(const compose_request& request, const compose_summary& made);

}  // namespace amur::compose
