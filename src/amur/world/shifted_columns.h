#pragma once
// Columns at other times: `lag(pta,4)` is what pta was four years before in the same panel.

#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/text/column_file.h"

namespace amur::world {

/// `text` names the column that is made of `source`, as it stood at time + `steps`.
struct shifted_column {
  std::string text, source;
  double steps = 0;
  text::number_range range;
};

/// What is written `lag(INNER,STEPS)`, `lead(INNER,STEPS)` or without steps, which is one.
struct written_shift {
  std::string inner, word;
  int steps = 1;
};
[[nodiscard]] std::optional<written_shift> parse_shift(const std::string& text);

/// Where rows are looked up at other times: the columns of a panel, and that of time.
struct panel_columns {
  std::vector<std::string> names;
  std::string time;
};

/// The column's value for each row of `rows`, which has the panel's labels at `labels` and the time
/// at `time`; not a number where no row of the file has it. Rows that lack other values, and so are
/// not among `rows`, are looked up as well. Empty, with errors reported, where a panel has a time
/// twice or a value can't be read.
[[nodiscard]] std::optional<std::vector<double>> read_shifted(
    const std::string& path, const shifted_column& column, const panel_columns& panel,
    const std::vector<const text::label_column*>& labels, const std::vector<double>& time,
    text::missing_rule missing, diagnostics& report);

}  // namespace amur::world
