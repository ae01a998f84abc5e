#pragma once
// What a change costs by calendar year, as it is written.

#include <map>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"

namespace amur::study {

/// "2026:4e8;2027..2045:1e7": a year or first and last years, and USD in each of them; years may be
/// named again and add up. Years lie between the two. Nothing where it can't be understood, which
/// the report says of field `costs`.
[[nodiscard]] std::optional<std::map<int, double>> read_costs(const std::string& text,
                                                              int first_year, int last_year,
                                                              diagnostics& report);

}  // namespace amur::study
