#pragma once
// Lists of shares in a cell.

#include <string>
#include <vector>

#include "amur/text/typed_row.h"

namespace amur::cases {

/// Shares that must sum to 1; `otherwise` where the cell is blank.
[[nodiscard]] std::vector<double> shares_in(const text::typed_row& row, const std::string& column,
                                            std::vector<double> otherwise);

}  // namespace amur::cases
