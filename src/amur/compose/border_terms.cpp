#include "amur/compose/border_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "amur/case/country_codes.h"
#include "amur/case/schema_columns.h"
#include "amur/compose/foreign_table.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

// A direction's figures as the file has them, by from, to and mode.
using direction = std::pair<std::pair<std::string, std::string>, std::string>;
using directions = std::map<direction, border_term>;

const cases::table_rule& borders_rule() {
  static const auto rule = [] {
    auto mode = cases::column_of("mode", cases::cell_type::id, "");
    mode.required = false;
    return cases::table_rule{
        "borders",
        "",
        true,
        false,
        {cases::column_of("from_country", cases::cell_type::country, ""),
         cases::column_of("to_country", cases::cell_type::country, ""), std::move(mode),
         cases::number_of("wait_h", "h", text::not_negative, "", ""),
         cases::number_of("fee_usd_per_vehicle", "", text::not_negative, "", ""),
         cases::number_of("fee_usd_per_t", "", text::not_negative, "", "")}};
  }();
  return rule;
}

directions rows_of(const table& cells, double hours, diagnostics& report) {
  directions found;
  for (const auto& row : cells.rows) {
    const text::typed_row in(cells, row, report);
    const auto country = [&](const char* column) {
      return country_in(in, column, in.text(column, true));
    };
    const auto figure = [&](const char* column, double unit) -> std::optional<double> {
      if (in.blank(column)) return std::nullopt;
      return in.number(column, text::not_negative) * unit;
    };
    const direction key{{country("from_country"), country("to_country")}, in.text("mode")};
    if (key.first.first == key.first.second)
      in.error("to_country", key.first.second, "this is the same country", "another one");
    const border_term term{figure("wait_h", hours), figure("fee_usd_per_vehicle", 1),
                           figure("fee_usd_per_t", 1)};
    if (!found.insert({key, term}).second)
      in.error("to_country", key.first.second, "this border stands twice",
               "one row for each direction and mode");
  }
  return found;
}

directions entries_of(const table& cells, double hours, diagnostics& report) {
  directions found;
  for (const auto& row : cells.rows) {
    const text::typed_row in(cells, row, report);
    const auto from = country_in(in, cells.columns[0], in.text(cells.columns[0], true));
    for (std::size_t c = 1; c < cells.columns.size(); ++c) {
      const auto& to = cells.columns[c];
      if (from == to || in.blank(to) || in.text(to) == "NA") continue;
      found[{{from, to}, ""}].wait_h = in.number(to, text::not_negative) * hours;
    }
  }
  return found;
}

// The mean of what two directions have; what one has holds for both.
std::optional<double> mean_of(const std::optional<double>& there, const std::optional<double>& back,
                              bool& unequal) {
  if (!there) return back;
  if (!back) return there;
  if (*there != *back) unequal = true;
  return (*there + *back) / 2;
}

void join_directions(const directions& found, border_terms& made) {
  for (const auto& [key, there] : found) {
    const auto& [countries, mode] = key;
    const auto& [from, to] = countries;
    const auto back = found.find({{to, from}, mode});
    if (back == found.end()) {
      made.terms[{std::minmax(from, to), mode}] = there;
    } else if (from < to) {
      const auto& other = back->second;
      bool unequal = false;
      made.terms[{countries, mode}] = {
          mean_of(there.wait_h, other.wait_h, unequal),
          mean_of(there.fee_usd_per_vehicle, other.fee_usd_per_vehicle, unequal),
          mean_of(there.fee_usd_per_t, other.fee_usd_per_t, unequal)};
      if (unequal) ++made.unequal;
    }
  }
}

bool is_matrix_header(const std::vector<std::string>& columns) {
  return columns.size() > 2 &&
         std::all_of(columns.begin() + 1, columns.end(),
                     [](const auto& each) { return cases::is_known_country(each); });
}

}  // namespace

const border_term* border_terms::find(const std::string& first, const std::string& second,
                                      const std::string& mode) const {
  const std::pair<std::string, std::string> pair = std::minmax(first, second);
  auto found = terms.find({pair, mode});
  if (found == terms.end()) found = terms.find({pair, ""});
  return found == terms.end() ? nullptr : &found->second;
}

std::optional<border_terms> read_border_terms(const std::filesystem::path& path, double hours,
                                              diagnostics& report) {
  const auto before = report.count(severity::error);
  border_terms made;
  made.file = path.filename().string();
  const auto content = text::read_file(path, made.file, report);
  const auto cells = content ? text::parse_csv(*content, made.file, report) : std::nullopt;
  if (!cells) return std::nullopt;
  made.is_matrix = is_matrix_header(cells->columns);
  if (!made.is_matrix && !read_foreign_table(path, borders_rule(), {}, report)) return std::nullopt;
  join_directions(
      made.is_matrix ? entries_of(*cells, hours, report) : rows_of(*cells, hours, report), made);
  if (report.count(severity::error) > before) return std::nullopt;
  return made;
}

}  // namespace amur::compose
