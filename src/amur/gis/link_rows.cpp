#include "amur/gis/link_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "amur/gmns/gmns_words.h"
#include "amur/osm/defaults.h"
#include "amur/osm/way_rules.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::gis {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

enum class direction { both, forward, backward, unknown };

// `letters`: the column has B, F and T, as road data sells them, where T is no "true".
direction direction_of(const std::string& text, bool letters) {
  const auto word = gmns::lowered(text);
  if (letters)
    return word == "b" || word.empty() ? direction::both
           : word == "f"               ? direction::forward
           : word == "t"               ? direction::backward
                                       : direction::unknown;
  for (const char* both : {"", "0", "no", "false", "f", "n", "b", "0.0"})
    if (word == both) return direction::both;
  for (const char* forward : {"1", "yes", "true", "t", "y", "ft", "1.0"})
    if (word == forward) return direction::forward;
  return word == "-1" || word == "tf" || word == "reverse" ? direction::backward
                                                           : direction::unknown;
}

class row_reader {
 public:
  row_reader(const feature_table& features, const field_names& fields, const gis_request& request,
             diagnostics& report)
      : features_(features), fields_(fields), request_(request), report_(report) {
    const auto oneway = column("oneway");
    if (oneway.empty()) return;
    const auto at = features.cells.column(oneway);
    std::set<std::string> words;
    for (const auto& row : features.cells.rows) words.insert(gmns::lowered(row.cells[at]));
    words.erase("");
    letters_ = words.contains("b") && std::ranges::all_of(words, [](const auto& word) {
                 return word == "b" || word == "f" || word == "t";
               });
  }

  void read(std::size_t row, link_rows& to);

 private:
  [[nodiscard]] std::string column(const char* role) const {
    const auto found = fields_.find(role);
    return found == fields_.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::string cell(const text::typed_row& row, const char* role) const {
    const auto name = column(role);
    return name.empty() ? name : row.text(name);
  }
  [[nodiscard]] double amount(const text::typed_row& row, const char* role,
                              double otherwise) const {
    const auto name = column(role);
    return name.empty() ? otherwise : row.number(name, text::not_negative, otherwise);
  }
  [[nodiscard]] double speed(const text::typed_row& row) const;
  [[nodiscard]] std::string id_of(const text::typed_row& row, std::size_t number);
  [[nodiscard]] bool read_ends(const text::typed_row& row, std::string& from,
                               std::string& to) const;

  const feature_table& features_;
  const field_names& fields_;
  const gis_request& request_;
  diagnostics& report_;
  bool letters_ = false;
  std::set<std::string> ids_;
};

// As a number or as OpenStreetMap writes it; 0 and words of it say nothing.
double row_reader::speed(const text::typed_row& row) const {
  const auto name = column("speed");
  const auto given = cell(row, "speed");
  if (given.empty()) return none;
  std::string problem;
  if (const auto number = text::parse_number(given, problem)) {
    if (text::not_negative.has(*number)) return *number > 0 ? *number : none;
    row.error(name, "a speed can't be less than 0", text::not_negative.words);
    return none;
  }
  if (const auto kmh = osm::speed_of(given)) return *kmh;
  for (const char* nothing : {"none", "walk", "signals", "variable", "unknown"})
    if (given == nothing) return none;
  if (given.find(':') == std::string::npos)  // but "RU:urban" and its like
    row.error(name, "this is not a speed", "a number, or \"50 mph\"");
  return none;
}

// Ids that repeat, as those of OpenStreetMap in layers that cut its ways, get a number behind them.
std::string row_reader::id_of(const text::typed_row& row, std::size_t number) {
  auto id = gmns::case_id(cell(row, "id"));
  constexpr std::size_t longest = 50;
  if (id.empty()) id = fmt::format("l{}", number + 1);
  if (id.size() > longest) id.resize(longest);
  auto own = id;
  for (std::size_t i = 2; !ids_.insert(own).second; ++i) own = fmt::format("{}-{}", id, i);
  return own;
}

bool row_reader::read_ends(const text::typed_row& row, std::string& from, std::string& to) const {
  from = gmns::case_id(cell(row, "from"));
  to = gmns::case_id(cell(row, "to"));
  bool good = true;
  for (const char* role : {"from", "to"})
    if (const auto name = column(role); !name.empty() && row.blank(name)) {
      row.error(name, "this cell is empty", "the id of a node");
      good = false;
    }
  return good;
}

void row_reader::read(std::size_t row, link_rows& to) {
  const text::typed_row cells(features_.cells, features_.cells.rows[row], report_);
  drawn_link link;
  link.row = row;
  link.name = cells.text(column("name"));
  if (!column("name").empty()) link.name = cell(cells, "name");
  link.mode = cell(cells, "mode");
  if (link.mode.empty()) link.mode = request_.mode;
  if (!text::is_id(link.mode) || link.mode == "origin" || link.mode == "destination")
    cells.error(column("mode"), "this can't be a mode", "a word of letters, digits, '_', '-'");
  link.class_name = cell(cells, "class");
  const auto direction = direction_of(cell(cells, "oneway"), letters_);
  if (direction == direction::unknown)
    cells.error(column("oneway"), "this is no direction",
                "yes, no, 1, 0, -1, true, false, F, T, B, FT, TF");
  link.one_way = direction == direction::forward || direction == direction::backward;
  link.length_km = amount(cells, "length", none);
  link.free_time_h = amount(cells, "time", none);
  const double kmh = speed(cells);
  link.capacity_pce_per_day = amount(cells, "capacity", none);
  link.fee_usd_per_vehicle = amount(cells, "fee", 0);
  link.fee_usd_per_t = amount(cells, "fee_t", 0);
  link.delay = cell(cells, "delay");
  link.alpha = cell(cells, "alpha");
  link.beta = cell(cells, "beta");
  std::string from, to_node;
  if (!read_ends(cells, from, to_node)) return;
  auto parts = features_.shapes[row];
  // Who names the ends of a line in parts means all of it.
  if (!from.empty() && parts.size() > 1) {
    for (std::size_t i = 1; i < parts.size(); ++i)
      parts[0].insert(parts[0].end(), parts[i].begin(), parts[i].end());
    parts.resize(1);
  }
  for (std::size_t i = 0; i < std::max<std::size_t>(parts.size(), 1); ++i) {
    auto made = link;
    made.id = id_of(cells, row);
    if (!parts.empty()) made.points = parts[i];
    if (direction == direction::backward) {
      std::ranges::reverse(made.points);
      to.from.push_back(to_node);
      to.to.push_back(from);
    } else {
      to.from.push_back(from);
      to.to.push_back(to_node);
    }
    to.links.push_back(std::move(made));
    to.speed.push_back(kmh);
  }
}

}  // namespace

