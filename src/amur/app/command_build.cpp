// amur build NET --trade TRADE.csv

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/import_commands.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/compose/case_compose.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

struct build_arguments {
  compose::compose_request request;
  std::string network, trade, places, borders, defaults, output;
  std::vector<std::string> place_columns;
  std::string split = "production:population", border_unit = "h";
  bool json = false;
};

std::optional<compose::split_rule> rule_of(const std::string& word) {
  for (std::size_t i = 0; i < std::size(compose::split_words); ++i)
    if (word == compose::split_words[i]) return static_cast<compose::split_rule>(i);
  return std::nullopt;
}

// "production:population", or one word for both sides.
bool read_split(const std::string& text, compose::split_request& split) {
  const auto colon = text.find(':');
  const auto origins = rule_of(text.substr(0, colon));
  const auto destinations = rule_of(colon == std::string::npos ? text : text.substr(colon + 1));
  if (!origins || !destinations) return false;
  split.of_origins = *origins;
  split.of_destinations = *destinations;
  return true;
}

// What is left out for one reason, all countries together.
std::map<compose::loss, compose::lost_trade> losses_of(const compose::split_trade& trade) {
  std::map<compose::loss, compose::lost_trade> sums;
  for (const auto& [key, lost] : trade.losses) {
    auto& sum = sums[key.first];
    sum.rows += lost.rows;
    sum.tonnes += lost.tonnes;
    sum.value_usd += lost.value_usd;
  }
  return sums;
}

const char* word_of(compose::loss why) {
  return compose::loss_words[static_cast<std::size_t>(why)];
}

nlohmann::json to_json(const std::string& folder, const compose::compose_summary& made) {
  const auto& trade = made.trade;
  nlohmann::json json = {{"case", folder},
                         {"year", made.year},
                         {"countries", made.countries},
                         {"modes", made.modes},
                         {"commodities", made.commodities},
                         {"demand_rows", made.demand_rows},
                         {"tonnes", trade.tonnes},
                         {"tonnes_placed", trade.placed_tonnes},
                         {"value_usd", trade.value_usd},
                         {"crossings_made", made.crossings.made},
                         {"crossings_with_terms", made.crossings.with_terms},
                         {"left_out", nlohmann::json::array()},
                         {"places", nlohmann::json::array()}};
  for (const auto& [key, lost] : trade.losses)
    json["left_out"].push_back({{"why", word_of(key.first)},
                                {"whose", key.second},
                                {"rows", lost.rows},
                                {"tonnes", lost.tonnes},
                                {"value_usd", lost.value_usd}});
  for (const auto& each : made.places)
    json["places"].push_back(
        {{"place_id", each.of.id},
         {"country", each.of.country},
         {"node_id", each.node_id},
         {"nearest_km", std::isfinite(each.joint.nearest_km) ? nlohmann::json(each.joint.nearest_km)
                                                             : nlohmann::json()}});
  return json;
}

void print_places(const compose::compose_summary& made) {
  std::size_t joined = 0;
  double farthest_km = 0;
  std::vector<std::string> apart;
  for (const auto& each : made.places) {
    if (!each.joint.is_joined()) {
      apart.push_back(std::isfinite(each.joint.nearest_km)
                          ? fmt::format("{} ({:.0f} km)", each.of.name, each.joint.nearest_km)
                          : fmt::format("{} (no node in {})", each.of.name, each.of.country));
      continue;
    }
    ++joined;
    for (const auto& to : each.joint.connectors)
      farthest_km = std::max(farthest_km, to.straight_km);
  }
  fmt::print("places: {} joined to {}, the farthest over {:.1f} km\n", joined,
             text::join(made.modes), farthest_km);
  constexpr std::size_t most = 5;
  if (apart.empty()) return;
  const auto count = apart.size();
  apart.resize(std::min(count, most));
  fmt::print("not joined: {}{}\n", text::join(apart),
             count > most ? fmt::format(" and {} others", count - most) : "");
}

void print_build(const std::string& folder, const compose::compose_summary& made) {
  const auto& trade = made.trade;
  fmt::print("{}: {} of {} t of {} between {} places of {} countries, {} rows of demand\n", folder,
             cli::grouped(trade.placed_tonnes), cli::grouped(trade.tonnes), made.year,
             made.places.size(), made.countries.size(),
             cli::grouped(static_cast<double>(made.demand_rows)));
  for (const auto& [why, lost] : losses_of(trade))
    fmt::print("left out: {} t worth {} USD: {}\n", cli::grouped(lost.tonnes),
               cli::grouped(lost.value_usd), word_of(why));
  print_places(made);
  if (made.borders)
    fmt::print("crossings: {} made, {} with terms of {}\n", made.crossings.made,
               made.crossings.with_terms, made.borders->file);
  else
    fmt::print("crossings: {} made\n", made.crossings.made);
  fmt::print("Next: amur run {0}; what was chosen and assumed, {0}/import/log.md says\n", folder);
}

