#include "amur/gmns/gmns_table.h"

#include <algorithm>
#include <system_error>

#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::gmns {
namespace {

constexpr std::size_t longest_shapefile_name = 10;

void name_columns(table& to, std::span<const std::string> known, diagnostics& report) {
  std::vector<std::string> renamed;
  for (auto& column : to.columns) {
    if (std::ranges::find(known, column) != known.end() || column.size() != longest_shapefile_name)
      continue;
    const auto whole = std::ranges::find_if(
        known, [&](const std::string& name) { return name.starts_with(column); });
    if (whole == known.end() || std::ranges::find(to.columns, *whole) != to.columns.end()) continue;
    renamed.push_back(column);
    column = *whole;
  }
  if (!renamed.empty())
    report.warning(
        to.file, 1, "", text::join(renamed),
        "these names are cut after ten letters, as shapefiles do; read as the whole ones");
}

}  // namespace

std::optional<table> read_gmns_table(const std::filesystem::path& folder, const std::string& name,
                                     bool required, std::span<const std::string> known,
                                     std::span<const std::string> needed, diagnostics& report) {
  const auto path = folder / (name + ".csv");
  std::error_code code;
  if (!required && !std::filesystem::exists(path, code)) return std::nullopt;
  const auto text = text::read_file(path, name + ".csv", report);
  auto made = text ? text::parse_csv(*text, name + ".csv", report) : std::nullopt;
  if (!made) return std::nullopt;
  name_columns(*made, known, report);
  bool whole = true;
  for (const auto& column : needed)
    if (std::ranges::find(made->columns, column) == made->columns.end()) {
      report.error(made->file, 1, column, "", "this column is missing", text::join(known));
      whole = false;
    }
  if (!whole) return std::nullopt;
  for (auto& row : made->rows)
    for (auto& cell : row.cells) cell = std::string(text::trimmed(cell));
  return made;
}

}  // namespace amur::gmns
