// The tables of what is known of cells: between what they lie, and what moves with what.

#include <algorithm>

#include "amur/case/named_cells.h"
#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

constexpr text::number_range correlation_range{-1, 1, false, "a number from -1 to 1"};

const table_schema<spread>& spreads_schema() {
  static const auto schema =
      table_schema<spread>("spreads",
                           "Between what cells lie nine times in ten, where the confidence of "
                           "their source says too little.")
          .id(&spread::id, "spread_id", "Its id.")
          .words(&spread::cells, "cells",
                 "TABLE.ROW.COLUMN, e.g. crossings.heihe_bridge.wait_h; ROW is an id, or what the "
                 "row refers to with slashes between; * stands for any letters.",
                 nullptr)
          .number(&spread::low, "low", "unit of the cells", text::any_number,
                  "One time in twenty it is less. Of cells that are written unlike: of what "
                  "multiplies them.")
          .number(&spread::high, "high", "unit of the cells", text::any_number,
                  "One time in twenty it is more.")
          .ends();
  return schema;
}

const table_schema<correlation>& correlations_schema() {
  static const auto schema =
      table_schema<correlation>("correlations",
                                "Spreads that move together, or against each other.")
          .column(reference_of("spread_id", "spreads", "One of the two."))
          .column(reference_of("with_spread_id", "spreads", "The other."))
          .number(&correlation::value, "correlation", "", correlation_range,
                  "Of the normal variables behind them: of logarithms, where `low` is above 0.")
          .ends();
  return schema;
}

// A scenario may remove a row or add one, so a cell may stand in either text.
void check_cells(const case_text& text, const case_text& unedited, const diagnostic& place,
                 const std::string& cells, diagnostics& report) {
  diagnostics found;
  (void)find_cells(unedited, cells, {}, place, found);
  if (!found.has_errors()) return;
  diagnostics in_edited;
  (void)find_cells(text, cells, {}, place, in_edited);
  if (!in_edited.has_errors()) return;
  for (const auto& finding : found.findings) report.add(finding);
}

}  // namespace

void case_builder::build_spreads(const case_text& unedited) {
  for_each_row(*this, spreads_schema(), [&](const text::typed_row& row, spread given) {
    if (given.id.empty()) return;
    if (!(given.low < given.high)) row.error("high", "is not above low", "a number above low");
    check_cells(text, unedited,
                {severity::error, row.place().file, row.place().line, "cells", {}, {}, {}},
                given.cells, report);
    keep_row(*this, spreads_schema(), row, given, data.spreads);
  });
  const auto find = [&](const text::typed_row& row, const char* column) {
    const auto id = row.text(column, true);
    const auto at = std::ranges::find(data.spreads, id, &spread::id);
    if (at != data.spreads.end() || id.empty())
      return static_cast<std::size_t>(at - data.spreads.begin());
    std::vector<std::string> known;
    for (const auto& each : data.spreads) known.push_back(each.id);
    dangling(row, column, id, "spread", known);
    return data.spreads.size();
  };
  for_each_row(*this, correlations_schema(), [&](const text::typed_row& row, correlation given) {
    given.one = find(row, "spread_id");
    given.other = find(row, "with_spread_id");
    if (std::max(given.one, given.other) >= data.spreads.size()) return;
    if (given.one == given.other)
      row.error("with_spread_id", "a spread moves with itself", "another spread");
    for (const auto& before : data.correlations)
      if (std::minmax(before.one, before.other) == std::minmax(given.one, given.other))
        row.error("with_spread_id", "these two have a correlation already", "each pair once");
    data.correlations.push_back(given);
  });
}

void add_spread_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {spreads_schema(), correlations_schema()});
}

}  // namespace amur::cases
