#include "amur/gis/gis_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <unordered_map>

#include "amur/case/country_codes.h"
#include "amur/gis/case_tables.h"
#include "amur/gis/link_rows.h"
#include "amur/gis/map_file.h"
#include "amur/gmns/gmns_words.h"
#include "amur/osm/borders.h"
#include "amur/text/new_folder.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::gis {
namespace {

constexpr double usual_snap_m = 1;

class importing {
 public:
  importing(const gis_request& request, diagnostics& report)
      : request_(request), report_(report), snap_m_(request.snap_m.value_or(usual_snap_m)) {}

  std::optional<gis_summary> make(feature_table& features);

 private:
  bool read_nodes(bool links_name_nodes);
  bool take_node_rows(const feature_table& table);
  bool name_ends(link_rows& rows, const feature_table& features);
  bool has_lines(const link_rows& rows, const feature_table& features);
  std::uint32_t node_named(const std::string& id, const point& at);
  void turn_line(drawn_link& link) const;
  bool place_countries();
  void build();
  void join_chains();
  void name_nodes();
  void find_crossings();

  const gis_request& request_;
  diagnostics& report_;
  double snap_m_;
  gis_summary made_;
  bool has_node_rows_ = false;
  std::vector<drawn_node> given_;
  std::unordered_map<std::string, std::uint32_t> node_at_;
};

// The nodes beside a map of links that name them: a layer of theirs, or a file NAME_nodes.
std::filesystem::path own_nodes(const std::filesystem::path& file, std::string& layer) {
  const auto extension = gmns::lowered(file.extension().string());
  if (extension == ".gpkg") {
    layer = "nodes";
    return has_point_layer(file, layer) ? file : std::filesystem::path();
  }
  auto beside = file;
  beside.replace_filename(file.stem().string() + "_nodes" + file.extension().string());
  std::error_code code;
  return std::filesystem::is_regular_file(beside, code) ? beside : std::filesystem::path();
}

bool importing::read_nodes(bool links_name_nodes) {
  auto file = request_.nodes;
  auto layer = request_.nodes_layer;
  if (file.empty() && links_name_nodes) file = own_nodes(request_.file, layer);
  if (file.empty()) return true;
  auto table = read_features(file, layer, shape_kind::points, request_.places, true, report_);
  if (!table || !turn_to_degrees(*table, request_.crs, report_)) return false;
  has_node_rows_ = true;
  return take_node_rows(*table);
}

bool importing::take_node_rows(const feature_table& table) {
  const auto fields = find_fields(table.cells, request_.fields, true, report_);
  const auto column = [&](const char* role) {
    const auto found = fields.find(role);
    return found == fields.end() ? std::string() : found->second;
  };
  for (std::size_t i = 0; i < table.cells.rows.size(); ++i) {
    const text::typed_row row(table.cells, table.cells.rows[i], report_);
    const auto id_column = column("node-id"), country_column = column("node-country");
    drawn_node node;
    node.at = table.shapes[i].front().front();
    node.given = true;
    node.id = id_column.empty() ? std::to_string(i + 1) : gmns::case_id(row.text(id_column, true));
    if (!column("node-name").empty()) node.name = row.text(column("node-name"));
    if (!column("node-type").empty()) node.type = row.text(column("node-type"));
    if (!country_column.empty() && !row.blank(country_column)) {
      const auto given = row.text(country_column);
      node.country = cases::is_known_country(given) ? given : cases::alpha3_of(given);
      if (node.country.empty())
        row.error(country_column, "there is no such country",
                  "ISO 3166 codes, or --node-country-field none");
    }
    if (!text::is_id(node.id))
      row.error(id_column, "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
    else if (!node_at_.insert({node.id, static_cast<std::uint32_t>(i)}).second)
      row.error(id_column, "there is a node of this id already", "an id of its own");
    given_.push_back(std::move(node));
  }
  return !report_.has_errors();
}

std::uint32_t importing::node_named(const std::string& id, const point& at) {
  auto& nodes = made_.network.nodes;
  const auto [found, fresh] = node_at_.insert({id, static_cast<std::uint32_t>(nodes.size())});
  if (fresh) nodes.push_back({at, false, id, "", "", ""});
  return found->second;
}

// A line may be drawn against its link; where its ends lie says so.
void importing::turn_line(drawn_link& link) const {
  const auto& from = made_.network.nodes[link.from].at;
  const auto& to = made_.network.nodes[link.to].at;
  const auto away = [](const point& a, const point& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
  };
  const double along = away(link.points.front(), from) + away(link.points.back(), to);
  const double against = away(link.points.back(), from) + away(link.points.front(), to);
  if (against < along) std::ranges::reverse(link.points);
}

bool importing::name_ends(link_rows& rows, const feature_table& features) {
  made_.network.nodes = given_;
  for (std::size_t i = 0; i < rows.links.size(); ++i) {
    auto& link = rows.links[i];
    for (const auto& [role, id] : {std::pair("from", rows.from[i]), std::pair("to", rows.to[i])})
      if (!text::is_id(id) || (has_node_rows_ && !node_at_.contains(id)))
        report_.error(
            features.cells.file, features.cells.rows[link.row].line, made_.fields.at(role), id,
            text::is_id(id) ? "there is no such node" : "this can't be an id", "the id of a node");
    if (report_.has_errors()) continue;
    link.from = node_named(rows.from[i], link.points.empty() ? point{} : link.points.front());
    link.to = node_named(rows.to[i], link.points.empty() ? point{} : link.points.back());
    if (link.points.empty())
      link.points = {made_.network.nodes[link.from].at, made_.network.nodes[link.to].at};
    else
      turn_line(link);
  }
  made_.ends_by_name = true;
  return !report_.has_errors();
}

// Ends that are found on the ground need a line to lie at.
bool importing::has_lines(const link_rows& rows, const feature_table& features) {
  for (const auto& link : rows.links)
    if (link.points.size() < 2)
      report_.error(features.cells.file, features.cells.rows[link.row].line, "geometry", "",
                    "this row has no line, and --snap-m joins ends by place",
                    "a line, or columns of its two nodes without --snap-m");
  return !report_.has_errors();
}

bool importing::place_countries() {
  auto& nodes = made_.network.nodes;
  const auto unknown = [](const drawn_node& node) { return node.country.empty(); };
  if (!request_.country.empty())
    for (auto& node : nodes)
      if (unknown(node)) node.country = request_.country;
  if (std::ranges::none_of(nodes, unknown)) return true;
  if (request_.borders.empty() && request_.built_in.empty()) {
    report_.error(made_.file, 0, "", "", "nothing says which countries its nodes are in",
                  "--country, --borders or --node-country-field");
    return false;
  }
  const auto borders = request_.borders.empty()
                           ? osm::borders_of_text(request_.built_in, "countries.json", report_)
                           : osm::borders_of_file(request_.borders, report_);
  if (!borders) return false;
  for (auto& node : nodes)
    if (unknown(node))
      node.country =
          borders->map.code_of(borders->map.country_at(osm::place_at(node.at[0], node.at[1])));
  return true;
}

void importing::join_chains() {
  std::vector<bool> kept(made_.network.nodes.size(), false);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = made_.network.nodes[i].given;
  for (const auto& link : made_.network.links)
    if (made_.network.nodes[link.from].country != made_.network.nodes[link.to].country)
      kept[link.from] = kept[link.to] = true;
  contract(made_.network, kept);
}

void importing::build() {
  auto& network = made_.network;
  cut_lines(network, {snap_m_, request_.split});
  drop_rings(network, snap_m_);
  if (!made_.ends_by_name) drop_duplicates(network, snap_m_);
}

void importing::name_nodes() {
  std::set<std::string> taken, countries;
  for (const auto& node : made_.network.nodes) taken.insert(node.id);
  std::size_t next = 0;
  for (auto& node : made_.network.nodes) {
    while (node.id.empty())
      if (auto id = fmt::format("n{}", ++next); !taken.contains(id)) node.id = id;
    countries.insert(node.country);
  }
  made_.countries.assign(countries.begin(), countries.end());
  std::set<std::string> modes;
  for (const auto& link : made_.network.links) modes.insert(link.mode);
  made_.modes.assign(modes.begin(), modes.end());
}

void importing::find_crossings() {
  std::unordered_map<std::string, std::size_t> count;
  for (const auto& link : made_.network.links) {
    auto one = made_.network.nodes[link.from].country, other = made_.network.nodes[link.to].country;
    // Nobody controls what goes out to the high seas.
    if (one == other || one == cases::high_seas || other == cases::high_seas) continue;
    if (other < one) std::swap(one, other);
    const auto pair =
        fmt::format("{}-{}-{}", link.mode.substr(0, 32), gmns::lowered(one), gmns::lowered(other));
    made_.crossings.push_back(
        {fmt::format("{}-{}", pair, ++count[pair]),
         fmt::format("{} ({}-{})", link.name.empty() ? link.id : link.name, one, other), link.id});
  }
}

std::optional<gis_summary> importing::make(feature_table& features) {
  made_.file = features.cells.file;
  made_.layer = features.layer;
  made_.fields = find_fields(features.cells, request_.fields, false, report_);
  const bool named =
      made_.fields.contains("from") && made_.fields.contains("to") && !request_.snap_m;
  if (!named) {
    made_.fields.erase("from");
    made_.fields.erase("to");
  }
  if (report_.has_errors() || !read_nodes(named)) return std::nullopt;
  auto rows = read_link_rows(features, made_.fields, request_, report_);
  if (!rows) return std::nullopt;
  if (named ? !name_ends(*rows, features) : !has_lines(*rows, features)) return std::nullopt;
  auto& network = made_.network;
  network.report.lines = rows->links.size();
  network.links = std::move(rows->links);
  if (!named) join_ends(network, given_, snap_m_);
  if (!finish_link_rows(*rows, network.links, features, made_.fields, request_, report_))
    return std::nullopt;
  made_.length_unit = rows->length_unit;
  made_.length_guessed = rows->length_guessed;
  made_.speed_unit = rows->speed_unit;
  build();
  if (!place_countries()) return std::nullopt;
  // Links that run beside each other after joining may leave places where two meet, and so on.
  for (std::size_t before = SIZE_MAX; before != network.links.size();) {
    before = network.links.size();
    if (request_.drop_parallel) drop_parallel(network);
    if (request_.contract) join_chains();
  }
  finish(network);
  if (network.links.empty()) {
    report_.error(made_.file, 0, "", "", "no link is left of it: all are shorter than --snap-m",
                  "lines longer than the tolerance");
    return std::nullopt;
  }
  name_nodes();
  find_crossings();
  for (const auto& link : network.links) {
    made_.lengths_assumed += link.length_assumed ? 1 : 0;
    made_.speeds_assumed += link.speed_assumed ? 1 : 0;
  }
  return std::move(made_);
}

}  // namespace

std::optional<gis_summary> import_gis(const gis_request& request, diagnostics& report) {
  if (!text::may_become_folder(request.output, report)) return std::nullopt;
  auto features = read_features(request.file, request.layer, shape_kind::lines, request.places,
                                request.nodes.empty(), report);
  if (!features || !turn_to_degrees(*features, request.crs, report)) return std::nullopt;
  auto made = importing(request, report).make(*features);
  if (!made) return std::nullopt;
  const auto write = [&](const std::filesystem::path& folder) {
    return write_case_tables(folder, request, *made, *features, report);
  };
  if (!text::write_folder(request.output, "the case", write, report)) return std::nullopt;
  return made;
}

}  // namespace amur::gis
