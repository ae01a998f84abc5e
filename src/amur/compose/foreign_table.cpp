#include "amur/compose/foreign_table.h"

#include <algorithm>

#include "amur/case/country_codes.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/written_names.h"

namespace amur::compose {

std::optional<column_names> parse_column_names(const std::vector<std::string>& pairs,
                                               const std::string& option,
                                               const cases::table_rule& rule, diagnostics& report) {
  const auto known = cases::names_of(rule.columns);
  column_names names;
  for (const auto& pair : text::split_names(pairs)) {
    const auto parts = text::split_unquoted(pair, "=");
    const bool is_pair = parts.size() == 2 && !parts[0].empty() && !parts[1].empty();
    if (!is_pair || std::ranges::find(known, parts[0]) == known.end()) {
      report.error(option, 0, "", pair,
                   is_pair ? text::with_nearest("there is no such column", parts[0], known)
                           : "this is no pair of a column and its name in the file",
                   "COLUMN=NAME, COLUMN being one of " + text::join(known));
      return std::nullopt;
    }
    names[parts[0]] = text::without_quotes(parts[1]);
  }
  return names;
}

std::string foreign_table::of(const std::string& column) const {
  const auto found = names.find(column);
  return found == names.end() ? column : found->second;
}

std::optional<foreign_table> read_foreign_table(const std::filesystem::path& path,
                                                const cases::table_rule& rule,
                                                const column_names& names, diagnostics& report) {
  const auto before = report.count(severity::error);
  const auto file = path.filename().string();
  const auto content = text::read_file(path, file, report);
  auto cells = content ? text::parse_csv(*content, file, report) : std::nullopt;
  if (!cells) return std::nullopt;
  foreign_table made{std::move(*cells), names};
  std::vector<std::string> missing;
  for (const auto& column : rule.columns) {
    const auto name = made.of(column.name);
    if ((column.required || names.contains(column.name)) && made.cells.column(name) == table::npos)
      missing.push_back(name);
  }
  if (!missing.empty()) {
    report.error(
        file, 1, text::join(missing), "",
        missing.size() == 1 ? "a required column is missing" : "required columns are missing",
        text::join(made.cells.columns) + " are the columns of the file");
    return std::nullopt;
  }
  const auto known = cases::names_of(rule.columns);
  if (names.empty())
    for (const auto& column : made.cells.columns)
      if (column != "note" && std::ranges::find(known, column) == known.end())
        report.error(file, 1, column, "", text::with_nearest("unknown column", column, known),
                     text::join(known) + ", note");
  if (made.cells.rows.empty())
    report.error(file, 0, "", "", "the file has no rows", "at least one");
  if (report.count(severity::error) > before) return std::nullopt;
  return made;
}

std::string country_in(const text::typed_row& row, const std::string& column,
                       const std::string& code) {
  auto found = cases::alpha3_of(code);
  if (found.empty() && !code.empty())
    row.error(column, code, "this is no country", "an ISO 3166 code, such as CHN");
  return found;
}

}  // namespace amur::compose
