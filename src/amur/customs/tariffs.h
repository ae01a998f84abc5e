#pragma once
// Duties on products as rows of a case's table `duties`.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::customs {

struct tariff_request {
  std::vector<std::filesystem::path> files;
  std::filesystem::path commodities;
  std::filesystem::path imports;      ///< a trade table by product, to weigh with; empty: none
  std::vector<std::string> replaced;  ///< "Korea, Rep.=KOR"
  std::string source;                 ///< of the rows, in sources.toml
  int year = 0;                       ///< 0: the last that each importer has
  bool most_favoured_alone = false;
};

/// The duties of a commodity in a country, over all whom it imports from.
struct tariff_summary {
  std::string importer, commodity;
  int year = 0;
  std::size_t exporters = 0;   ///< that have duties of their own
  double least = 0, most = 0;  ///< per cent
};

struct tariff_import {
  table duties;  ///< as duties.csv of a case
  std::vector<tariff_summary> summary;
  std::size_t rows = 0, without_rate = 0, bound = 0, of_groups = 0;
  std::size_t weighted = 0, simple = 0;  ///< pairs of countries and commodities
  std::size_t free = 0;                  ///< of these without duty, which need no row
};

[[nodiscard]] std::optional<tariff_import> import_tariffs(const tariff_request& request,
                                                          diagnostics& report);

}  // namespace amur::customs
