#pragma once
// What crossing a border takes and costs, by pair of countries.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "amur/base/diagnostic.h"

namespace amur::compose {

/// Of both directions; empty where the file has nothing.
struct border_term {
  std::optional<double> wait_h, fee_usd_per_vehicle, fee_usd_per_t;
};

struct border_terms {
  std::string file;
  bool is_matrix = false;
  /// Keys: two countries in the order of letters, and a mode or nothing.
  std::map<std::pair<std::pair<std::string, std::string>, std::string>, border_term> terms;
  std::size_t unequal = 0;  ///< pairs whose directions differ, of which this is the mean

  /// What holds between two countries for a mode, which goes before what holds for all.
  [[nodiscard]] const border_term* find(const std::string& first, const std::string& second,
                                        const std::string& mode) const;
};

/// Rows `from_country,to_country` with `wait_h`, `fee_usd_per_vehicle`, `fee_usd_per_t` and `mode`,
/// or a square matrix of waits, each row headed by a country. A direction that isn't there is as
/// the other; where both are, a crossing has their mean, since it is one for both. `hours` is what
/// a unit of the file's times is.
[[nodiscard]] std::optional<border_terms> read_border_terms(const std::filesystem::path& path,
                                                            double hours, diagnostics& report);

}  // namespace amur::compose
