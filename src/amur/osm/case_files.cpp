#include "amur/osm/case_files.h"

#include <fmt/format.h>

#include <cmath>
#include <system_error>

#include "amur/case/starter_tables.h"
#include "amur/osm/case_words.h"
#include "amur/text/file.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::osm {
namespace {

// To the millimetre and the hundredth of a second: as far as an extract's own places go.
double rounded(double number) { return std::round(number * 1e6) / 1e6; }

void add_degrees(std::string& to, std::int32_t of) {
  auto rest = static_cast<std::uint32_t>(of < 0 ? -std::int64_t{of} : of);
  char digits[8];
  for (int i = 6; i >= 0; --i, rest /= 10) digits[i] = static_cast<char>('0' + rest % 10);
  int length = 7;
  while (length > 0 && digits[length - 1] == '0') --length;
  if (of < 0) to += '-';
  fmt::format_to(std::back_inserter(to), "{}", rest);
  if (length > 0) to.append(".").append(digits, static_cast<std::size_t>(length));
}

std::string note_of(const built_link& link, const way_kind& kind) {
  auto note = kind.class_name;
  std::string assumed;
  if (link.speed_assumed) assumed += " free_time_h";
  if (link.lanes_assumed) assumed += " capacity_pce_per_day";
  if (link.fee_usd_per_vehicle > 0) assumed += " fee_usd_per_vehicle";
  if (kind.gauge_assumed) assumed += " mode";
  if (link.made_up) assumed += " length_km to_node_id";
  if (!assumed.empty()) note += "; assumed:" + assumed;
  if (link.bridge_km > 0) note += fmt::format("; bridge {:.3f} km", link.bridge_km);
  if (link.unpaved_km > 0) note += fmt::format("; unpaved {:.3f} km", link.unpaved_km);
  if (link.made_up) note += "; made up: the extract ends here";
  return note;
}

struct case_files {
  const import_request& request;
  const import_summary& made;
  const raw_network& raw;
  const country_map& map;
  const defaults_table& defaults;

  void write_nodes(text::file_writer& file) const;
  void write_links(text::file_writer& file) const;
  void write_crossings(text::file_writer& file) const;
  [[nodiscard]] std::vector<std::string> node_names() const;
};

// The names of the first two ways that meet there, else its id.
std::vector<std::string> case_files::node_names() const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers(made.network.nodes.size());
  for (const auto& link : made.network.links)
    for (const auto node : {link.from, link.to}) {
      auto& [first, second] = numbers[node];
      if (first == 0)
        first = link.name;
      else if (second == 0 && link.name != first)
        second = link.name;
    }
  std::vector<std::string> names;
  for (std::size_t node = 0; node < numbers.size(); ++node) {
    const auto& [first, second] = numbers[node];
    names.push_back(first == 0    ? made.network.nodes[node].id
                    : second == 0 ? raw.names[first]
                                  : raw.names[first] + " / " + raw.names[second]);
  }
  return names;
}

void case_files::write_nodes(text::file_writer& file) const {
  const auto names = node_names();
  const char* const country_source = made.borders == border_origin::extracts ? "osm" : "borders";
  std::vector<std::string> notes(names.size());
  std::vector<bool> terminal(names.size(), false);
  for (const auto& each : made.network.gauge_breaks) terminal[each.node] = true;
  for (std::size_t i = 0; i < made.network.islands.size(); ++i) {
    const auto& part = made.network.islands[i];
    notes[part.node] +=
        fmt::format("{}island {} of {}: {} links, {:.1f} km", notes[part.node].empty() ? "" : "; ",
                    i + 1, part.mode, part.links, part.length_km);
  }
  file << "node_id,name,country,node_type,x_coord,y_coord,source,note\n";
  std::string row;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& node = made.network.nodes[i];
    row = fmt::format("{},{},{},{},", node.id, text::csv_cell(names[i]), map.code_of(node.country),
                      node.at_border ? "border"
                      : terminal[i]  ? "terminal"
                                     : "junction");
    add_degrees(row, node.at.x);
    row += ',';
    add_degrees(row, node.at.y);
    file << row << "," << country_source << "," << text::csv_cell(notes[i]) << "\n";
  }
}

