#include "amur/gmns/gmns_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "amur/gmns/gmns_findings.h"
#include "amur/gmns/gmns_table.h"
#include "amur/gmns/gmns_words.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::gmns {
namespace {

using names = std::vector<std::string>;

const names node_columns = {"node_id",   "name",      "x_coord", "y_coord",       "z_coord",
                            "node_type", "ctrl_type", "zone_id", "parent_node_id"};
const names link_columns = {"link_id",      "parent_link_id", "name",         "from_node_id",
                            "to_node_id",   "directed",       "geometry_id",  "geometry",
                            "dir_flag",     "length",         "grade",        "facility_type",
                            "capacity",     "free_speed",     "lanes",        "bike_facility",
                            "ped_facility", "parking",        "allowed_uses", "toll",
                            "jurisdiction", "row_width"};

double length_of_line(const std::vector<point>& line, bool on_a_plane) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    sum += on_a_plane ? std::hypot(line[i + 1][0] - line[i][0], line[i + 1][1] - line[i][1]) / 1000
                      : kilometres(line[i], line[i + 1]);
  return sum;
}

class network_reading {
 public:
  network_reading(const std::filesystem::path& folder, diagnostics& report)
      : folder_(folder), report_(&report) {}
  std::optional<gmns_network> read(const gmns_units& given);

 private:
  void read_config(const gmns_units& given);
  void read_nodes();
  void read_geometries();
  void read_links();
  void read_link(const text::typed_row& row);
  void read_line(const text::typed_row& row, gmns_link& to);
  void place_points();
  void turn_lines();
  void read_units(const gmns_units& given);
  void finish_links();
  std::optional<std::uint32_t> node_of(const text::typed_row& row, const char* column);
  bool failed() const { return report_->has_errors(); }

  std::filesystem::path folder_;
  diagnostics* report_;
  gmns_network made_;
  std::unordered_map<std::string, std::uint32_t> node_at_;
  std::unordered_map<std::string, std::vector<point>> geometry_;
  // As the file has them, until units are known; NaN: blank.
  std::vector<double> length_, speed_, time_h_;
  std::vector<std::size_t> line_of_file_;
  std::size_t said_by_dir_flag_ = 0;
  std::unordered_map<std::string, std::size_t> link_at_;
};

void network_reading::read_config(const gmns_units& given) {
  made_.units = given;
  const auto config = read_gmns_table(folder_, "config", false, {}, {}, *report_);
  if (!config || config->rows.empty()) return;
  const text::typed_row row(*config, config->rows.front(), *report_);
  if (!row.blank("dataset_name")) made_.name = row.text("dataset_name");
  if (made_.units.length.empty()) made_.units.length = row.text("long_length");
  if (made_.units.speed.empty()) made_.units.speed = row.text("speed");
  if (made_.units.crs.empty()) made_.units.crs = row.text("crs");
  if (!made_.units.length.empty() && !km_of_unit(made_.units.length))
    row.error("long_length", made_.units.length, "this is no unit of length", "m, km, ft, mi");
  if (!made_.units.speed.empty() && !kmh_of_unit(made_.units.speed))
    row.error("speed", made_.units.speed, "this is no unit of speed", "kph, mph");
}

