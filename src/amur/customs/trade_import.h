#pragma once
// What an import of trade statistics makes: the trade table, and what was left out or estimated.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "amur/customs/trade_table.h"
#include "amur/customs/unit_values.h"

namespace amur::customs {

struct goods_total {
  std::string commodity;
  double value_usd = 0, tonnes = 0;
  double estimated_tonnes = 0;  ///< of these
};

struct named_value {
  std::string code, name;
  double value_usd = 0;
};

/// A prefix that lies within a shorter one of another commodity: the longer one has the trade.
struct prefix_overlap {
  std::string prefix, commodity, within, within_commodity;
  double value_usd = 0;  ///< of the longer one
};

struct tonnes_estimate {
  std::size_t rows = 0;
  double value_usd = 0, tonnes = 0;
};

struct trade_import {
  std::vector<trade_flow> flows;  ///< by origin, destination, commodity, year
  std::size_t files = 0, rows = 0;
  std::vector<int> years;
  std::size_t rows_of_other_years = 0, empty_rows = 0;
  tonnes_estimate domestic;        ///< left out, tonnes aside
  std::vector<goods_total> goods;  ///< by name
  std::vector<prefix_overlap> overlaps;
  std::vector<named_value> unmatched;  ///< products, the dearest first
  std::vector<named_value> left_out;   ///< products that the table names no commodity for
  std::vector<named_value> nowhere;    ///< codes of no country, the dearest first
  std::array<tonnes_estimate, unit_value_origins> estimated{};  ///< [unit_value_origin]
  tonnes_estimate without_unit_value;  ///< left out: nobody weighed anything like it
};

/// Years first to last, both included.
using year_range = std::pair<int, int>;

}  // namespace amur::customs
