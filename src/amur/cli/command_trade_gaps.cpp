// amur trade gaps TABLE

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>

#include "amur/cli/declared_options.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/option_checks.h"
#include "amur/cli/text_table.h"
#include "amur/cli/trade_gaps_command.h"
#include "amur/cli/trade_options.h"
#include "amur/text/file.h"
#include "amur/text/output_check.h"
#include "amur/text/written_names.h"
#include "amur/world/trade_gaps.h"
#include "amur/world/trade_requests.h"

namespace amur::cli {
namespace {

constexpr std::size_t most_gaps_shown = 20;

struct gaps_command : world::gaps_arguments {
  std::string output, paths_output;
  bool json = false;
};

using world::gaps_answer;

double in_bounds(double score) { return std::isnan(score) ? 0 : std::abs(score); }

// Rows with something odd, the highest score first.
std::vector<std::size_t> odd_rows(const gaps_answer& answer) {
  std::vector<std::pair<double, std::size_t>> sorted;
  for (std::size_t row = 0; row < answer.trade.line.size(); ++row) {
    const bool has_gap = answer.has_gap(row), is_in_excess = answer.is_in_excess(row);
    if (!has_gap && !is_in_excess) continue;
    double score = 0;
    if (has_gap) score = in_bounds(answer.mirror->scores.score[row]);
    if (is_in_excess) score = std::max(score, in_bounds(answer.excess->scores.score[row]));
    sorted.emplace_back(-score, row);
  }
  std::ranges::sort(sorted);
  std::vector<std::size_t> rows;
  for (const auto& [score, row] : sorted) rows.push_back(row);
  return rows;
}

std::string flow_name(const gaps_answer& answer, std::size_t row) {
  const auto& of = answer.trade;
  auto name = of.countries[of.exporter[row]] + " to " + of.countries[of.importer[row]];
  if (!of.products[of.product[row]].empty()) name += ", " + of.products[of.product[row]];
  return name;
}

std::string figure(double value, const char* digits) {
  if (std::isnan(value)) return "-";
  return fmt::format(fmt::runtime(digits), value);
}

// How many rows have a score, how many are listed, and how many would be by chance.
void print_count(const char* what, std::size_t scored, std::size_t listed, double level) {
  fmt::print("{}: {} scored, {} listed; without anything odd some {:.3g} would be\n", what,
             grouped(static_cast<double>(scored)), grouped(static_cast<double>(listed)),
             level * static_cast<double>(scored));
}

std::size_t count_scored(const trade::robust_scores& scores) {
  return static_cast<std::size_t>(
      std::ranges::count_if(scores.score, [](double score) { return !std::isnan(score); }));
}

template <class Is>
std::size_t count_rows_that(const gaps_answer& answer, Is&& is) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < answer.trade.line.size(); ++row) count += is(row) ? 1U : 0U;
  return count;
}

void print_paths(const gaps_answer& answer) {
  if (answer.measures.empty()) return;
  fmt::print("\nways around {} measures: {} listed, each of whose parts chance makes with {:g}\n",
             answer.measures.size(), answer.paths.size(), answer.level);
  for (std::size_t i = 0; i < std::min(answer.paths.size(), most_gaps_shown); ++i)
    fmt::print("{}\n", wrapped(answer.reason(answer.paths[i]), 100, "    "));
  if (answer.paths.size() > most_gaps_shown)
    fmt::print("… and {} more (--paths FILE.csv)\n", answer.paths.size() - most_gaps_shown);
}

void print_gaps(const gaps_answer& answer) {
  const auto& of = answer.trade;
  fmt::print("{}: {} flows of {} countries\n", of.file,
             grouped(static_cast<double>(of.line.size())), of.countries.size());
  if (answer.mirror)
    print_count(fmt::format("mirror gaps (freight and insurance {:g})", answer.margin).c_str(),
                count_scored(answer.mirror->scores),
                count_rows_that(answer, [&](std::size_t row) { return answer.has_gap(row); }),
                answer.level);
  if (answer.excess)
    print_count("excess over gravity", count_scored(answer.excess->scores),
                count_rows_that(answer, [&](std::size_t row) { return answer.is_in_excess(row); }),
                answer.level);
  const auto rows = odd_rows(answer);
  text_table text({{"flow", align::left},
                   {"when", align::left},
                   {"importer / exporter", align::right},
                   {"score", align::right},
                   {"trade", align::right},
                   {"expected", align::right},
                   {"score", align::right}});
  for (std::size_t i = 0; i < std::min(rows.size(), most_gaps_shown); ++i) {
    const auto row = rows[i];
    std::vector<std::string> cells = {flow_name(answer, row), of.periods[of.period[row]]};
    cells.push_back(answer.mirror ? figure(answer.gap(row), "{:.3g}") : "-");
    cells.push_back(answer.mirror ? figure(answer.mirror->scores.score[row], "{:+.1f}") : "-");
    cells.push_back(figure(of.trade[row], "{:.6g}"));
    cells.push_back(answer.excess ? figure(answer.excess->expected[row], "{:.6g}") : "-");
    cells.push_back(answer.excess ? figure(answer.excess->scores.score[row], "{:+.1f}") : "-");
    text.add(std::move(cells));
  }
  if (!text.empty()) fmt::print("\n{}", text.to_string());
  if (rows.size() > most_gaps_shown)
    fmt::print("… and {} more (-o FILE.csv)\n", rows.size() - most_gaps_shown);
  print_paths(answer);
  if (!rows.empty() || !answer.paths.empty())
    fmt::print("\n{}\n", wrapped("A score tells how far a flow stands from others of its size, "
                                 "and no more: what is listed is consistent with evasion, and with "
                                 "transit, stocks, mistakes or a trade that gravity knows nothing "
                                 "of.",
                                 100));
}