void network_reading::read_nodes() {
  static const names needed = {"node_id", "x_coord", "y_coord"};
  const auto table = read_gmns_table(folder_, "node", true, node_columns, needed, *report_);
  if (!table) return;
  for (const auto& given : table->rows) {
    const text::typed_row row(*table, given, *report_);
    gmns_node node{
        case_id(row.text("node_id", true)),
        row.text("name"),
        row.text("country"),
        row.text("node_type"),
        {row.number("x_coord", text::any_number), row.number("y_coord", text::any_number)}};
    if (!text::is_id(node.id)) {
      row.error("node_id", "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
      continue;
    }
    const auto number = static_cast<std::uint32_t>(made_.nodes.size());
    if (!node_at_.insert({node.id, number}).second) {
      row.error("node_id", "there is a node of this id already", "an id of its own");
      continue;
    }
    made_.nodes.push_back(std::move(node));
  }
}

void network_reading::read_geometries() {
  static const names needed = {"geometry_id", "geometry"};
  const auto table = read_gmns_table(folder_, "geometry", false, needed, needed, *report_);
  if (!table) return;
  for (const auto& given : table->rows) {
    const text::typed_row row(*table, given, *report_);
    auto line = points_of_wkt(row.text("geometry"));
    if (line.size() < 2)
      row.error("geometry", "this is not a line", "WKT: LINESTRING (x y, x y, ...)");
    if (!geometry_.insert({row.text("geometry_id", true), std::move(line)}).second)
      row.error("geometry_id", "there is a geometry of this id already", "an id of its own");
  }
}

std::optional<std::uint32_t> network_reading::node_of(const text::typed_row& row,
                                                      const char* column) {
  const auto id = row.text(column, true);
  if (id.empty()) return std::nullopt;
  const auto at = node_at_.find(case_id(id));
  if (at != node_at_.end()) return at->second;
  row.error(column, "there is no such node", "a node_id of node.csv");
  return std::nullopt;
}

void network_reading::read_line(const text::typed_row& row, gmns_link& to) {
  if (!row.blank("geometry")) {
    to.line = points_of_wkt(row.text("geometry"));
    if (to.line.size() < 2)
      row.error("geometry", "this is not a line", "WKT: LINESTRING (x y, x y, ...)");
  } else if (!row.blank("geometry_id")) {
    const auto at = geometry_.find(row.text("geometry_id"));
    if (at == geometry_.end())
      row.error("geometry_id", "there is no such geometry", "a geometry_id of geometry.csv");
    else
      to.line = at->second;
  }
}

void network_reading::read_link(const text::typed_row& row) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  static const names spellings = {"1", "true",  "t", "yes", "y", "1.0",
                                  "0", "false", "f", "no",  "n", "0.0"};
  gmns_link link;
  link.id = case_id(row.text("link_id", true));
  const auto from = node_of(row, "from_node_id"), to = node_of(row, "to_node_id");
  auto direction = lowered(row.text("directed"));
  if (direction.empty() && !row.blank("dir_flag")) {
    ++said_by_dir_flag_;
    direction = row.text("dir_flag") == "0" ? "0" : "1";
  }
  const auto spelled = std::ranges::find(spellings, direction);
  if (spelled == spellings.end())
    row.error("directed", "this is neither true nor false", "1, 0, true, false, yes, no");
  link.directed = spelled - spellings.begin() < 6;
  link.name = row.text("name");
  link.class_name = row.text("facility_type");
  link.uses = row.text("allowed_uses");
  const auto mode = row.text("mode");
  link.mode = text::is_id(mode) ? mode : mode_of_uses(link.uses);
  const double lanes = std::max(1.0, row.number("lanes", text::not_negative, 1));
  constexpr double hours_a_day = 24;
  const double per_lane_and_hour = row.number("capacity", text::not_negative, 0);
  link.capacity_pce_per_day =
      row.number("capacity_pce_per_day", text::not_negative,
                 per_lane_and_hour > 0 ? per_lane_and_hour * lanes * hours_a_day : none);
  link.fee_usd_per_vehicle = row.number("toll", text::not_negative, 0);
  link.fee_usd_per_t = row.number("fee_usd_per_t", text::not_negative, 0);
  link.delay = row.text("delay");
  link.alpha = row.text("alpha");
  link.beta = row.text("beta");
  read_line(row, link);
  const double length = row.number("length", text::not_negative, none);
  const double speed = row.number("free_speed", text::not_negative, none);
  const double time = row.number("free_time_h", text::not_negative, none);
  if (!from || !to || failed()) return;
  if (*from == *to) {
    ++made_.links_to_themselves;
    return;
  }
  if (!link_at_.insert({link.id, made_.links.size()}).second || !text::is_id(link.id)) {
    row.error("link_id",
              text::is_id(link.id) ? "there is a link of this id already" : "this can't be an id",
              "an id of its own, of 1 to 64 characters");
    return;
  }
  link.from = *from;
  link.to = *to;
  made_.links.push_back(std::move(link));
  length_.push_back(length);
  speed_.push_back(speed);
  time_h_.push_back(time);
  line_of_file_.push_back(row.place().line);
}

void network_reading::read_links() {
  static const names needed = {"link_id", "from_node_id", "to_node_id", "directed"};
  const auto table = read_gmns_table(folder_, "link", true, link_columns, needed, *report_);
  if (!table) return;
  warn_of_odd_links(*table, *report_);
  for (const auto& row : table->rows) read_link(text::typed_row(*table, row, *report_));
  if (said_by_dir_flag_ > 0)
    report_->warning("link.csv", 0, "directed", "",
                     fmt::format("blank in {} rows: read from dir_flag", said_by_dir_flag_),
                     "1, 0, true, false, yes, no");
}

// Degrees stay; what is in a known system is turned into degrees; else coordinates count as metres.
void network_reading::place_points() {
  std::vector<point*> all;
  for (auto& node : made_.nodes) all.push_back(&node.at);
  for (auto& link : made_.links)
    for (auto& at : link.line) all.push_back(&at);
  const bool degrees = std::ranges::all_of(
      all, [](const point* at) { return std::abs((*at)[0]) <= 180 && std::abs((*at)[1]) <= 90; });
  if (degrees) return;
  if (!made_.units.crs.empty()) {
    (void)to_degrees(made_.units.crs, all, "config.csv", *report_);
    return;
  }
  made_.on_a_plane = true;
  report_->warning("node.csv", 0, "x_coord", fmt::format("{}", made_.nodes.front().at[0]),
                   "these are no degrees, and nothing says which coordinate system they are of: "
                   "they count as metres around 0, 0",
                   "--crs, or crs in config.csv");
}

