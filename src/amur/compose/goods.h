#pragma once
// The goods of a trade table as commodities: what they are worth, what carries them, and where they
// can go.

#include <map>
#include <string>
#include <vector>

#include "amur/compose/compose_inputs.h"

namespace amur::compose {

struct trade_goods {
  std::vector<std::string> ids;  ///< in the order of letters
  std::map<std::string, double> value_usd_per_t;
};

/// Commodities of the year's rows, worth what the rows with value and weight say.
[[nodiscard]] trade_goods goods_of(const std::vector<customs::trade_flow>& trade,
                                   const defaults_table& defaults);

/// [mode] whether any of the goods uses it; a commodity that can use none of the network's modes is
/// reported, and nothing returned.
[[nodiscard]] std::optional<std::vector<bool>> modes_of_goods(const cases::case_data& network,
                                                              const trade_goods& goods,
                                                              const defaults_table& defaults,
                                                              diagnostics& report);

/// The goods as the case's only commodities.
void set_commodities(cases::case_text& text, const cases::case_data& network,
                     const trade_goods& goods, const defaults_table& defaults,
                     const std::string& source);

/// Paths between places, each search done once for the commodities that use the same modes.
class path_finder {
 public:
  path_finder(const cases::case_data& network, const defaults_table& defaults,
              const std::vector<composed_place>& places);
  [[nodiscard]] bool same_node(std::uint32_t a, std::uint32_t b) const {
    return nodes_[a] == nodes_[b];
  }
  [[nodiscard]] bool reaches(const std::string& commodity, std::uint32_t from, std::uint32_t to);

 private:
  const cases::case_data& network_;
  const defaults_table& defaults_;
  std::vector<node_id> nodes_;  // of each place
  std::map<std::string, std::vector<bool>> modes_;
  std::map<std::vector<bool>, reach_graph> graphs_;
  std::map<std::pair<std::vector<bool>, std::uint32_t>, std::vector<bool>> reached_;
};

}  // namespace amur::compose