void case_files::write_links(text::file_writer& file) const {
  file << "link_id,name,from_node_id,to_node_id,directed,mode,length_km,free_time_h,"
          "capacity_pce_per_day,delay,fee_usd_per_vehicle,geometry,source,note\n";
  std::string line;
  for (const auto& link : made.network.links) {
    const auto& kind = raw.kinds[link.kind];
    const bool congests = link.capacity_pce_per_day > 0;
    file << link.id << "," << text::csv_cell(raw.names[link.name]) << ","
         << made.network.nodes[link.from].id << "," << made.network.nodes[link.to].id
         << (link.one_way ? ",true," : ",false,") << kind.mode << "," << rounded(link.length_km)
         << "," << rounded(link.free_time_h) << ",";
    if (congests) file << rounded(link.capacity_pce_per_day);
    file << (congests ? ",bpr," : ",constant,");
    if (link.fee_usd_per_vehicle > 0) file << rounded(link.fee_usd_per_vehicle);
    line = ",\"LINESTRING (";
    for (std::size_t i = 0; i < link.line.size(); ++i) {
      if (i > 0) line += ", ";
      add_degrees(line, link.line[i].x);
      line += ' ';
      add_degrees(line, link.line[i].y);
    }
    const bool assumed = link.speed_assumed || link.lanes_assumed || link.made_up ||
                         kind.gauge_assumed || link.fee_usd_per_vehicle > 0;
    file << line << ")\"," << (assumed ? "osm_defaults," : "osm,")
         << text::csv_cell(note_of(link, kind)) << "\n";
  }
}

void case_files::write_crossings(text::file_writer& file) const {
  file << "crossing_id,name,links,wait_h,source,note\n";
  for (const auto& crossing : made.network.crossings) {
    file << crossing.id << "," << text::csv_cell(crossing.name) << ",";
    for (std::size_t i = 0; i < crossing.links.size(); ++i)
      file << (i > 0 ? ";" : "") << made.network.links[crossing.links[i]].id;
    const auto mode = crossing.mode.substr(0, crossing.mode.find('_'));
    const auto* const usual = defaults.find(mode + crossing_row);
    file << ",";
    if (usual && std::isfinite(usual->wait_h)) file << usual->wait_h;
    file << ",osm_defaults,assumed: wait_h; "
         << std::string_view(crossing.origin == crossing_origin::change_of_country
                                 ? "a way changes country"
                             : crossing.origin == crossing_origin::end_at_border
                                 ? "a way of the extract ends at the border"
                                 : "a border control")
         << "\n";
  }
}

}  // namespace

bool write_case_files(const std::filesystem::path& folder, const import_request& request,
                      const import_summary& made, const raw_network& raw, const country_map& map,
                      const defaults_table& defaults, diagnostics& report) {
  const case_files files{request, made, raw, map, defaults};
  const auto start = cases::make_starter_tables(made.network.modes, "osm_defaults");
  std::error_code code;
  std::filesystem::create_directory(folder / "import", code);
  const auto file = [&](const char* name, auto&& content) {
    return text::write_file(folder / name, content, report);
  };
  return file("nodes.csv", [&](text::file_writer& to) { files.write_nodes(to); }) &&
         file("links.csv", [&](text::file_writer& to) { files.write_links(to); }) &&
         (made.network.crossings.empty() ||
          file("crossings.csv", [&](text::file_writer& to) { files.write_crossings(to); })) &&
         file("case.toml", case_toml_of(request, made)) &&
         file("sources.toml", sources_toml_of(made)) && file("vehicles.csv", start.vehicles) &&
         file("commodities.csv", start.commodities) &&
         file("transfers.csv", start.transfers + gauge_transfers_of(made, defaults)) &&
         file("demand.csv", start.demand) && file("import/defaults.csv", csv_of(defaults));
}

}  // namespace amur::osm
