#include "amur/compose/case_compose.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <system_error>

#include "amur/case/case_reader.h"
#include "amur/case/case_writer.h"
#include "amur/case/country_codes.h"
#include "amur/compose/compose_inputs.h"
#include "amur/compose/goods.h"
#include "amur/compose/network_edits.h"
#include "amur/compose/text_edits.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"
#include "amur/text/text.h"

namespace amur::compose {
namespace {

// Names of the new entries of sources.toml.
struct source_names {
  std::string places, defaults, borders, reported, estimated;
};

std::string name_of_file(const std::filesystem::path& path) { return path.filename().string(); }

void empty_demand(cases::case_text& text) {
  empty_table(text, "demand");
  for (const char* column :
       {"origin_node_id", "destination_node_id", "commodity_id", "quantity", "source"})
    text.tables.at("demand").columns.emplace_back(column);
}

void add_demand(cases::case_text& text, const source_names& sources, compose_summary& made) {
  // Rows of the table that meet between the same places, as those of one gateway do, are one.
  struct sum {
    double tonnes = 0;
    bool any_estimated = false;
  };
  using key = std::tuple<std::string, std::string, std::string>;
  std::map<key, std::size_t> seen;
  std::vector<std::pair<key, sum>> rows;
  for (const auto& flow : made.trade.flows) {
    const key own{made.places[flow.origin].node_id, made.places[flow.destination].node_id,
                  flow.commodity};
    const auto [at, fresh] = seen.insert({own, rows.size()});
    if (fresh) rows.push_back({own, {}});
    auto& row = rows[at->second].second;
    row.tonnes += flow.tonnes;
    if (flow.tonnes_are == customs::tonnes_origin::estimated) row.any_estimated = true;
  }
  for (const auto& [own, row] : rows) {
    const auto& [origin, destination, commodity] = own;
    add_row(text, "demand",
            {{"origin_node_id", origin},
             {"destination_node_id", destination},
             {"commodity_id", commodity},
             {"quantity", fmt::format("{}", row.tonnes)},
             {"source", row.any_estimated ? sources.estimated : sources.reported}});
  }
  made.demand_rows = rows.size();
}

std::string few(const std::vector<std::string>& countries) {
  constexpr std::size_t most = 4;
  return countries.size() > most ? fmt::format("{} countries", countries.size())
                                 : text::join(countries);
}

void change_settings(cases::case_text& text, const compose_request& request,
                     const compose_summary& made) {
  const auto set = [&](const char* name, const std::string& value) {
    text.settings[name] = {value, "case.toml", 0};
  };
  set("title", request.title.empty()
                   ? fmt::format("Trade of {} between {}", made.year, few(made.countries))
                   : request.title);
  set("description", "Made by amur build; import/log.md says every choice.");
  set("base_year", std::to_string(made.year));
  set("date", fmt::format("{:04}-07-01", made.year));
  set("demand.per", "year");
  set("equilibrium.model", request.model);
  text.settings.erase("demand.observed_on");
}

source_names add_sources(const compose_request& request, compose_inputs& inputs) {
  auto& text = inputs.text;
  source_names names;
  const auto trade =
      fmt::format("{}, {}: shared over places by {} of the origin and {} of the destination",
                  name_of_file(request.trade), inputs.year,
                  split_words[static_cast<std::size_t>(request.split.of_origins)],
                  split_words[static_cast<std::size_t>(request.split.of_destinations)]);
  names.reported = add_source(text, "trade", trade, "estimated");
  const bool any_estimated = std::ranges::any_of(inputs.trade, [](const auto& row) {
    return row.tonnes_are == customs::tonnes_origin::estimated;
  });
  names.estimated = any_estimated
                        ? add_source(text, "trade_of_estimated_weight",
                                     trade + "; some or all tonnes after unit values", "estimated")
                        : names.reported;
  names.places = request.places.empty()
                     ? ""
                     : add_source(text, "places", name_of_file(request.places), "reported");
  names.defaults =
      add_source(text, "build_defaults",
                 "import/build_defaults.csv: what neither network nor trade says", "assumed");
  if (!request.borders.empty())
    names.borders = add_source(text, "borders", name_of_file(request.borders), "reported");
  return names;
}

// The lines of comment that the network's case.toml begins with: what its import says of itself.
std::string words_of_network(const std::filesystem::path& folder) {
  std::string words, line;
  std::istringstream toml(text::read_bytes(folder / "case.toml"));
  while (std::getline(toml, line) && line.starts_with("#")) words += line.substr(1) + "\n";
  return words;
}

bool write_all(const std::filesystem::path& folder, const compose_request& request,
               const cases::case_text& text, const compose_summary& made, diagnostics& report) {
  std::error_code code;
  const auto import = folder / "import";
  if (std::filesystem::is_directory(request.network / "import", code))
    std::filesystem::copy(request.network / "import", import,
                          std::filesystem::copy_options::recursive, code);
  std::filesystem::create_directory(import, code);
  auto log = log_of(request, made);
  if (const auto words = words_of_network(request.network); !words.empty())
    log += "\n## What the network says of itself\n" + words;
  return cases::write_case(text, folder, report, false) &&
         text::write_file(import / "build_defaults.csv", csv_of(made.defaults), report) &&
         text::write_file(import / "log.md", log, report);
}

// The text as a case; only what keeps it from being one is told, since `amur check` tells the rest.
std::optional<cases::case_data> built(const cases::case_text& text, diagnostics& report) {
  diagnostics findings;
  auto made = cases::build_case(text, text, findings);
  for (auto& finding : findings.findings)
    if (finding.level == severity::error) report.add(std::move(finding));
  return made;
}

void describe(const compose_inputs& inputs, const trade_goods& goods,
              const std::vector<bool>& usable, compose_summary& made) {
  made.network_title = inputs.network.settings.title;
  made.other_tables = inputs.other_tables;
  made.year = inputs.year;
  made.other_years = inputs.other_years;
  made.commodities = goods.ids;
  made.borders = inputs.borders;
  made.defaults = inputs.defaults;
  std::set<std::string> countries;
  for (const auto& node : inputs.network.nodes)
    if (node.country != cases::high_seas) countries.insert(node.country);
  made.countries.assign(countries.begin(), countries.end());
  for (std::size_t m = 0; m < usable.size(); ++m)
    if (usable[m]) made.modes.push_back(inputs.network.modes[mode_id(m)].id);
}

// Shares the trade out over the places; false where nothing of it could be.
bool place_trade(const compose_request& request, const compose_inputs& inputs,
                 const cases::case_data& joined, compose_summary& made, diagnostics& report) {
  std::vector<bool> is_joined;
  for (const auto& each : made.places) is_joined.push_back(each.joint.is_joined());
  path_finder paths(joined, inputs.defaults, made.places);
  made.trade = split_over_places(
      inputs.trade, inputs.places, is_joined, {made.countries.begin(), made.countries.end()},
      request.split,
      [&paths](const std::string& commodity, std::uint32_t from, std::uint32_t to) {
        return paths.reaches(commodity, from, to);
      },
      [&paths](std::uint32_t a, std::uint32_t b) { return paths.same_node(a, b); });
  if (!made.trade.flows.empty()) return true;
  std::vector<std::string> why;
  for (const auto& [key, lost] : made.trade.losses) {
    const auto word = std::string(loss_words[static_cast<std::size_t>(key.first)]);
    if (std::ranges::find(why, word) == why.end()) why.push_back(word);
  }
  report.error(name_of_file(request.trade), 0, "", "",
               "nothing of this trade has a way on the network: " + text::join(why, "; "),
               fmt::format("trade between places in {} within {} km of the network",
                           text::join(made.countries), request.reach_km));
  return false;
}

}  // namespace

std::optional<compose_summary> compose_case(const compose_request& request, diagnostics& report) {
  if (!text::may_become_folder(request.output, report)) return std::nullopt;
  auto inputs = read_inputs(request, report);
  if (!inputs) return std::nullopt;
  auto& text = inputs->text;
  const auto& network = inputs->network;
  const auto goods = goods_of(inputs->trade, inputs->defaults);
  const auto usable = modes_of_goods(network, goods, inputs->defaults, report);
  if (!usable) return std::nullopt;
  compose_summary made;
  describe(*inputs, goods, *usable, made);
  auto joints = join_places(network, inputs->places, *usable, request.reach_km);
  for (std::size_t p = 0; p < joints.size(); ++p) {
    std::vector<std::string> modes;
    for (const auto& to : joints[p].connectors) modes.push_back(network.modes[to.mode].id);
    made.places.push_back({inputs->places[p], std::move(joints[p]), std::move(modes), ""});
  }
  const auto sources = add_sources(request, *inputs);
  add_places(text, network, inputs->defaults, sources.places, sources.defaults, made.places);
  made.crossings = change_crossings(text, network, inputs->defaults, inputs->borders,
                                    sources.borders, sources.defaults);
  set_vehicles(text, made.modes, inputs->defaults, sources.defaults);
  set_commodities(text, network, goods, inputs->defaults, sources.defaults);
  empty_demand(text);
  change_settings(text, request, made);
  const auto joined = built(text, report);
  if (!joined || !place_trade(request, *inputs, *joined, made, report)) return std::nullopt;
  add_demand(text, sources, made);
  if (!built(text, report)) return std::nullopt;
  const auto write = [&](const std::filesystem::path& folder) {
    return write_all(folder, request, text, made, report);
  };
  if (!text::write_folder(request.output, "the case", write, report)) return std::nullopt;
  return made;
}

}  // namespace amur::compose
