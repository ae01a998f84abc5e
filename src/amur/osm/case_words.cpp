#include "amur/osm/case_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/text/text.h"

namespace amur::osm {
namespace {

std::string words_for_borders(const import_summary& made) {
  switch (made.borders) {
    case border_origin::extracts:
      return "countries are those of the extracts' own relations (admin_level 2)";
    case border_origin::file:
      return "countries are those of the file of borders";
    case border_origin::built_in:
      break;
  }
  return "the extracts have no borders of states: countries after Natural Earth 1:50m, whose lines "
         "may be kilometres off";
}

std::string list_of_modes(const way_choice& ways) {
  std::vector<std::string> words;
  if (ways.roads) words.push_back("roads from " + ways.lowest_road + " up");
  if (ways.rails) words.push_back("railways");
  if (ways.ferries) words.push_back("ferries that take vehicles");
  if (ways.rivers) words.push_back("waterways");
  if (ways.pipelines) words.push_back("pipelines");
  return text::join(words);
}

}  // namespace

std::string case_toml_of(const import_request& request, const import_summary& made) {
  const auto& network = made.network;
  std::string log =
      "# Made from OpenStreetMap, (c) OpenStreetMap contributors, ODbL 1.0.\n# Files: " +
      text::join(made.files) + "\n# Taken: " + list_of_modes(request.ways) +
      fmt::format("; railways without a gauge have {:g} mm\n", request.ways.usual_gauge_mm) +
      "# Borders: " + words_for_borders(made) + "\n";
  for (const auto& gap : made.gaps) log += "# Borders: " + gap + "\n";
  log += fmt::format(
      "# Crossings: where a way changes country, ends within {:g} km of a border, or has a border "
      "control\n"
      "# Left out: {} ways closed to lorries or ferries without vehicles, {} sidings\n",
      made.edge_km, made.closed_to_lorries, made.sidings);
  if (network.cut_ways > 0)
    log += fmt::format("# Cut: {} ways, at nodes that the extracts lack\n", network.cut_ways);
  for (const auto& [mode, class_name, length] : made.lengths)
    log += fmt::format("# Length: {} {} {:.3f} km\n", mode, class_name, length);
  log += fmt::format("# Islands beside the largest part of each mode's network: {}\n",
                     network.islands.size());
  constexpr std::size_t most_islands = 20;
  for (std::size_t i = 0; i < std::min(most_islands, network.islands.size()); ++i) {
    const auto& part = network.islands[i];
    log += fmt::format("#   {}: {} links, {:.1f} km, with node {}\n", part.mode, part.links,
                       part.length_km, network.nodes[part.node].id);
  }
  log +=
      "# Assumed: speeds, lanes and fees that ways do not say (import/defaults.csv), waits at\n"
      "#   crossings, vehicles, goods and loading. Each row says in its note which cells.\n";
  return log + "title = " + text::toml_string("OpenStreetMap: " + text::join(made.files)) +
         "\nbase_year = 2025                # the day is not the extracts'; nothing here depends "
         "on "
         "one\ndate = 2025-01-01\n\n[demand]\nper = \"day\"\n";
}

std::string sources_toml_of(const import_summary& made) {
  const auto entry = [](const char* id, const std::string& title, const std::string& publisher,
                        const char* confidence, const char* note) {
    return fmt::format("[{}]\ntitle = {}\npublisher = {}\nconfidence = \"{}\"\nnote = {}\n\n", id,
                       text::toml_string(title), text::toml_string(publisher), confidence,
                       text::toml_string(note));
  };
  auto text = entry("osm", "OpenStreetMap: " + text::join(made.files),
                    "OpenStreetMap contributors, ODbL 1.0", "reported",
                    "Tags and places as the extracts have them.") +
              entry("osm_defaults", "OpenStreetMap and defaults of the import", "Amur", "assumed",
                    "The note of a row names the cells that are assumed.");
  if (made.borders != border_origin::extracts)
    text += entry("borders",
                  made.borders == border_origin::file ? "Countries from a file of borders"
                                                      : "Natural Earth 1:50m",
                  made.borders == border_origin::file ? "" : "Natural Earth, public domain",
                  "estimated", "Places are OpenStreetMap's; their countries follow from polygons.");
  return text;
}

std::string gauge_transfers_of(const import_summary& made, const defaults_table& defaults) {
  std::string text;
  const auto& usual = *defaults.find(gauge_row);
  for (std::size_t i = 0; i < made.network.gauge_breaks.size(); ++i) {
    const auto& each = made.network.gauge_breaks[i];
    const auto number = [](double value) {
      return std::isfinite(value) ? fmt::format("{}", value) : std::string();
    };
    text += fmt::format("gauge_{},{},{},{},{},{},osm_defaults\n", i + 1,
                        made.network.nodes[each.node].id, each.from_mode, each.to_mode,
                        number(usual.cost_usd_per_t), number(usual.wait_h));
  }
  return text;
}

}  // namespace amur::osm
