#include "amur/customs/trade_table.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include "amur/case/country_codes.h"
#include "amur/case/schema_columns.h"
#include "amur/text/column_file.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

using cases::cell_type;

const std::vector<std::string> tonnes_words = {"reported", "estimated"};

std::vector<cases::column_rule> trade_columns() {
  auto origin_of_tonnes = cases::column_of(
      "tonnes_are", cell_type::word,
      "Whether somebody weighed them, or unit values of other trade stand in. What is "
      "reported of a flow and what is estimated are two rows, to be added up.");
  origin_of_tonnes.words = tonnes_words;
  return {
      cases::column_of("origin", cell_type::country, "Who sells."),
      cases::column_of("destination", cell_type::country, "Who buys."),
      cases::column_of("commodity", cell_type::id, "Which of the case's commodities."),
      cases::number_of("year", "", text::year_range, "In which it was traded.", nullptr,
                       cell_type::whole),
      cases::number_of("value_usd", "USD/year", text::not_negative,
                       "What was paid, without transport, insurance and duty where the statistics "
                       "have it so."),
      cases::number_of("tonnes", "t/year", text::not_negative, "What was carried."),
      std::move(origin_of_tonnes)};
}

// Checks the labels of a column once each; `why` is empty for one that is allowed.
template <class Check>
bool check_labels(const text::column_file& file, std::size_t column, const std::string& name,
                  const std::string& allowed, diagnostics& report, Check&& why) {
  const auto& [level, label] = file.labels[column];
  std::vector<std::string> problem;
  for (const auto& each : label) problem.push_back(why(each));
  bool good = true;
  for (std::size_t row = 0; row < level.size(); ++row) {
    auto& said = problem[level[row]];
    if (said.empty()) continue;
    report.error(file.file, file.line[row], name, text::shortened(label[level[row]]), said,
                 allowed);
    said.clear();  // the same word again says nothing new
    good = false;
  }
  return good;
}

bool check_words(const text::column_file& file, diagnostics& report) {
  const auto country = [](const std::string& code) {
    return cases::is_known_country(code) ? std::string() : std::string("this is no country");
  };
  const char* const codes = "an ISO 3166 alpha-3 code, such as CHN";
  bool good = check_labels(file, 0, "origin", codes, report, country);
  good = check_labels(file, 1, "destination", codes, report, country) && good;
  good = check_labels(file, 2, "commodity", "1 to 64 letters, digits, '_', '-' or '.'", report,
                      [](const std::string& id) {
                        return text::is_id(id) ? std::string() : std::string("this is no id");
                      }) &&
         good;
  return check_labels(file, 3, "tonnes_are", text::join(tonnes_words), report,
                      [](const std::string& word) {
                        return word == tonnes_words[0] || word == tonnes_words[1]
                                   ? std::string()
                                   : std::string("unknown word");
                      }) &&
         good;
}

bool check_rows(const text::column_file& file, diagnostics& report) {
  bool good = true;
  std::map<std::array<std::uint32_t, 5>, std::size_t> seen;
  for (std::size_t row = 0; row < file.line.size(); ++row) {
    const double year = file.numbers[0][row];
    if (year != std::floor(year)) {
      report.error(file.file, file.line[row], "year", fmt::format("{}", year),
                   "this is not a whole number", text::year_range.words);
      good = false;
    }
    std::array<std::uint32_t, 5> key{static_cast<std::uint32_t>(year)};
    for (std::size_t c = 0; c < file.labels.size(); ++c) key[c + 1] = file.labels[c].level[row];
    const auto [first, fresh] = seen.insert({key, file.line[row]});
    if (fresh) continue;
    report.error(file.file, file.line[row], "origin", file.labels[0].label[key[1]],
                 fmt::format("this flow stands in row {} too", first->second),
                 "one row for an origin, a destination, a commodity, a year and tonnes_are");
    good = false;
  }
  return good;
}

}  // namespace

const cases::table_rule& trade_table_rule() {
  static const cases::table_rule rule{
      "trade table", "What countries sell to each other, commodity by commodity and year by year.",
      true, false, trade_columns()};
  return rule;
}

std::optional<std::vector<trade_flow>> read_trade_table(const std::filesystem::path& path,
                                                        diagnostics& report) {
  const text::wanted_number numbers[] = {{"year", text::year_range},
                                         {"value_usd", text::not_negative},
                                         {"tonnes", text::not_negative}};
  const std::string labels[] = {"origin", "destination", "commodity", "tonnes_are"};
  const auto file = text::read_columns(path, numbers, labels, text::missing_rule::refused, report);
  if (!file) return std::nullopt;
  const bool words = check_words(*file, report);
  if (!check_rows(*file, report) || !words) return std::nullopt;
  std::vector<trade_flow> flows(file->line.size());
  const auto label = [&file](std::size_t column, std::size_t row) {
    return file->labels[column].label[file->labels[column].level[row]];
  };
  for (std::size_t row = 0; row < flows.size(); ++row)
    flows[row] = {
        label(0, row),
        label(1, row),
        label(2, row),
        static_cast<int>(file->numbers[0][row]),
        file->numbers[1][row],
        file->numbers[2][row],
        label(3, row) == tonnes_words[0] ? tonnes_origin::reported : tonnes_origin::estimated};
  return flows;
}

void write_amount(text::file_writer& out, double amount) {
  if (amount == std::floor(amount) && amount >= 0 && amount <= text::largest_number)
    out << static_cast<std::size_t>(amount);
  else
    out << amount;
}

bool write_trade_table(const std::filesystem::path& path, std::span<const trade_flow> flows,
                       diagnostics& report) {
  return text::write_file(
      path,
      [flows](text::file_writer& out) {
        const auto names = cases::names_of(trade_table_rule().columns);
        out << text::join(names, ",") << '\n';
        for (const auto& each : flows) {
          out << each.origin << ',' << each.destination << ',' << each.commodity << ','
              << static_cast<std::size_t>(each.year) << ',';
          write_amount(out, each.value_usd);
          out << ',';
          write_amount(out, each.tonnes);
          out << ',' << tonnes_words[each.tonnes_are == tonnes_origin::reported ? 0 : 1] << '\n';
        }
      },
      report);
}

}  // namespace amur::customs
