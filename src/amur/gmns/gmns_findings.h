#pragma once
// What a GMNS folder says against its specification, and that no case needs.

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::gmns {

/// Warns of cells of link.csv that are no word of the specification, and of parents that are no
/// link: of each such value the first row, and how many there are.
void warn_of_odd_links(const table& links, diagnostics& report);

}  // namespace amur::gmns
