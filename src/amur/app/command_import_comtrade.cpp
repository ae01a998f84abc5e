// amur import comtrade FILE...

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>

#include "amur/app/import_commands.h"
#include "amur/app/trade_import_view.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/text_table.h"
#include "amur/customs/comtrade.h"
#include "amur/text/output_check.h"

namespace amur::app {
namespace {

struct comtrade_arguments {
  std::vector<std::string> files;
  std::string use = "importer", mirror;
  trade_table_options table;
};

// What both sides say of a pair's trade in all goods and years.
struct pair_gap {
  std::string origin, destination;
  double importer_usd = 0, exporter_usd = 0;

  [[nodiscard]] double size() const { return std::abs(importer_usd - exporter_usd); }
};

struct mirror_totals {
  std::size_t both = 0, importer_alone = 0, exporter_alone = 0;  // flows
  double importer_usd = 0, exporter_usd = 0;                     // of flows that both report
  std::vector<pair_gap> pairs;                                   // the widest gap first
};

mirror_totals total(const std::vector<customs::mirror_gap>& mirror) {
  mirror_totals made;
  std::map<std::pair<std::string, std::string>, pair_gap> pairs;
  for (const auto& each : mirror) {
    const bool of_importer = !std::isnan(each.importer_usd),
               of_exporter = !std::isnan(each.exporter_usd);
    ++(of_importer && of_exporter ? made.both
       : of_importer              ? made.importer_alone
                                  : made.exporter_alone);
    if (!of_importer || !of_exporter) continue;
    made.importer_usd += each.importer_usd;
    made.exporter_usd += each.exporter_usd;
    auto& pair = pairs[{each.origin, each.destination}];
    pair.origin = each.origin;
    pair.destination = each.destination;
    pair.importer_usd += each.importer_usd;
    pair.exporter_usd += each.exporter_usd;
  }
  for (auto& [key, pair] : pairs) made.pairs.push_back(std::move(pair));
  std::ranges::stable_sort(made.pairs, std::ranges::greater{}, &pair_gap::size);
  return made;
}

nlohmann::json comtrade_json(const comtrade_arguments& arguments,
                             const customs::comtrade_import& made) {
  auto json = trade_import_json(arguments.table.output, made);
  const auto totals = total(made.mirror);
  json["report_used"] = arguments.use;
  json["mirror"] = {{"flows_of_both", totals.both},
                    {"flows_of_importer_alone", totals.importer_alone},
                    {"flows_of_exporter_alone", totals.exporter_alone},
                    {"importers_usd", totals.importer_usd},
                    {"exporters_usd", totals.exporter_usd},
                    {"pairs", nlohmann::json::array()}};
  for (const auto& each : totals.pairs)
    json["mirror"]["pairs"].push_back({{"origin", each.origin},
                                       {"destination", each.destination},
                                       {"importer_usd", each.importer_usd},
                                       {"exporter_usd", each.exporter_usd}});
  json["repeats"] = {{"totals", made.repeats.totals},
                     {"of_world", made.repeats.of_world},
                     {"headings", made.repeats.headings},
                     {"details", made.repeats.details},
                     {"other_flows", made.repeats.other_flows}};
  return json;
}

void print_mirror(const comtrade_arguments& arguments, const customs::comtrade_import& made) {
  const auto totals = total(made.mirror);
  const auto& repeats = made.repeats;
  fmt::print(
      "left out, what other rows count: {} of all products, {} of the world, {} headings beside "
      "their parts, {} by transport or procedure, {} of re-exports and the like\n",
      repeats.totals, repeats.of_world, repeats.headings, repeats.details, repeats.other_flows);
  fmt::print(
      "reports: {} flows of both sides ({} million USD by importers, {} by exporters), {} of "
      "importers alone, {} of exporters alone; used where a pair has both: {}\n",
      totals.both, cli::grouped(totals.importer_usd / 1e6, 1),
      cli::grouped(totals.exporter_usd / 1e6, 1), totals.importer_alone, totals.exporter_alone,
      arguments.use == "larger" ? "the larger" : "the " + arguments.use + "'s");
  if (totals.pairs.empty()) return;
  cli::text_table table({{"from", cli::align::left},
                         {"to", cli::align::left},
                         {"importer, million USD", cli::align::right},
                         {"exporter", cli::align::right},
                         {"difference", cli::align::right}});
  constexpr std::size_t most = 10;
  for (std::size_t i = 0; i < std::min(most, totals.pairs.size()); ++i) {
    const auto& each = totals.pairs[i];
    table.add({each.origin, each.destination, cli::grouped(each.importer_usd / 1e6, 1),
               cli::grouped(each.exporter_usd / 1e6, 1),
               fmt::format("{:+.0f}%", 100 * (each.importer_usd / each.exporter_usd - 1))});
  }
  fmt::print("\n{}", table.to_string());
}

int import_comtrade_files(const comtrade_arguments& arguments) {
  diagnostics report;
  customs::comtrade_request request;
  request.files.assign(arguments.files.begin(), arguments.files.end());
  request.commodities = arguments.table.commodities;
  request.replaced = arguments.table.replaced;
  request.years = arguments.table.years;
  request.use = arguments.use == "importer"   ? customs::comtrade_report::importer
                : arguments.use == "exporter" ? customs::comtrade_report::exporter
                                              : customs::comtrade_report::larger;
  auto inputs = request.files;
  inputs.push_back(request.commodities);
  std::optional<customs::comtrade_import> made;
  if (may_write_table(arguments.table, {{"--mirror", arguments.mirror}}, inputs, report))
    made = customs::import_comtrade(request, report);
  const bool written =
      made && write_table(arguments.table, *made, report) &&
      (arguments.mirror.empty() || customs::write_mirror(arguments.mirror, made->mirror, report));
  return answer_import(
      written, arguments.table.json, [&] { return comtrade_json(arguments, *made); },
      [&] {
        print_trade_import(arguments.table.output, *made);
        print_mirror(arguments, *made);
      },
      report);
}

}  // namespace

void add_comtrade_import(CLI::App& import, int& exit_code) {
  auto arguments = std::make_shared<comtrade_arguments>();
  auto* comtrade = import.add_subcommand(
      "comtrade", "Trade as countries report it, of the United Nations' Comtrade");
  comtrade->add_option("FILE", arguments->files, "Downloads: CSV, or .json of the API")->required();
  add_trade_table_options(*comtrade, arguments->table);
  comtrade
      ->add_option("--use", arguments->use,
                   "Whose report of a pair's trade in a year is taken where there are both: "
                   "importer, exporter, or the larger")
      ->check(CLI::IsMember({"importer", "exporter", "larger"}))
      ->capture_default_str();
  comtrade->add_option("--mirror", arguments->mirror, "Write what both sides say of each flow here")
      ->type_name("MIRROR.csv");
  comtrade->footer(
      "Example:\n  amur import comtrade TradeData.csv --commodities goods.csv -o trade.csv \\\n"
      "    --mirror mirror.csv");
  comtrade->callback([arguments, &exit_code] { exit_code = import_comtrade_files(*arguments); });
}

}  // namespace amur::app
