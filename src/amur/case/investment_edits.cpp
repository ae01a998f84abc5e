#include "amur/case/investment_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

#include "amur/case/named_cells.h"
#include "amur/case/scenario.h"
#include "amur/case/schema.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

// Demand, prices and rules stay as they are, or two sets could not be compared.
constexpr std::array<std::string_view, 6> network_tables = {"nodes",     "links",    "crossings",
                                                            "transfers", "vehicles", "calendars"};

struct edit_reader {
  const std::string& folder;
  const case_text& text;
  diagnostics& report;

  void refuse(const investment& of, const char* field, const std::string& value,
              const std::string& problem, const std::string& allowed) {
    report.error("investments.csv", of.row, field, text::shortened(value), problem, allowed);
  }
  void set_cells(const investment& of, case_text& edited);
  void compare(const investment& of, const case_text& edited, text_edits& found);
  text_edits read(const investment& of);
};

// "TABLE.ROW.COLUMN=VALUE; …"
void edit_reader::set_cells(const investment& of, case_text& edited) {
  constexpr const char* form = "TABLE.ROW.COLUMN=VALUE, several with ; between";
  const diagnostic place{severity::error, "investments.csv", of.row, "cells", {}, {}, {}};
  for (const auto& each : text::split_list(of.cells)) {
    const auto equals = each.rfind('=');
    std::string problem = "its value is not said";
    const auto value =
        equals == std::string::npos
            ? std::nullopt
            : text::parse_number(std::string(text::trimmed(each.substr(equals + 1))), problem);
    if (!value) {
      refuse(of, "cells", each, problem, form);
      continue;
    }
    const auto before = report.findings.size();
    const auto found =
        find_cells(edited, std::string(text::trimmed(each.substr(0, equals))), {}, place, report);
    if (report.findings.size() > before) continue;
    if (found.size() > 1) {
      refuse(of, "cells", each, "these are several cells", "cells that move together");
      continue;
    }
    const auto& cells = found.front();
    for (std::size_t row = 0; row < cells.rows.size(); ++row)
      if (!cells.range.has(cells.value_in(row, *value))) {
        refuse(of, "cells", each, fmt::format("{} is not allowed there", *value),
               cells.range.words);
        break;
      }
    edited = with_cells(std::move(edited), found, std::array{*value});
  }
}

std::string cell_of(const table& of, const table_row& row, const std::string& column) {
  const auto at = of.column(column);
  return at == table::npos ? std::string() : row.cells[at];
}

void compare_tables(const table& before, const table& after, text_edits& found) {
  std::map<std::size_t, const table_row*> was;
  for (const auto& row : before.rows) was[row.serial] = &row;
  for (const auto& row : after.rows) {
    const auto at = was.find(row.serial);
    if (at == was.end()) {
      text_edits::new_row fresh{after.name, row.file, row.line, {}};
      for (std::size_t i = 0; i < after.columns.size(); ++i)
        if (!row.cells[i].empty()) fresh.cells[after.columns[i]] = row.cells[i];
      found.added.push_back(std::move(fresh));
      continue;
    }
    for (std::size_t i = 0; i < after.columns.size(); ++i)
      if (row.cells[i] != cell_of(before, *at->second, after.columns[i]))
        found.changed.push_back({after.name, after.columns[i], row.cells[i], row.serial});
    was.erase(at);
  }
  for (const auto& [serial, row] : was) found.removed.push_back({before.name, serial});
}

void edit_reader::compare(const investment& of, const case_text& edited, text_edits& found) {
  const auto same = [](const auto& one, const auto& other) {
    return one.first == other.first && one.second.value == other.second.value;
  };
  bool is_network = std::ranges::equal(text.settings, edited.settings, same);
  for (const auto& [name, rows] : edited.tables) {
    text_edits here;
    compare_tables(text.tables.at(name), rows, here);
    if (here.changed.empty() && here.removed.empty() && here.added.empty()) continue;
    if (std::ranges::find(network_tables, name) == network_tables.end()) is_network = false;
    std::ranges::move(here.changed, std::back_inserter(found.changed));
    std::ranges::move(here.removed, std::back_inserter(found.removed));
    std::ranges::move(here.added, std::back_inserter(found.added));
  }
  if (!is_network)
    refuse(of, "scenario", of.scenario, "it changes more than the network",
           fmt::format("edits of {}", fmt::join(network_tables, ", ")));
  else if (found.changed.empty() && found.removed.empty() && found.added.empty())
    refuse(of, of.scenario.empty() ? "cells" : "scenario",
           of.scenario.empty() ? of.cells : of.scenario, "it changes nothing",
           "an edit that changes the case");
}

