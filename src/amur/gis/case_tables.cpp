#include "amur/gis/case_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "amur/case/network_files.h"
#include "amur/case/starter_tables.h"
#include "amur/text/file.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::gis {
namespace {

std::vector<cases::network_node> nodes_of(const gis_summary& made) {
  std::vector<cases::network_node> nodes;
  for (const auto& node : made.network.nodes)
    nodes.push_back({node.id, node.name, node.country, node.type, node.at, "gis", ""});
  for (std::size_t i = 0; i < made.network.report.islands.size(); ++i) {
    const auto& part = made.network.report.islands[i];
    auto& note = nodes[part.node].note;
    note += fmt::format("{}island {} of {}: {} links, {:.1f} km", note.empty() ? "" : "; ", i + 1,
                        part.mode, part.links, part.length_km);
  }
  return nodes;
}

std::string note_of(const drawn_link& link) {
  auto note = link.class_name;
  for (const auto& [assumed, cell] :
       {std::pair(link.length_assumed, "length_km"), std::pair(link.speed_assumed, "free_time_h")})
    if (assumed) note += std::string(note.empty() ? "" : "; ") + "assumed: " + cell;
  return note;
}

std::vector<cases::network_link> links_of(const gis_summary& made) {
  std::vector<cases::network_link> links;
  for (const auto& link : made.network.links)
    links.push_back({link.id, link.name, made.network.nodes[link.from].id,
                     made.network.nodes[link.to].id, link.mode, link.one_way, link.length_km,
                     link.free_time_h, link.capacity_pce_per_day, link.fee_usd_per_vehicle,
                     link.fee_usd_per_t, link.delay, link.alpha, link.beta, link.points,
                     link.speed_assumed || link.length_assumed ? "gis_assumed" : "gis",
                     note_of(link)});
  return links;
}

void write_crossings(const gis_summary& made, text::file_writer& file) {
  file << "crossing_id,name,links,wait_h,source,note\n";
  for (const auto& crossing : made.crossings)
    file << crossing.id << "," << text::csv_cell(crossing.name) << "," << crossing.link
         << ",,gis_assumed,assumed: wait_h; the link changes country\n";
}

// What the map says beyond a case's own columns: each of its rows beside the link it is drawn on.
void write_fields(const gis_summary& made, const feature_table& features, text::file_writer& file) {
  std::vector<std::string> link_of(features.cells.rows.size());
  for (const auto& link : made.network.links)
    if (link_of[link.row].empty()) link_of[link.row] = link.id;
  file << "link_id,row";
  for (const auto& column : features.cells.columns) file << "," << text::csv_cell(column);
  file << "\n";
  for (std::size_t i = 0; i < link_of.size(); ++i) {
    file << link_of[i] << "," << features.cells.rows[i].line;
    for (const auto& cell : features.cells.rows[i].cells) file << "," << text::csv_cell(cell);
    file << "\n";
  }
}

std::string words_of(const topology_report& report, double snap_m) {
  auto words = fmt::format(
      "# Ends within {:g} m are one node: {} were moved, by {:.3g} m at most\n"
      "# Left out: {} lines of no length, {} rings, {} there twice, {} beside a shorter one\n"
      "# Cut at {} places; joined at {}; {} ends touch a line, and lines cross at {} places "
      "without a node\n"
      "# Nodes with one link: {}; islands beside the largest part of each mode's network: {}\n",
      snap_m, report.ends_joined, report.farthest_m, report.zero_length, report.rings,
      report.duplicates, report.parallel, report.cuts, report.contracted, report.ends_on_lines,
      report.crossings_without_node, report.dangles, report.islands.size());
  return words;
}

std::string case_toml_of(const gis_request& request, const gis_summary& made) {
  std::string read;
  for (const auto& [role, column] : made.fields)
    read += (read.empty() ? "" : ", ") + role + " = " + text::toml_string(column);
  return "# Made from the map " + text::toml_string(made.file) +
         (made.layer.empty() ? "" : ", layer " + text::toml_string(made.layer)) +
         "\n# Columns: " + (read.empty() ? "none" : read) + "\n" +
         fmt::format("# length in {}{}, speed in {}\n", made.length_unit,
                     made.length_guessed ? " (guessed from the lines)" : "", made.speed_unit) +
         (made.ends_by_name ? "# Links name their nodes\n" : "") +
         words_of(made.network.report, request.snap_m.value_or(1)) +
         fmt::format(
             "# Assumed: {} lengths (as drawn), {} speeds; waits at crossings, vehicles, "
             "goods and loading\n",
             made.lengths_assumed, made.speeds_assumed) +
         "title = " + text::toml_string(made.file) +
         "\nbase_year = 2025                # the map names no day\ndate = 2025-01-01\n\n"
         "[demand]\nper = \"day\"\n";
}

std::string sources_toml_of(const gis_summary& made) {
  return "[gis]\ntitle = " + text::toml_string(made.file) +
         "\nconfidence = \"reported\"\n\n[gis_assumed]\ntitle = " +
         text::toml_string(made.file + ", and what it doesn't say") +
         "\nconfidence = \"assumed\"\n"
         "note = \"The note of a row names the cells that are assumed.\"\n";
}

}  // namespace

bool write_case_tables(const std::filesystem::path& folder, const gis_request& request,
                       const gis_summary& made, const feature_table& features,
                       diagnostics& report) {
  const auto start = cases::make_starter_tables(made.modes, "gis_assumed");
  std::error_code code;
  std::filesystem::create_directory(folder / "import", code);
  const auto file = [&](const char* name, auto&& content) {
    return text::write_file(folder / name, content, report);
  };
  return file("nodes.csv",
              [&](text::file_writer& to) { cases::write_network_nodes(nodes_of(made), to); }) &&
         file("links.csv",
              [&](text::file_writer& to) { cases::write_network_links(links_of(made), to); }) &&
         (made.crossings.empty() ||
          file("crossings.csv", [&](text::file_writer& to) { write_crossings(made, to); })) &&
         file("import/fields.csv",
              [&](text::file_writer& to) { write_fields(made, features, to); }) &&
         file("vehicles.csv", start.vehicles) && file("commodities.csv", start.commodities) &&
         file("transfers.csv", start.transfers) && file("demand.csv", start.demand) &&
         file("sources.toml", sources_toml_of(made)) &&
         file("case.toml", case_toml_of(request, made));
}

}  // namespace amur::gis