int build_case(build_arguments& arguments) {
  auto& request = arguments.request;
  diagnostics report;
  request.network = arguments.network;
  request.trade = arguments.trade;
  request.places = arguments.places;
  request.borders = arguments.borders;
  request.defaults = arguments.defaults;
  request.output = arguments.output;
  request.border_hours = arguments.border_unit == "min" ? 1.0 / 60 : 1;
  const auto names = compose::parse_column_names(arguments.place_columns, "--places-columns",
                                                 compose::places_rule(), report);
  if (!read_split(arguments.split, request.split))
    report.error("--split", 0, "", arguments.split, "this is no rule, or pair of rules",
                 "population, production, ports; of origins and destinations as "
                 "production:population");
  std::optional<compose::compose_summary> made;
  if (names && !report.has_errors()) {
    request.place_columns = *names;
    made = compose::compose_case(request, report);
  }
  return answer_import(
      made.has_value(), arguments.json, [&] { return to_json(arguments.output, *made); },
      [&] { print_build(arguments.output, *made); }, report);
}

void add_file_options(CLI::App& build, build_arguments& to) {
  build.add_option("NET", to.network, "Network: a case folder, as amur import writes one")
      ->required();
  build
      .add_option("--trade", to.trade,
                  "Trade table: origin,destination,commodity,year,value_usd,tonnes,tonnes_are")
      ->required();
  build.add_option("--places", to.places,
                   "Places: name,country,x,y,population,production,port_outflow,gateway_of; "
                   "default: the network's cities and ports");
  build
      .add_option("--places-columns", to.place_columns,
                  "What the file calls its columns: population=POP,x=lon")
      ->type_name("COLUMN=NAME")
      ->delimiter(',');
  build.add_option("--borders", to.borders,
                   "Waits and fees by pair of countries: from_country,to_country,wait_h,"
                   "fee_usd_per_vehicle,fee_usd_per_t; or a square matrix of waits");
  build.add_option("--borders-unit", to.border_unit, "What waits are in")
      ->check(CLI::IsMember({"h", "min"}))
      ->capture_default_str();
  build.add_option("--defaults", to.defaults,
                   "Vehicles, loading and values of time, as import/build_defaults.csv of a case "
                   "has them");
  build
      .add_option("-o,--output", to.output,
                  "Case folder to write, which must not exist or be empty")
      ->type_name("CASE")
      ->required();
}

void add_choice_options(CLI::App& build, build_arguments& to) {
  build
      .add_option("--split", to.split,
                  "What a place's share is proportional to, at origins and destinations: "
                  "population, production or ports")
      ->type_name("RULE[:RULE]")
      ->capture_default_str();
  build
      .add_option("--most-places", to.request.split.most_places,
                  "Places of a country that take part, those with most")
      ->check(cli::whole_number({1, 100000}))
      ->capture_default_str();
  build
      .add_option("--least-t", to.request.split.least_tonnes,
                  "Tonnes a year between two places; less goes between the two with most")
      ->check(cli::number_in(text::not_negative))
      ->capture_default_str();
  build.add_option("--reach-km", to.request.reach_km, "How far a place may be from the network")
      ->check(cli::number_in({0, 20000, false, "a number of kilometres, 0 to 20000"}))
      ->capture_default_str();
  build.add_option("--year", to.request.year, "Year of the trade table; default: its last")
      ->check(cli::whole_number({1, 9999}));
  build.add_option("--model", to.request.model, "How freight chooses its ways")
      ->check(CLI::IsMember({"logit", "markov", "user", "all-or-nothing"}))
      ->capture_default_str();
  build.add_option("--title", to.request.title, "Title of the case");
  build.add_flag("--json", to.json, "Print the summary as JSON");
}

}  // namespace

void add_build_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<build_arguments>();
  auto* command = app.add_subcommand("build", "Make a case of a network, trade and places");
  add_file_options(*command, *arguments);
  add_choice_options(*command, *arguments);
  command->footer(
      "Example:\n  amur import osm corridor.osm -o net\n"
      "  amur build net --trade trade.csv --places places.csv -o mycase && amur run mycase");
  command->callback([arguments, &exit_code] { exit_code = build_case(*arguments); });
}

}  // namespace amur::app