std::optional<link_rows> read_link_rows(const feature_table& features, const field_names& fields,
                                        const gis_request& request, diagnostics& report) {
  link_rows made;
  row_reader reader(features, fields, request, report);
  for (std::size_t row = 0; row < features.cells.rows.size(); ++row) reader.read(row, made);
  if (made.links.empty() && !report.has_errors())
    report.error(features.cells.file, 0, "", "", "there is no line in it", "a feature a link");
  if (report.has_errors()) return std::nullopt;
  return made;
}

namespace {

// The unit that a column's name ends with, or empty.
std::string unit_of_name(const std::string& column, std::initializer_list<const char*> units) {
  const auto name = gmns::lowered(column);
  for (const char* unit : units)
    if (name == unit || name.ends_with(std::string("_") + unit)) return unit;
  return {};
}

std::string column_of(const field_names& fields, const char* role) {
  const auto found = fields.find(role);
  return found == fields.end() ? std::string() : found->second;
}

bool find_length_unit(link_rows& rows, const std::vector<drawn_link>& links,
                      const std::string& file, const std::string& column, diagnostics& report) {
  if (rows.length_unit.empty()) rows.length_unit = unit_of_name(column, {"km", "m", "mi", "ft"});
  if (column.empty() || !rows.length_unit.empty()) return true;
  std::vector<double> ratios;
  for (const auto& link : links)
    if (const double drawn = length_of(link.points); link.length_km > 0 && drawn > 0)
      ratios.push_back(drawn / link.length_km);
  if (ratios.empty()) return true;
  const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
  std::ranges::nth_element(ratios, middle);
  double off = 0;
  rows.length_unit = gmns::nearest_length_unit(*middle, off);
  rows.length_guessed = true;
  if (!rows.length_unit.empty()) return true;
  report.error(file, 0, column, "",
               fmt::format("its unit can't be told: it would have {:.3g} km", *middle),
               "--length-unit m, km, ft or mi; --length-field none");
  return false;
}

double hours_of_unit(const std::string& unit) {
  return unit == "s" ? 1.0 / 3600 : unit == "min" ? 1.0 / 60 : 1;
}

double usual_speed(const drawn_link& link, const gis_request& request) {
  if (request.speed_kmh) return *request.speed_kmh;
  const auto* const usual = osm::usual_defaults().find(link.class_name);
  return usual && usual->speed_kmh > 0 ? usual->speed_kmh : gmns::usual_speed_kmh(link.mode);
}

}  // namespace

bool finish_link_rows(link_rows& rows, std::vector<drawn_link>& links,
                      const feature_table& features, const field_names& fields,
                      const gis_request& request, diagnostics& report) {
  const auto length_column = column_of(fields, "length"), time_column = column_of(fields, "time"),
             speed_column = column_of(fields, "speed");
  rows.length_unit = request.length_unit;
  if (!find_length_unit(rows, links, features.cells.file, length_column, report)) return false;
  if (rows.length_unit.empty()) rows.length_unit = "km";
  rows.speed_unit =
      !request.speed_unit.empty() ? request.speed_unit : unit_of_name(speed_column, {"mph"});
  if (rows.speed_unit.empty())
    rows.speed_unit = rows.length_unit == "mi" || rows.length_unit == "ft" ? "mph" : "kph";
  auto time_unit = request.time_unit;
  if (time_unit.empty() && (time_column == "hours" || time_column == "free_time_")) time_unit = "h";
  if (time_unit.empty() && time_column == "minutes") time_unit = "min";
  if (time_unit.empty()) time_unit = unit_of_name(time_column, {"h", "min", "s"});
  if (!time_column.empty() && time_unit.empty()) {
    report.error(features.cells.file, 0, time_column, "", "nothing says its unit",
                 "--time-unit h, min or s; --time-field none");
    return false;
  }
  const double km = *gmns::km_of_unit(rows.length_unit), kmh = *gmns::kmh_of_unit(rows.speed_unit);
  for (std::size_t i = 0; i < links.size(); ++i) {
    auto& link = links[i];
    link.length_assumed = std::isnan(link.length_km);
    link.length_km = link.length_assumed ? length_of(link.points) : link.length_km * km;
    const bool timed = !std::isnan(link.free_time_h);
    link.speed_assumed = !timed && std::isnan(rows.speed[i]);
    const double speed = link.speed_assumed ? usual_speed(link, request) : rows.speed[i] * kmh;
    link.free_time_h = timed ? link.free_time_h * hours_of_unit(time_unit) : link.length_km / speed;
    if (request.capacity_per_hour) link.capacity_pce_per_day *= 24;
  }
  return true;
}

}  // namespace amur::gis
