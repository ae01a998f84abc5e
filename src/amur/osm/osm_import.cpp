#include "amur/osm/osm_import.h"

#include <algorithm>
#include <map>
#include <set>

#include "amur/osm/case_files.h"
#include "amur/text/new_folder.h"
#include "amur/text/text.h"

namespace amur::osm {
namespace {

// How far borders of polygons may be from where ways really cross.
constexpr double edge_of_extracts_km = 0.4, edge_of_polygons_km = 5;

std::string names_of(const import_request& request) {
  std::vector<std::string> names;
  for (const auto& file : request.files) names.push_back(file.path.filename().string());
  return text::join(names);
}

std::optional<border_knowledge> find_borders(const import_request& request, const raw_network& raw,
                                             border_origin& origin, diagnostics& report) {
  if (!request.borders.empty()) {
    origin = border_origin::file;
    return borders_of_file(request.borders, report);
  }
  auto own = borders_of_extracts(raw);
  if (!own.whole.empty()) return own;
  if (request.built_in.empty()) {
    report.error(names_of(request), 0, "", "", "there is no whole border of a state in it",
                 "an extract with boundary relations of admin_level 2, or --borders FILE");
    return std::nullopt;
  }
  origin = border_origin::built_in;
  return borders_of_text(request.built_in, "countries.json", report);
}

void sum_up(import_summary& made, const raw_network& raw, const country_map& map) {
  std::map<std::pair<std::string, std::string>, double> lengths;
  for (const auto& link : made.network.links)
    if (!link.made_up)
      lengths[{raw.kinds[link.kind].mode, raw.kinds[link.kind].class_name}] += link.length_km;
  for (const auto& [key, length] : lengths) made.lengths.push_back({key.first, key.second, length});
  std::set<std::string> countries;
  for (const auto& node : made.network.nodes) countries.insert(map.code_of(node.country));
  made.countries.assign(countries.begin(), countries.end());
}

}  // namespace

std::optional<import_summary> import_osm(const import_request& request, diagnostics& report) {
  if (!text::may_become_folder(request.output, report)) return std::nullopt;
  auto defaults = request.defaults.empty() ? std::optional(usual_defaults())
                                           : read_defaults(request.defaults, report);
  if (!defaults) return std::nullopt;
  const auto raw = read_extracts(request.files, request.ways, report);
  if (!raw) return std::nullopt;
  import_summary made;
  const auto borders = find_borders(request, *raw, made.borders, report);
  if (!borders) return std::nullopt;
  for (const auto& file : request.files) made.files.push_back(file.path.filename().string());
  made.gaps = borders->gaps;
  made.edge_km = request.edge_km.value_or(
      made.borders == border_origin::extracts ? edge_of_extracts_km : edge_of_polygons_km);
  made.closed_to_lorries = raw->closed_to_lorries;
  made.sidings = raw->sidings;
  made.network = build_network(*raw, *borders, *defaults, {made.edge_km});
  if (made.network.links.empty()) {
    report.error(names_of(request), 0, "", "",
                 raw->ways.empty() ? "there is no way of the chosen classes in it"
                                   : "none of the nodes of its ways are in it",
                 "an extract with ways and their nodes; --roads names lower classes");
    return std::nullopt;
  }
  sum_up(made, *raw, borders->map);
  const auto write = [&](const std::filesystem::path& folder) {
    return write_case_files(folder, request, made, *raw, borders->map, *defaults, report);
  };
  if (!text::write_folder(request.output, "the case", write, report)) return std::nullopt;
  return made;
}

}  // namespace amur::osm