nlohmann::json number_json(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

nlohmann::json row_json(const gaps_answer& answer, std::size_t row) {
  const auto& of = answer.trade;
  nlohmann::json json{{"row", of.line[row]},
                      {"exporter", of.countries[of.exporter[row]]},
                      {"importer", of.countries[of.importer[row]]},
                      {"period", of.periods[of.period[row]]},
                      {"product", of.products[of.product[row]]},
                      {"trade", number_json(of.trade[row])},
                      {"says", answer.reason(row)}};
  if (answer.mirror && !std::isnan(answer.mirror->scores.score[row]))
    json["mirror"] = {{"exports", of.exports[row]},
                      {"imports", of.imports[row]},
                      {"ratio", answer.gap(row)},
                      {"score", number_json(answer.mirror->scores.score[row])},
                      {"threshold", answer.mirror->scores.threshold(row)}};
  if (answer.excess && !std::isnan(answer.excess->scores.score[row]))
    json["gravity"] = {{"expected", answer.excess->expected[row]},
                       {"score", number_json(answer.excess->scores.score[row])},
                       {"threshold", answer.excess->scores.threshold(row)}};
  return json;
}

nlohmann::json change_json(const trade::pair_change& change) {
  return {{"trade", change.trade},
          {"expected", change.expected},
          {"score", number_json(change.score)},
          {"threshold", number_json(change.threshold)}};
}

nlohmann::json gaps_json(const gaps_answer& answer) {
  nlohmann::json json{{"flows", answer.trade.line.size()},
                      {"margin", answer.margin},
                      {"level", answer.level},
                      {"least", answer.least},
                      {"rows", nlohmann::json::array()},
                      {"paths", nlohmann::json::array()}};
  if (answer.mirror) json["mirror_scored"] = count_scored(answer.mirror->scores);
  if (answer.excess) json["gravity_scored"] = count_scored(answer.excess->scores);
  for (const auto row : odd_rows(answer)) json["rows"].push_back(row_json(answer, row));
  for (const auto& path : answer.paths) {
    const auto& measure = answer.measures[path.measure];
    const auto& of = answer.trade;
    json["paths"].push_back({{"exporter", of.countries[measure.exporter]},
                             {"via", of.countries[path.via]},
                             {"importer", of.countries[measure.importer]},
                             {"product", of.products[path.first.product]},
                             {"since", of.periods[measure.since]},
                             {"most", path.most},
                             {"first", change_json(path.first)},
                             {"second", change_json(path.second)},
                             {"says", answer.reason(path)}});
    if (path.direct) json["paths"].back()["direct"] = change_json(*path.direct);
  }
  return json;
}

// An empty cell where there is no figure.
void write_figure(text::file_writer& out, double value) {
  out << ',';
  if (std::isfinite(value)) out << value;
}

bool write_rows(const gaps_command& command, const gaps_answer& answer, diagnostics& report) {
  if (command.output.empty()) return true;
  const double none = std::nan("");
  const auto& of = answer.trade;
  const auto fill = [&](text::file_writer& out) {
    out << "exporter,importer,period,product,exports,imports,mirror_ratio,mirror_score,"
           "mirror_threshold,trade,expected,score,threshold,says\n";
    for (std::size_t row = 0; row < of.line.size(); ++row) {
      out << text::csv_cell(of.countries[of.exporter[row]]) << ','
          << text::csv_cell(of.countries[of.importer[row]]) << ',' << of.periods[of.period[row]]
          << ',' << text::csv_cell(of.products[of.product[row]]);
      const bool has_mirror = answer.mirror && !std::isnan(answer.mirror->scores.score[row]);
      write_figure(out, of.has_mirror() ? of.exports[row] : none);
      write_figure(out, of.has_mirror() ? of.imports[row] : none);
      write_figure(out, has_mirror ? answer.gap(row) : none);
      write_figure(out, has_mirror ? answer.mirror->scores.score[row] : none);
      write_figure(out, has_mirror ? answer.mirror->scores.threshold(row) : none);
      const bool has_score = answer.excess && !std::isnan(answer.excess->scores.score[row]);
      write_figure(out, of.trade[row]);
      write_figure(out, answer.excess ? answer.excess->expected[row] : none);
      write_figure(out, has_score ? answer.excess->scores.score[row] : none);
      write_figure(out, has_score ? answer.excess->scores.threshold(row) : none);
      out << ',' << text::csv_cell(answer.reason(row)) << '\n';
    }
  };
  return text::write_file(command.output, fill, report);
}

bool write_paths(const gaps_command& command, const gaps_answer& answer, diagnostics& report) {
  if (command.paths_output.empty()) return true;
  const auto& of = answer.trade;
  const auto fill = [&](text::file_writer& out) {
    out << "exporter,via,importer,product,since,first_trade,first_expected,first_score,"
           "first_threshold,second_trade,second_expected,second_score,second_threshold,"
           "direct_trade,direct_expected,direct_score,direct_threshold,most,says\n";
    for (const auto& path : answer.paths) {
      const auto& measure = answer.measures[path.measure];
      out << text::csv_cell(of.countries[measure.exporter]) << ','
          << text::csv_cell(of.countries[path.via]) << ','
          << text::csv_cell(of.countries[measure.importer]) << ','
          << text::csv_cell(of.products[path.first.product]) << ',' << of.periods[measure.since];
      for (const auto* change : {&path.first, &path.second, path.direct ? &*path.direct : nullptr})
        for (const auto member : {&trade::pair_change::trade, &trade::pair_change::expected,
                                  &trade::pair_change::score, &trade::pair_change::threshold})
          write_figure(out, change ? change->*member : std::nan(""));
      write_figure(out, path.most);
      out << ',' << text::csv_cell(answer.reason(path)) << '\n';
    }
  };
  return text::write_file(command.paths_output, fill, report);
}

int answer_gaps(const gaps_command& command) {
  diagnostics report;
  const text::named_output outputs[] = {{"--output", command.output},
                                        {"--paths", command.paths_output}};
  const std::filesystem::path inputs[] = {command.file, command.measures};
  std::optional<gaps_answer> answer;
  if (text::may_write(outputs, inputs, report)) answer = world::find_gaps(command, report);
  const bool is_good =
      answer && write_rows(command, *answer, report) && write_paths(command, *answer, report);
  if (command.json) {
    auto json = is_good ? gaps_json(*answer) : nlohmann::json::object();
    json["findings"] = findings_json(report);
    print_json(json);
  } else if (is_good) {
    print_gaps(*answer);
  }
  print_findings(report);
  return is_good ? done : bad_input;
}

}  // namespace

