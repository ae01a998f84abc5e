#include "amur/case/case_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

bool is_country(const std::string& text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether a row that `kind` needs was left out with an error of its own, so that an id that is not
// known says nothing more.
bool rows_are_missing(const std::string& kind, const diagnostics& report) {
  static const std::map<std::string, std::string> tables = {
      {"node", "nodes.csv"},         {"commodity", "commodities.csv"},
      {"project", "projects.csv"},   {"vehicle", "vehicles.csv"},
      {"calendar", "calendars.csv"}, {"crossing", "crossings.csv"},
      {"resource", "resources.csv"}, {"stage", "stages.csv"},
      {"shift", "shifts.csv"},       {"mode of a link", "links.csv"}};
  const auto table = tables.find(kind);
  if (table == tables.end()) return false;
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const auto& finding) {
    return finding.level == severity::error && finding.file == table->second &&
           (finding.field.empty() || finding.field == kind + "_id");
  });
}

}  // namespace

std::vector<std::array<double, 2>> parse_linestring(const std::string& wkt) {
  std::vector<std::array<double, 2>> points;
  std::string text = wkt;
  for (auto& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!text.starts_with("LINESTRING")) return points;
  const auto open = text.find('('), close = text.find(')');
  if (open == std::string::npos || close != text.size() - 1 ||
      text.find_first_not_of(' ', 10) != open)
    return points;
  const char* at = text.data() + open + 1;
  const char* const end = text.data() + close;
  const auto skip_blanks = [&] {
    while (at != end && *at == ' ') ++at;
  };
  for (;;) {
    std::array<double, 2> point{};
    for (double& coordinate : point) {
      skip_blanks();
      const auto [stop, error] = std::from_chars(at, end, coordinate);
      if (error != std::errc{} || !std::isfinite(coordinate)) return {};
      at = stop;
    }
    points.push_back(point);
    skip_blanks();
    if (at == end) return points.size() >= 2 ? points : std::vector<std::array<double, 2>>{};
    if (*at != ',') return {};
    ++at;
  }
}

std::string case_builder::new_id(const text::typed_row& row, const std::string& column,
                                 std::map<std::string, std::size_t>& seen) {
  auto id = row.text(column, true);
  if (id.empty()) return {};
  if (!text::is_id(id)) {
    row.error(column, "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
    return {};
  }
  const auto [first, fresh] = seen.insert({id, row.place().line});
  if (!fresh) {
    row.error(column, fmt::format("this id is given twice, first in row {}", first->second),
              "each id once");
    return {};
  }
  return id;
}

source_id case_builder::source_of(const text::typed_row& row, const std::string& table,
                                  const std::string& id) {
  const auto source = resolve_cell(row, "source", sources, "source", false);
  const auto level = source.valid() ? data.sources[source].confidence : cases::confidence::assumed;
  // Several rows may share a key (demand of one commodity): the weakest one counts.
  auto& known = data.row_confidence.try_emplace(table + "/" + id, level).first->second;
  known = std::max(known, level);
  return source;
}

std::string case_builder::allowed_ids(const std::string& kind,
                                      const std::vector<std::string>& known) {
  if (known.empty()) return "none (the case has no such rows)";
  return known.size() <= 12 ? text::join(known) : fmt::format("the id of a {} in this case", kind);
}

void case_builder::dangling(const text::typed_row& row, const std::string& column,
                            const std::string& id, const std::string& kind,
                            const std::vector<std::string>& known) {
  // Where a whole table is missing, one line says as much as one for each row that needs it.
  if (known.empty() && !empty_kinds.insert(kind).second) return;
  if (rows_are_missing(kind, report)) return;
  row.error(column, id, text::with_nearest(fmt::format("there is no such {}", kind), id, known),
            allowed_ids(kind, known));
}

std::vector<std::string> case_builder::countries(const text::typed_row& row,
                                                 const std::string& column) {
  auto result = row.list(column);
  for (const auto& country : result)
    if (!is_country(country))
      row.error(column, country, "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return result;
}

std::string case_builder::country_of(const text::typed_row& row, bool required) {
  auto country = row.text("country", required);
  if (!country.empty() && !is_country(country))
    row.error("country", "this is not a country code", "ISO 3166 alpha-3, e.g. CHN");
  return country;
}

date_window case_builder::window(const text::typed_row& row, bool recurring, bool required) {
  const date_window result{row.day("from_date", recurring, required),
                           row.day("to_date", recurring, required)};
  if (!result.from || !result.to) return result;
  if ((result.from->year == 0) != (result.to->year == 0))
    row.error("to_date", "from_date and to_date must both have a year or both have none",
              "two MM-DD or two YYYY-MM-DD");
  else if (result.from->year != 0 && *result.to < *result.from)
    row.error("to_date", "the window ends before it begins",
              fmt::format("a day not before {}", to_string(*result.from)));
  return result;
}

mode_id case_builder::add_mode(const std::string& id) {
  const auto [at, fresh] = modes.insert({id, mode_id(data.modes.size())});
  if (fresh) data.modes.push_back({id});
  return at->second;
}

void case_builder::note_assumed(const text::typed_row& row, const std::string& table,
                                const std::string& id) {
  if (row.blank("assumed")) return;
  const auto names = names_of(find_table_rule(table)->columns);
  for (const auto& column : row.list("assumed")) {
    if (std::find(names.begin(), names.end(), column) == names.end())
      row.error("assumed", column, "this table has no such column", text::join(names));
    data.row_confidence[fmt::format("{}/{}.{}", table, id, column)] = cases::confidence::assumed;
  }
}

}  // namespace amur::cases
