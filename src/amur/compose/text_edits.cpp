#include "amur/compose/text_edits.h"

#include "amur/text/text.h"

namespace amur::compose {
namespace {

std::size_t column_of(table& of, const std::string& name) {
  if (const auto at = of.column(name); at != table::npos) return at;
  of.columns.push_back(name);
  for (auto& row : of.rows) row.cells.emplace_back();
  return of.columns.size() - 1;
}

}  // namespace

void add_row(cases::case_text& text, const std::string& name, cells_by_column cells) {
  auto& to = text.tables.at(name);
  for (const auto& [column, value] : cells) (void)column_of(to, column);
  const std::size_t serial = to.rows.empty() ? 0 : to.rows.back().serial + 1;
  table_row row{std::vector<std::string>(to.columns.size()), to.file, to.rows.size() + 2, serial};
  for (const auto& [column, value] : cells) row.cells[to.column(column)] = value;
  to.rows.push_back(std::move(row));
}

std::string& cell(table& of, std::size_t row, const std::string& column) {
  const auto at = column_of(of, column);
  return of.rows[row].cells[at];
}

void empty_table(cases::case_text& text, const std::string& name) {
  auto& table = text.tables.at(name);
  table.columns.clear();
  table.rows.clear();
}

std::string add_source(cases::case_text& text, const std::string& name, const std::string& title,
                       const std::string& confidence) {
  auto& sources = text.toml["sources"];
  auto free = name;
  for (int number = 2; ("\n" + sources).find("\n[" + free + "]") != std::string::npos; ++number)
    free = name + "_" + std::to_string(number);
  if (!sources.empty() && !sources.ends_with("\n")) sources += "\n";
  sources += (sources.empty() ? "[" : "\n[") + free + "]\ntitle = " + text::toml_string(title) +
             "\nconfidence = \"" + confidence + "\"\n";
  return free;
}

}  // namespace amur::compose