void add_trade_gaps_command(CLI::App& trade, int& exit_code) {
  const auto& asked = world::gaps_request();
  auto arguments = std::make_shared<gaps_command>();
  auto* command = trade.add_subcommand("gaps", asked.sentence);
  command
      ->add_option("TABLE", arguments->file,
                   "CSV file with a header and a row for each exporter, importer, period, product")
      ->required();
  for (const auto& [name, column] :
       {std::pair<const char*, std::string*>{"exporter", &arguments->exporter},
        {"importer", &arguments->importer},
        {"period", &arguments->period},
        {"product", &arguments->product},
        {"exports", &arguments->exports},
        {"imports", &arguments->imports},
        {"y", &arguments->trade}})
    add_column(*command, asked, name, *column);
  add_declared(*command, asked, "x", arguments->regressors);
  add_declared(*command, asked, "margin", arguments->margin);
  add_declared(*command, asked, "level", arguments->level);
  add_declared(*command, asked, "least", arguments->least);
  command
      ->add_option("--measures", arguments->measures,
                   "Duties, bans and the like: a CSV with exporter, importer and since (a period); "
                   "ways around them are looked for")
      ->type_name("FILE.csv");
  command->add_option("-o,--output", arguments->output, "Write all rows with their scores here")
      ->type_name("FILE.csv");
  command->add_option("--paths", arguments->paths_output, "Write the ways around measures here")
      ->type_name("FILE.csv");
  add_threads_option(*command, arguments->threads);
  command->add_flag("--json", arguments->json, "Print the answer as JSON");
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, &exit_code] {
    exit_code = with_option_errors([&arguments] { return answer_gaps(*arguments); });
  });
}

}  // namespace amur::cli
