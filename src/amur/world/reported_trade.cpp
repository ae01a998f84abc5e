#include "amur/world/reported_trade.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "amur/base/no_answer.h"
#include "amur/text/column_file.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/written_names.h"

namespace amur::world {
namespace {

constexpr const char* period_words = "a year or a month, such as 2023, 2023-05 or 202305";

// "2023" and "2023-05" as they are, "202305" as the latter; empty where it is neither.
std::string period_of(const std::string& text) {
  const auto is_digits = [&text](std::size_t from, std::size_t to) {
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                       text.begin() + static_cast<std::ptrdiff_t>(to),
                       [](char c) { return c >= '0' && c <= '9'; });
  };
  if (text.size() < 4 || !is_digits(0, 4)) return {};
  if (text.size() == 4) return text;
  const bool has_dash = text.size() == 7 && text[4] == '-';
  if (text.size() != 6 && !has_dash) return {};
  const std::size_t month = has_dash ? 5 : 4;
  if (!is_digits(month, text.size())) return {};
  const int number = (text[month] - '0') * 10 + (text[month + 1] - '0');
  if (number < 1 || number > 12) return {};
  return text.substr(0, 4) + "-" + text.substr(month);
}

// Where columns stand among those that are read.
struct wanted_columns {
  std::vector<text::wanted_number> numbers;
  std::vector<std::string> labels;
  std::size_t exports = 0, imports = 0, trade = 0, period = 0, product = 0;

  std::size_t add_number(const std::string& column, text::number_range range, bool may_be_missing) {
    const auto found = std::ranges::find(numbers, column, &text::wanted_number::column);
    if (found != numbers.end()) {
      found->may_be_missing = found->may_be_missing && may_be_missing;
      return static_cast<std::size_t>(found - numbers.begin());
    }
    numbers.push_back({column, range, may_be_missing});
    return numbers.size() - 1;
  }
  std::size_t add_label(const std::string& column) {
    labels.push_back(column);
    return labels.size() - 1;
  }
};

void check_arguments(const gaps_arguments& arguments) {
  if (arguments.exports.empty() != arguments.imports.empty())
    throw no_answer("", arguments.exports.empty() ? "--exports" : "--imports",
                    "what both sides report is two columns: --exports and --imports");
  if (arguments.exports.empty() && arguments.trade.empty())
    throw no_answer("", "--y", "no figures: --exports and --imports, or --y, or all three");
  if (!arguments.exports.empty() && arguments.exports == arguments.imports)
    throw no_answer("", "--imports", "this is the column of --exports too");
  if (arguments.exporter == arguments.importer)
    throw no_answer("", "--importer", "this is the column of --exporter too");
}

class trade_reader {
 public:
  trade_reader(const gaps_arguments& arguments, diagnostics& report)
      : arguments_(arguments), report_(report) {}

  std::optional<reported_trade> read() {
    want();
    auto found = text::read_columns(arguments_.file, wanted_.numbers, wanted_.labels,
                                    text::missing_rule::left_out, report_);
    if (!found) return std::nullopt;
    columns_ = std::move(*found);
    made_.file = columns_.file;
    made_.line = columns_.line;
    made_.left_out = columns_.left_out;
    number_countries();
    if (!number_periods()) return std::nullopt;
    number_products();
    if (!is_each_once()) return std::nullopt;
    take_figures();
    return std::move(made_);
  }

 private:
  void want() {
    (void)wanted_.add_label(arguments_.exporter);
    (void)wanted_.add_label(arguments_.importer);
    if (!arguments_.period.empty()) wanted_.period = wanted_.add_label(arguments_.period);
    if (!arguments_.product.empty()) wanted_.product = wanted_.add_label(arguments_.product);
    if (!arguments_.exports.empty()) {
      wanted_.exports = wanted_.add_number(arguments_.exports, text::not_negative, true);
      wanted_.imports = wanted_.add_number(arguments_.imports, text::not_negative, true);
    }
    if (!arguments_.trade.empty())
      wanted_.trade = wanted_.add_number(arguments_.trade, text::not_negative, true);
    for (const auto& text : text::split_names(arguments_.regressors)) {
      made_.terms.push_back(parse_term(text));
      if (made_.terms.back().steps != 0)
        throw no_answer("", "--x", "'" + text + "': lag() and lead() are none of this command's");
      places_.push_back(
          wanted_.add_number(made_.terms.back().column, made_.terms.back().range(), false));
    }
  }

  // Both columns with the same numbers, names in their order.
  void number_countries() {
    std::map<std::string, std::uint32_t> number;
    for (std::size_t c = 0; c < 2; ++c)
      for (const auto& name : columns_.labels[c].label) number[name] = 0;
    for (auto& [name, place] : number) {
      place = static_cast<std::uint32_t>(made_.countries.size());
      made_.countries.push_back(name);
    }
    for (std::size_t c = 0; c < 2; ++c)
      for (const auto level : columns_.labels[c].level)
        (c == 0 ? made_.exporter : made_.importer)
            .push_back(number[columns_.labels[c].label[level]]);
  }

  bool number_periods() {
    made_.period.assign(columns_.line.size(), 0);
    if (arguments_.period.empty()) {
      made_.periods = {""};
      return true;
    }
    const auto& [level, label] = columns_.labels[wanted_.period];
    std::vector<std::string> read;
    std::map<std::string, std::uint32_t> number;
    for (const auto& each : label) {
      read.push_back(period_of(each));
      if (!read.back().empty()) number[read.back()] = 0;
    }
    for (std::size_t row = 0; row < level.size(); ++row) {
      const auto& mine = read[level[row]];
      const bool is_alike = !mine.empty() && mine.size() == number.begin()->first.size();
      if (is_alike) continue;
      report_.error(columns_.file, columns_.line[row], arguments_.period, label[level[row]],
                    mine.empty() ? "this is no period" : "years and months are mixed",
                    period_words);
      return false;
    }
    for (auto& [name, place] : number) {
      place = static_cast<std::uint32_t>(made_.periods.size());
      made_.periods.push_back(name);
    }
    for (std::size_t row = 0; row < level.size(); ++row)
      made_.period[row] = number[read[level[row]]];
    return true;
  }

