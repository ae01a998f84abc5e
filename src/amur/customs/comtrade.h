#pragma once
// UN Comtrade as a trade table, and what importers say beside what exporters say.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/customs/trade_import.h"

namespace amur::customs {

/// Whose report of a pair's trade in a year is taken, where both report it.
enum class comtrade_report { importer, exporter, larger };

struct comtrade_request {
  std::vector<std::filesystem::path> files;
  std::filesystem::path commodities;  ///< prefixes of products; empty: trade by product
  std::vector<std::string> replaced;  ///< "490=TWN"
  std::vector<year_range> years;      ///< empty: all
  comtrade_report use = comtrade_report::importer;
};

/// What both sides say of a flow; no number where one says nothing.
struct mirror_gap {
  std::string origin, destination, commodity;
  int year = 0;
  double importer_usd = 0, exporter_usd = 0;
  bool importer_is_used = false;
};

/// Rows that would count what others count.
struct comtrade_repeats {
  std::size_t totals = 0;       ///< of all products
  std::size_t of_world = 0;     ///< of all partners
  std::size_t headings = 0;     ///< beside their parts
  std::size_t details = 0;      ///< by mode of transport, procedure or second partner
  std::size_t other_flows = 0;  ///< re-exports, re-imports and the like
};

struct comtrade_import : trade_import {
  std::vector<mirror_gap> mirror;  ///< as the flows are sorted
  comtrade_repeats repeats;
};

[[nodiscard]] std::optional<comtrade_import> import_comtrade(const comtrade_request& request,
                                                             diagnostics& report);

/// Writes origin, destination, commodity, year, importer_usd, exporter_usd, used.
[[nodiscard]] bool write_mirror(const std::filesystem::path& path,
                                const std::vector<mirror_gap>& mirror, diagnostics& report);

}  // namespace amur::customs