// A geometry may lead against its link, which dir_flag -1 says; where its ends lie says it as well.
void network_reading::turn_lines() {
  for (auto& link : made_.links) {
    if (link.line.empty()) continue;
    const auto away = [&](const point& a, const point& b) {
      return std::hypot(a[0] - b[0], a[1] - b[1]);
    };
    const auto& from = made_.nodes[link.from].at;
    const auto& to = made_.nodes[link.to].at;
    const double along = away(link.line.front(), from) + away(link.line.back(), to);
    const double against = away(link.line.back(), from) + away(link.line.front(), to);
    if (against >= along) continue;
    std::ranges::reverse(link.line);
    ++made_.turned_lines;
  }
}

void network_reading::read_units(const gmns_units& given) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < made_.links.size(); ++i) {
    const auto& link = made_.links[i];
    auto line = link.line;
    if (line.empty()) line = {made_.nodes[link.from].at, made_.nodes[link.to].at};
    const double km = length_of_line(line, made_.on_a_plane);
    if (length_[i] > 0 && km > 0) ratios.push_back(km / length_[i]);
  }
  if (made_.units.length.empty() && !ratios.empty()) {
    std::ranges::nth_element(ratios,
                             ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2));
    const double middle = ratios[ratios.size() / 2];
    constexpr double noted_off = 0.1;
    double off = 0;
    made_.units.length = nearest_length_unit(middle, off);
    if (off > noted_off && !made_.units.length.empty())
      report_->warning("link.csv", 0, "length", "",
                       fmt::format("in {} half of the links are longer than {:.2f} times their "
                                   "geometry, half shorter",
                                   made_.units.length, *km_of_unit(made_.units.length) / middle),
                       "lengths of the geometry");
    made_.length_guessed = true;
    if (made_.units.length.empty())
      report_->error("link.csv", 0, "length", "",
                     fmt::format("its unit can't be told: it would have {:.3g} km", middle),
                     "--length-unit m, km, ft or mi, or long_length in config.csv");
  }
  if (made_.units.length.empty()) made_.units.length = "km";
  if (made_.units.speed.empty()) {
    const bool metric = made_.units.length.starts_with("m") ? *km_of_unit(made_.units.length) < 1
                                                            : *km_of_unit(made_.units.length) == 1;
    made_.units.speed = metric ? "kph" : "mph";
    made_.speed_guessed = given.speed.empty();
  }
}

void network_reading::finish_links() {
  const double km = *km_of_unit(made_.units.length), kmh = *kmh_of_unit(made_.units.speed);
  for (std::size_t i = 0; i < made_.links.size(); ++i) {
    auto& link = made_.links[i];
    auto line = link.line;
    if (line.empty()) line = {made_.nodes[link.from].at, made_.nodes[link.to].at};
    const double drawn_km = length_of_line(line, made_.on_a_plane);
    const double straight_km =
        length_of_line({made_.nodes[link.from].at, made_.nodes[link.to].at}, made_.on_a_plane);
    link.length_assumed = std::isnan(length_[i]);
    link.length_km = link.length_assumed ? drawn_km : length_[i] * km;
    link.speed_assumed = std::isnan(time_h_[i]) && !(speed_[i] > 0);
    const double speed = link.speed_assumed ? usual_speed_kmh(link.mode) : speed_[i] * kmh;
    link.free_time_h = std::isnan(time_h_[i]) ? link.length_km / speed : time_h_[i];
    constexpr double odd = 2, least_km = 0.05;
    if (!link.length_assumed && straight_km > least_km && link.length_km * odd < straight_km)
      report_->warning("link.csv", line_of_file_[i], "length", fmt::format("{}", length_[i]),
                       fmt::format("shorter than half the straight line of {:.3f} km between its "
                                   "nodes",
                                   straight_km),
                       "a length in " + made_.units.length);
    if (drawn_km > least_km && straight_km > odd * drawn_km)
      report_->warning("link.csv", line_of_file_[i], "geometry", link.id,
                       "it does not reach from one node to the other", "a line between its nodes");
  }
}

std::optional<gmns_network> network_reading::read(const gmns_units& given) {
  const auto whole = std::filesystem::absolute(folder_).lexically_normal();
  made_.name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  read_config(given);
  read_nodes();
  read_geometries();
  if (!failed()) read_links();
  if (!failed() && made_.links.empty())
    report_->error("link.csv", 0, "", "", "there is no link in it", "a row a link");
  if (!failed()) place_points();
  if (!failed()) turn_lines();
  if (!failed()) read_units(given);
  if (failed()) return std::nullopt;
  finish_links();
  return std::move(made_);
}

}  // namespace

std::optional<gmns_network> read_gmns(const std::filesystem::path& folder, const gmns_units& given,
                                      diagnostics& report) {
  return network_reading(folder, report).read(given);
}

}  // namespace amur::gmns
