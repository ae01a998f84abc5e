#include "amur/app/trade_import_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "amur/case/case_reader.h"
#include "amur/cli/text_table.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

constexpr const char* origin_words[customs::unit_value_origins] = {
    "of the same flow in other rows", "the median of the product", "of the commodity as a whole"};
constexpr const char* origin_names[customs::unit_value_origins] = {"same_flow", "same_product",
                                                                   "same_commodity"};

bool parse_year(std::string_view text, int& year) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  return error == std::errc{} && stop == text.data() + text.size() && year >= 1000 && year <= 9999;
}

// "2018-2020"
customs::year_range parse_years(const std::string& text) {
  const auto dash = text.find('-');
  customs::year_range range;
  if (!parse_year(std::string_view(text).substr(0, dash), range.first) ||
      (dash != std::string::npos &&
       !parse_year(std::string_view(text).substr(dash + 1), range.second)))
    throw CLI::ValidationError("--years", "'" + text + "' is no year; allowed: 2020, 2018-2020");
  if (dash == std::string::npos) range.second = range.first;
  if (range.second < range.first)
    throw CLI::ValidationError("--years", "'" + text + "' ends before it starts");
  return range;
}

std::string in_millions(double value) { return cli::grouped(value / 1e6, 1); }

std::string rows_of(const customs::tonnes_estimate& of) {
  return fmt::format("{} {}, {} million USD", cli::grouped(static_cast<double>(of.rows)),
                     of.rows == 1 ? "row" : "rows", in_millions(of.value_usd));
}

double sum_of(const std::vector<customs::named_value>& values) {
  double sum = 0;
  for (const auto& each : values) sum += each.value_usd;
  return sum;
}

void print_values(const std::string& what, const std::vector<customs::named_value>& values) {
  if (values.empty()) return;
  constexpr std::size_t most = 5;
  fmt::print("{}: {}, {} million USD (", what, cli::grouped(static_cast<double>(values.size())),
             in_millions(sum_of(values)));
  for (std::size_t i = 0; i < std::min(most, values.size()); ++i)
    fmt::print("{}{}{} {}", i > 0 ? ", " : "", values[i].code,
               values[i].name.empty() ? "" : " " + values[i].name,
               in_millions(values[i].value_usd));
  fmt::print("{})\n", values.size() > most ? " …" : "");
}

void print_goods(const customs::trade_import& made) {
  cli::text_table table({{"commodity", cli::align::left},
                         {"million USD", cli::align::right},
                         {"t", cli::align::right},
                         {"estimated t", cli::align::right},
                         {"USD/t", cli::align::right}});
  constexpr std::size_t most = 40;
  for (std::size_t i = 0; i < std::min(most, made.goods.size()); ++i) {
    const auto& each = made.goods[i];
    table.add({each.commodity, in_millions(each.value_usd), cli::grouped(each.tonnes),
               cli::grouped(each.estimated_tonnes), cli::grouped(each.value_usd / each.tonnes)});
  }
  fmt::print("\n{}", table.to_string());
  if (made.goods.size() > most) fmt::print("and {} others\n", made.goods.size() - most);
  fmt::print("\n");
}

nlohmann::json values_json(const std::vector<customs::named_value>& values) {
  auto json = nlohmann::json::array();
  for (const auto& each : values) {
    json.push_back({{"code", each.code}, {"value_usd", each.value_usd}});
    if (!each.name.empty()) json.back()["name"] = each.name;
  }
  return json;
}

nlohmann::json rows_json(const customs::tonnes_estimate& of) {
  return {{"rows", of.rows}, {"value_usd", of.value_usd}, {"tonnes", of.tonnes}};
}

}  // namespace

void add_trade_table_options(CLI::App& command, trade_table_options& options) {
  auto* commodities =
      command
          .add_option("--commodities", options.commodities,
                      "Which products are which commodities: a table with columns hs (prefixes of "
                      "2, 4 or 6 digits; the longest decides) and commodity")
          ->type_name("GOODS.csv");
  command
      .add_flag("--by-product", options.by_product,
                "Trade by product of six digits, by which import tariffs weighs duties")
      ->excludes(commodities);
  command.add_option("-o,--output", options.output, "Trade table to write")
      ->type_name("TRADE.csv")
      ->required();
  command
      .add_option_function<std::vector<std::string>>(
          "--years",
          [&options](const std::vector<std::string>& texts) {
            for (const auto& each : texts) options.years.push_back(parse_years(each));
          },
          "Years to take, such as 2018-2020,2022; default: all")
      ->delimiter(',');
  command
      .add_option("--as", options.replaced,
                  "A code that stands for a country whatever the list says: 490=TWN")
      ->delimiter(',')
      ->type_name("CODE=COUNTRY");
  command
      .add_option("--case", options.case_folder,
                  "Case whose commodities those of the table must be")
      ->type_name("CASE");
  command.add_flag("--json", options.json, "Print the summary as JSON");
}