text_edits edit_reader::read(const investment& of) {
  auto edited = text;
  text_edits found;
  const auto errors = report.count(severity::error);
  if (!of.scenario.empty())
    (void)apply_scenarios(folder, std::span(&of.scenario, 1), edited, report);
  if (report.count(severity::error) == errors) set_cells(of, edited);
  if (report.count(severity::error) == errors) compare(of, edited, found);
  return found;
}

// One meaning for every set: no two that may stand together change one cell.
void check_overlaps(std::span<const investment> investments, const std::vector<text_edits>& edits,
                    diagnostics& report) {
  using place = std::tuple<std::string, std::size_t, std::string>;  // no column: the whole row
  std::vector<std::set<place>> touched(edits.size());
  std::vector<std::set<place>> rows(edits.size());
  for (std::size_t i = 0; i < edits.size(); ++i) {
    for (const auto& cell : edits[i].changed) {
      touched[i].insert({cell.table, cell.serial, cell.column});
      rows[i].insert({cell.table, cell.serial, ""});
    }
    for (const auto& row : edits[i].removed) touched[i].insert({row.table, row.serial, ""});
    for (std::size_t j = 0; j < i; ++j) {
      const auto &one = investments[j], &other = investments[i];
      if (!one.group.empty() && one.group == other.group) continue;
      const auto meets = [](const std::set<place>& some, const std::set<place>& others) {
        return std::ranges::any_of(some, [&](const place& each) { return others.contains(each); });
      };
      if (meets(touched[i], touched[j]) || meets(touched[i], rows[j]) || meets(rows[i], touched[j]))
        report.error("investments.csv", other.row, "cells", other.id,
                     fmt::format("it changes a cell that '{}' changes too", one.id),
                     "cells of its own, or one group for both");
    }
  }
}

const column_rule* rule_of(const text_edits::cell& cell) {
  const auto* table = find_table_rule(cell.table);
  if (!table) return nullptr;
  const auto at = std::ranges::find(table->columns, cell.column, &column_rule::name);
  return at == table->columns.end() ? nullptr : &*at;
}

std::string written_in(const case_text& text, const text_edits::cell& cell) {
  const auto& rows = text.tables.at(cell.table);
  const auto row = std::ranges::find(rows.rows, cell.serial, &table_row::serial);
  return row == rows.rows.end() ? std::string() : cell_of(rows, *row, cell.column);
}

}  // namespace

bool can_be_part(const text_edits& edits, const case_text& text) {
  return edits.added.empty() && edits.removed.empty() &&
         std::ranges::all_of(edits.changed, [&](const auto& cell) {
           const auto* rule = rule_of(cell);
           return rule && number_in(written_in(text, cell), *rule) && number_in(cell.value, *rule);
         });
}

text_edits part_of(text_edits edits, const case_text& text, double share) {
  if (share == 1) return edits;
  for (auto& cell : edits.changed) {
    const auto& rule = *rule_of(cell);
    const double from = *number_in(written_in(text, cell), rule), to = *number_in(cell.value, rule);
    cell.value = fmt::format("{}", from + share * (to - from));
  }
  return edits;
}

std::vector<text_edits> edits_of_investments(std::span<const investment> investments,
                                             const std::string& folder, const case_text& text,
                                             diagnostics& report) {
  edit_reader reader{folder, text, report};
  std::vector<text_edits> edits;
  for (const auto& each : investments) edits.push_back(reader.read(each));
  check_overlaps(investments, edits, report);
  return edits;
}

case_text with_edits(case_text text, std::span<const text_edits* const> edits) {
  for (const auto* each : edits) {
    for (const auto& cell : each->changed) {
      auto& table = text.tables.at(cell.table);
      const auto column = table.column_or_new(cell.column);
      const auto row = std::ranges::find(table.rows, cell.serial, &table_row::serial);
      if (row != table.rows.end()) row->cells[column] = cell.value;
    }
    for (const auto& gone : each->removed)
      std::erase_if(text.tables.at(gone.table).rows,
                    [&](const table_row& row) { return row.serial == gone.serial; });
    for (const auto& fresh : each->added) {
      auto& table = text.tables.at(fresh.table);
      for (const auto& [column, value] : fresh.cells) table.column_or_new(column);
      table_row row{std::vector<std::string>(table.columns.size()), fresh.file, fresh.line, 0};
      for (const auto& other : table.rows) row.serial = std::max(row.serial, other.serial + 1);
      for (const auto& [column, value] : fresh.cells) row.cells[table.column(column)] = value;
      table.rows.push_back(std::move(row));
    }
  }
  return text;
}

}  // namespace amur::cases
