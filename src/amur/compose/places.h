#pragma once
// Where goods are made, used and shipped: cities and ports with what their shares follow from.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/compose/foreign_table.h"

namespace amur::compose {

struct place {
  std::string id, name, country;  ///< country: blank until the network says it
  double longitude = 0, latitude = 0;
  double population = 0, production = 0, port_outflow = 0;
  std::vector<std::string> gateway_of;  ///< countries whose trade comes and goes here
  bool gateway_of_others = false;       ///< and those of all countries that nobody names
  std::size_t line = 0;
};

[[nodiscard]] const cases::table_rule& places_rule();

/// In the file's order; places without an id get one of their country and name.
[[nodiscard]] std::optional<std::vector<place>> read_places(const std::filesystem::path& path,
                                                            const column_names& names,
                                                            diagnostics& report);

/// What a place's share of its country's trade is proportional to.
enum class split_rule { population, production, ports };
inline constexpr const char* split_words[] = {"population", "production", "ports"};

[[nodiscard]] double weight_of(const place& of, split_rule rule);

}  // namespace amur::compose