bool may_write_table(const trade_table_options& options, std::vector<text::named_output> others,
                     std::span<const std::filesystem::path> inputs, diagnostics& report) {
  if (options.commodities.empty() && !options.by_product)
    throw CLI::ValidationError("--commodities", "is required, or --by-product");
  others.push_back({"--output", options.output});
  return text::may_write(others, inputs, report);
}

bool write_table(const trade_table_options& options, const customs::trade_import& made,
                 diagnostics& report) {
  if (!options.case_folder.empty()) {
    diagnostics of_case;
    const auto data = cases::read_case(options.case_folder, {}, of_case);
    for (auto& finding : of_case.findings)
      if (finding.level == severity::error) report.add(std::move(finding));
    if (!data) return false;
    std::vector<std::string> known;
    for (const auto& each : data->commodities) known.push_back(each.id);
    for (const auto& each : made.goods)
      if (std::ranges::find(known, each.commodity) == known.end()) {
        report.error(std::filesystem::path(options.commodities).filename().string(), 0, "commodity",
                     each.commodity,
                     text::with_nearest("the case has no such commodity", each.commodity, known),
                     text::shortened(text::join(known), 400));
        return false;
      }
  }
  return customs::write_trade_table(options.output, made.flows, report);
}

nlohmann::json trade_import_json(const std::string& output, const customs::trade_import& made) {
  nlohmann::json json = {{"table", output},
                         {"rows", made.flows.size()},
                         {"files", made.files},
                         {"rows_read", made.rows},
                         {"years", made.years},
                         {"rows_of_other_years", made.rows_of_other_years},
                         {"rows_without_trade", made.empty_rows},
                         {"domestic", rows_json(made.domestic)},
                         {"commodities", nlohmann::json::array()},
                         {"overlaps", nlohmann::json::array()},
                         {"unmatched", values_json(made.unmatched)},
                         {"left_out", values_json(made.left_out)},
                         {"nowhere", values_json(made.nowhere)},
                         {"without_unit_value", rows_json(made.without_unit_value)}};
  for (const auto& each : made.goods)
    json["commodities"].push_back({{"commodity", each.commodity},
                                   {"value_usd", each.value_usd},
                                   {"tonnes", each.tonnes},
                                   {"estimated_tonnes", each.estimated_tonnes}});
  for (const auto& each : made.overlaps)
    json["overlaps"].push_back({{"prefix", each.prefix},
                                {"commodity", each.commodity},
                                {"within", each.within},
                                {"within_commodity", each.within_commodity},
                                {"value_usd", each.value_usd}});
  for (std::size_t origin = 0; origin < made.estimated.size(); ++origin)
    json["estimated"][origin_names[origin]] = rows_json(made.estimated[origin]);
  return json;
}

void print_trade_import(const std::string& output, const customs::trade_import& made) {
  std::vector<std::string> years;
  for (const int year : made.years) years.push_back(std::to_string(year));
  fmt::print("{}: {} rows of {}, from {} rows of {} {}\n", output,
             cli::grouped(static_cast<double>(made.flows.size())), text::join(years),
             cli::grouped(static_cast<double>(made.rows)), made.files,
             made.files == 1 ? "file" : "files");
  print_goods(made);
  for (std::size_t origin = 0; origin < made.estimated.size(); ++origin)
    if (made.estimated[origin].rows > 0)
      fmt::print("tonnes estimated by the unit value {}: {}, {} t\n", origin_words[origin],
                 rows_of(made.estimated[origin]), cli::grouped(made.estimated[origin].tonnes));
  for (const auto& each : made.overlaps)
    if (each.value_usd > 0)
      fmt::print("overlap: {} is {}, though {} is {}: {} million USD\n", each.prefix,
                 each.commodity.empty() ? "left out" : each.commodity, each.within,
                 each.within_commodity.empty() ? "left out" : each.within_commodity,
                 in_millions(each.value_usd));
  print_values("left out, of no commodity", made.left_out);
  print_values("left out, products that no prefix has", made.unmatched);
  print_values("left out, codes of no country", made.nowhere);
  if (made.domestic.rows > 0)
    fmt::print("left out, within a country: {}\n", rows_of(made.domestic));
  if (made.without_unit_value.rows > 0)
    fmt::print("left out, tonnes unknown and no unit value: {}\n",
               rows_of(made.without_unit_value));
  if (made.empty_rows > 0)
    fmt::print("left out, without value and tonnes: {} rows\n",
               cli::grouped(static_cast<double>(made.empty_rows)));
  if (made.rows_of_other_years > 0)
    fmt::print("not of the years asked for: {} rows\n",
               cli::grouped(static_cast<double>(made.rows_of_other_years)));
}

}  // namespace amur::app
