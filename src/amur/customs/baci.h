#pragma once
// CEPII's BACI (Gaulier & Zignago 2010) as a trade table.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/customs/trade_import.h"

namespace amur::customs {

struct baci_request {
  std::vector<std::filesystem::path> files;
  std::filesystem::path countries;    ///< BACI's list; empty with `iso_codes`
  std::filesystem::path commodities;  ///< prefixes of products; empty: trade by product
  bool iso_codes = false;             ///< the numbers of countries are those of ISO 3166
  std::vector<std::string> replaced;  ///< "490=TWN"
  std::vector<year_range> years;      ///< empty: all
  std::size_t threads = 0;
};

/// Reads files of any size in the memory of their flows and of the rows without tonnes.
[[nodiscard]] std::optional<trade_import> import_baci(const baci_request& request,
                                                      diagnostics& report);

}  // namespace amur::customs
