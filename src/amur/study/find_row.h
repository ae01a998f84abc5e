#pragma once
// A row of a case that a request names.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::study {

/// The row of a table by its id; invalid, with an error of `field`, where the case has none.
template <class Id, class Row>
[[nodiscard]] Id find_row(const id_vector<Id, Row>& table, const std::string& wanted,
                          const char* field, const char* what, diagnostics& report) {
  std::vector<std::string> known;
  for (const auto& row : table) known.push_back(row.id);
  if (const auto at = std::ranges::find(known, wanted); at != known.end())
    return Id(static_cast<std::size_t>(at - known.begin()));
  report.error("", 0, field, text::shortened(wanted),
               text::with_nearest(fmt::format("the case has no such {}", what), wanted, known));
  return {};
}

}  // namespace amur::study
