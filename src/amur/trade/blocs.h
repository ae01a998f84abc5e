#pragma once
// Who trades with whom once bans have their say.

#include <optional>
#include <span>
#include <vector>

#include "amur/trade/status.h"

namespace amur::trade {

/// Blocs of countries that trade with each other, directly or not: [country] -> number of its bloc,
/// numbered by their first countries. `factor`: [exporter * countries + importer], 0 for no trade.
[[nodiscard]] std::vector<std::size_t> find_blocs(std::span<const double> factor,
                                                  std::size_t countries);

/// Countries that could sell to others but never buy from them, directly or not, without the
/// surplus to lend; or buy and never sell without the deficit. Their trade can't balance at any
/// finite prices. `surplus`: [country] of what it makes over what it spends. The place has the
/// exporter as country and the importer as partner.
[[nodiscard]] std::optional<trade_place> find_one_way_trade(std::span<const double> factor,
                                                            std::span<const double> surplus);

}  // namespace amur::trade
