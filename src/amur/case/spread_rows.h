#pragma once
// What a case says of how well its own cells are known.

#include <cstddef>
#include <string>

#include "amur/base/ids.h"

namespace amur::cases {

/// Nine times in ten the true value lies between `low` and `high`: of a cell, or where several that
/// move together are written unlike, of what multiplies them.
struct spread {
  std::string id;
  std::string cells;  ///< as `find_cells` reads them
  double low = 0, high = 0;
  source_id source;
  std::size_t row = 0;
};

/// Of the standard normal variables behind two spreads.
struct correlation {
  std::size_t one = 0, other = 0;  ///< in `spreads`
  double value = 0;
  source_id source;
  std::size_t row = 0;
};

}  // namespace amur::cases
