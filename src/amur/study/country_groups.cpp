#include "amur/study/country_groups.h"

#include <set>

#include "amur/case/case_text.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::study {

std::optional<std::vector<model::country_group>> read_country_groups(
    const std::filesystem::path& folder, const std::string& given, diagnostics& report) {
  const std::filesystem::path path =
      given.empty() ? folder / "groups.csv" : std::filesystem::path(given);
  std::error_code code;
  if (given.empty() && !std::filesystem::exists(path, code))
    return std::vector<model::country_group>{{"world", "World", {}}};
  const auto name = given.empty() ? "groups.csv" : given;
  const auto text = given.empty() ? cases::read_file_within(folder, path, name, report)
                                  : text::read_file(path, name, report);
  if (!text) return std::nullopt;
  const auto read = text::parse_csv(*text, name, report);
  if (!read) return std::nullopt;
  const auto id = read->column("group_id"), countries = read->column("countries");
  const auto title = read->column("name");
  for (const auto& [column, wanted] : {std::pair{id, "group_id"}, {countries, "countries"}})
    if (column == table::npos)
      report.error(name, 1, wanted, "", "this column is missing", "group_id, name, countries");
  if (report.has_errors()) return std::nullopt;
  std::vector<model::country_group> groups;
  std::set<std::string> taken;
  for (const auto& row : read->rows) {
    const auto& group = row.cells[id];
    if (!text::is_id(group))
      report.error(name, row.line, "group_id", group, "this is not an id",
                   "1 to 64 letters, digits, '_', '-' or '.'");
    if (!taken.insert(group).second)
      report.error(name, row.line, "group_id", group, "this group is there already", "another id");
    const auto shown = title == table::npos || row.cells[title].empty() ? group : row.cells[title];
    groups.push_back({group, shown, text::split_list(row.cells[countries])});
  }
  if (report.has_errors()) return std::nullopt;
  return groups;
}

}  // namespace amur::study
