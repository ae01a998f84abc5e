#pragma once
// A table of trade, such as ITPD-E, with the columns that it lacks from CEPII's Gravity.

#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/text/column_file.h"

namespace amur::world {

struct joined_files {
  std::string trade, gravity;
};

/// As `text::read_columns` of one file that had been joined: a row of trade gets what Gravity has
/// of its exporter, importer and year. Rows that Gravity lacks, or has without a value, are left
/// out and counted. Columns that versions of Gravity call otherwise are found, and that is said.
[[nodiscard]] std::optional<text::column_file> read_with_gravity(
    const joined_files& files, std::span<const text::wanted_number> numbers,
    std::span<const std::string> labels, text::missing_rule missing, diagnostics& report);

}  // namespace amur::world