  void number_products() {
    made_.product.assign(columns_.line.size(), 0);
    made_.products = {""};
    if (arguments_.product.empty()) return;
    made_.product = columns_.labels[wanted_.product].level;
    made_.products = columns_.labels[wanted_.product].label;
  }

  bool is_each_once() {
    std::map<std::array<std::uint32_t, 4>, std::size_t> seen;
    for (std::size_t row = 0; row < made_.line.size(); ++row) {
      const auto [first, is_new] = seen.insert(
          {{made_.exporter[row], made_.importer[row], made_.product[row], made_.period[row]},
           made_.line[row]});
      if (is_new) continue;
      report_.error(made_.file, made_.line[row], arguments_.exporter,
                    made_.countries[made_.exporter[row]],
                    fmt::format("this flow to '{}' stands in row {} too",
                                made_.countries[made_.importer[row]], first->second),
                    "one row for an exporter, an importer and, where they are given, a period and "
                    "a product");
      return false;
    }
    return true;
  }

  void take_figures() {
    if (!arguments_.exports.empty()) {
      made_.exports = columns_.numbers[wanted_.exports];
      made_.imports = columns_.numbers[wanted_.imports];
    }
    if (!arguments_.trade.empty()) {
      made_.trade = columns_.numbers[wanted_.trade];
    } else {
      made_.trade = made_.imports;
      for (std::size_t row = 0; row < made_.trade.size(); ++row)
        if (std::isnan(made_.trade[row]))
          made_.trade[row] = made_.exports[row] * (1 + arguments_.margin);
    }
    for (std::size_t c = 0; c < made_.terms.size(); ++c) {
      made_.regressors.push_back(columns_.numbers[places_[c]]);
      for (double& each : made_.regressors.back()) each = made_.terms[c].value(each);
    }
  }

  const gaps_arguments& arguments_;
  diagnostics& report_;
  wanted_columns wanted_;
  std::vector<std::size_t> places_;  // of the terms' columns
  text::column_file columns_;
  reported_trade made_;
};

// The number of a name in a sorted list; else an error.
std::optional<std::uint32_t> find_name(const std::vector<std::string>& names,
                                       const std::string& name, const text::column_file& file,
                                       std::size_t row, const char* column, diagnostics& report) {
  const auto at = std::ranges::lower_bound(names, name);
  if (at != names.end() && *at == name) return static_cast<std::uint32_t>(at - names.begin());
  report.error(file.file, file.line[row], column, text::shortened(name),
               text::with_nearest("the table of trade has no such country", name, names),
               "a name of that table");
  return std::nullopt;
}

// The first period of the table that is not before `text`.
std::optional<std::uint32_t> find_since(const std::vector<std::string>& periods,
                                        const std::string& text, const text::column_file& file,
                                        std::size_t row, diagnostics& report) {
  const auto since = period_of(text);
  const bool is_alike = !since.empty() && since.size() == periods.front().size();
  if (!is_alike || since > periods.back()) {
    report.error(file.file, file.line[row], "since", text::shortened(text),
                 is_alike        ? "the table of trade ends before that"
                 : since.empty() ? "this is no period"
                                 : "the table of trade has periods of another length",
                 fmt::format("a period up to {}", periods.back()));
    return std::nullopt;
  }
  if (since <= periods.front())
    report.warning(file.file, file.line[row], "since", text,
                   "the table of trade has no period before that: trade since is held against "
                   "gravity alone");
  return static_cast<std::uint32_t>(std::ranges::lower_bound(periods, since) - periods.begin());
}

}  // namespace

std::optional<reported_trade> read_reported_trade(const gaps_arguments& arguments,
                                                  diagnostics& report) {
  check_arguments(arguments);
  return trade_reader(arguments, report).read();
}

std::optional<std::vector<trade::trade_measure>> read_measures(const gaps_arguments& arguments,
                                                               const reported_trade& trade,
                                                               diagnostics& report) {
  std::vector<trade::trade_measure> measures;
  if (arguments.measures.empty()) return measures;
  std::vector<std::string> labels = {"exporter", "importer"};
  const bool has_periods = !arguments.period.empty();
  if (has_periods) labels.emplace_back("since");
  const auto file =
      text::read_columns(arguments.measures, {}, labels, text::missing_rule::refused, report);
  if (!file) return std::nullopt;
  const auto name = [&file](std::size_t column, std::size_t row) {
    return file->labels[column].label[file->labels[column].level[row]];
  };
  for (std::size_t row = 0; row < file->line.size(); ++row) {
    const auto from = find_name(trade.countries, name(0, row), *file, row, "exporter", report);
    const auto to = find_name(trade.countries, name(1, row), *file, row, "importer", report);
    const auto since = has_periods ? find_since(trade.periods, name(2, row), *file, row, report)
                                   : std::optional<std::uint32_t>(0);
    if (from && from == to)
      report.error(file->file, file->line[row], "importer", name(1, row),
                   "a measure is between two countries", "another country than the exporter");
    if (from && to && since) measures.push_back({*from, *to, *since});
  }
  if (report.has_errors()) return std::nullopt;
  return measures;
}

}  // namespace amur::world
