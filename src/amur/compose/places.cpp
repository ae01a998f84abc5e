#include "amur/compose/places.h"

#include <cctype>
#include <map>

#include "amur/case/schema_columns.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

// "SEN-dakar": letters and digits of the name in small letters, what lies between as '-'.
std::string id_from(const std::string& country, const std::string& name) {
  constexpr std::size_t longest = 48;
  std::string id = (country.empty() ? "place" : country) + "-";
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 128 && std::isalnum(byte))
      id += static_cast<char>(std::tolower(byte));
    else if (id.back() != '-')
      id += '-';
    if (id.size() == longest) break;
  }
  while (id.back() == '-') id.pop_back();
  return id;
}

// What others write where they have no figure.
double figure_in(const text::typed_row& row, const std::string& column) {
  const auto cell = row.text(column);
  if (cell == "NA" || cell == "NaN" || cell == ".") return 0;
  return row.number(column, text::not_negative, 0);
}

place place_in(const text::typed_row& row, const foreign_table& file) {
  place made;
  const auto country = file.of("country");
  made.id = row.text(file.of("place_id"));
  made.name = row.text(file.of("name"), true);
  made.country = country_in(row, country, row.text(country));
  made.longitude = row.number(file.of("x"), {-180, 180, false, "a longitude, -180 to 180"});
  made.latitude = row.number(file.of("y"), {-90, 90, false, "a latitude, -90 to 90"});
  made.population = figure_in(row, file.of("population"));
  made.production = figure_in(row, file.of("production"));
  made.port_outflow = figure_in(row, file.of("port_outflow"));
  for (const auto& code : row.list(file.of("gateway_of")))
    if (code == "*")
      made.gateway_of_others = true;
    else
      made.gateway_of.push_back(country_in(row, file.of("gateway_of"), code));
  made.line = row.place().line;
  return made;
}

// Checks ids that the file gives, then makes those that it doesn't.
void give_ids(std::vector<place>& places, const foreign_table& file, diagnostics& report) {
  std::map<std::string, std::size_t> seen;
  const auto fault = [&](const place& each, const std::string& what, const std::string& allowed) {
    report.error(file.cells.file, each.line, file.of("place_id"), text::shortened(each.id), what,
                 allowed);
  };
  for (const auto& each : places) {
    if (each.id.empty()) continue;
    if (!text::is_id(each.id))
      fault(each, "this is no id", "1 to 64 letters, digits, '_', '-' or '.'");
    else if (const auto [first, fresh] = seen.insert({each.id, each.line}); !fresh)
      fault(each, "this id stands in row " + std::to_string(first->second) + " too",
            "ids that stand once");
  }
  for (auto& each : places) {
    if (!each.id.empty()) continue;
    const auto stem = id_from(each.country, each.name);
    each.id = stem;
    for (int number = 2; !seen.insert({each.id, each.line}).second; ++number)
      each.id = stem + "-" + std::to_string(number);
  }
}

}  // namespace

const cases::table_rule& places_rule() {
  static const auto rule = [] {
    auto id = cases::column_of("place_id", cases::cell_type::id, "Its id, that of its node.");
    id.required = false;
    id.otherwise = "its country and name";
    auto gateways = cases::column_of(
        "gateway_of", cases::cell_type::country,
        "Countries without links in the network whose trade comes and goes here; `*` stands for "
        "all that no place names.");
    gateways.required = false;
    gateways.is_list = true;
    gateways.otherwise = "none";
    auto country = cases::column_of("country", cases::cell_type::country, "Its country.");
    country.required = false;
    country.otherwise = "that of the nearest node";
    return cases::table_rule{
        "places",
        "Where goods start and end.",
        true,
        false,
        {std::move(id), cases::column_of("name", cases::cell_type::text, "Its name."),
         std::move(country),
         cases::column_of("x", cases::cell_type::number, "Its longitude in degrees."),
         cases::column_of("y", cases::cell_type::number, "Its latitude in degrees."),
         cases::number_of("population", "people", text::not_negative, "Who lives there.", "0"),
         cases::number_of("production", "any, one for all places", text::not_negative,
                          "What is made there.", "0"),
         cases::number_of("port_outflow", "any, one for all places", text::not_negative,
                          "What its port ships.", "0"),
         std::move(gateways)}};
  }();
  return rule;
}

std::optional<std::vector<place>> read_places(const std::filesystem::path& path,
                                              const column_names& names, diagnostics& report) {
  const auto before = report.count(severity::error);
  const auto file = read_foreign_table(path, places_rule(), names, report);
  if (!file) return std::nullopt;
  std::vector<place> places;
  for (const auto& row : file->cells.rows)
    places.push_back(place_in(text::typed_row(file->cells, row, report), *file));
  give_ids(places, *file, report);
  if (report.count(severity::error) > before) return std::nullopt;
  return places;
}

double weight_of(const place& of, split_rule rule) {
  switch (rule) {
    case split_rule::population:
      return of.population;
    case split_rule::production:
      return of.production;
    case split_rule::ports:
      break;
  }
  return of.port_outflow;
}

}  // namespace amur::compose
