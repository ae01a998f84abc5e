// amur simulate CASE --crossing NAME

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "amur/app/commands.h"
#include "amur/app/study_command.h"
#include "amur/app/table_view.h"
#include "amur/base/memory.h"
#include "amur/case/case_reader.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/progress.h"
#include "amur/cli/text_table.h"
#include "amur/crossing/timetable.h"
#include "amur/model/crossing_inside.h"
#include "amur/result/case_store.h"
#include "amur/study/simulate_run.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

using namespace amur::crossing;

// Writes one CSV line for each thing that happens in the first replication.
class trace_file {
 public:
  trace_file(const std::string& path, const crossing_model& model, diagnostics& report)
      : model_(&model), out_(path, report) {
    out_ << "time_h,vehicle,stream_id,stage_id,event\n";
  }
  void add(const trace_row& row) {
    out_ << fmt::format("{:.6f},{},{},{},{}\n", row.time_h, row.vehicle,
                        row.stream.valid() ? model_->streams[row.stream].id : "carrier",
                        row.stage.valid() ? model_->stages[row.stage].id : "", row.what);
  }
  [[nodiscard]] bool commit() { return out_.commit(); }

 private:
  const crossing_model* model_;
  text::file_writer out_;
};

std::string with_half_width(double mean, double half_width, int decimals) {
  if (std::isnan(half_width)) return cli::grouped(mean, decimals);
  return fmt::format("{} ±{}", cli::grouped(mean, decimals), cli::grouped(half_width, decimals));
}

void print_stages(const result::result_tables& tables) {
  const table_view view(tables.table("simulation_stages"));
  cli::text_table text({{"Stage", cli::align::left},
                        {"a day", cli::align::right},
                        {"wait h", cli::align::right},
                        {"median", cli::align::right},
                        {"95 %", cli::align::right},
                        {"queue", cli::align::right},
                        {"most", cli::align::right},
                        {"empty hours", cli::align::right},
                        {"USD/day", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row) {
    const bool grows = view.number(row, "grows_per_day") > 0;
    if (std::isnan(view.number(row, "wait_h")) && !grows) continue;
    text.add({cli::clipped(view.text(row, "name"), 34),
              cli::grouped(view.number(row, "vehicles_per_day"), 1),
              grows ? "grows"
                    : with_half_width(view.number(row, "wait_h"),
                                      view.number(row, "wait_h_half_width"), 2),
              cli::grouped(view.number(row, "wait_median_h"), 2),
              cli::grouped(view.number(row, "wait_p95_h"), 2),
              cli::grouped(view.number(row, "waiting"), 1),
              cli::grouped(view.number(row, "most_waiting")),
              cli::percent(view.number(row, "share_hours_without")),
              cli::grouped(view.number(row, "wait_cost_usd_per_day"))});
  }
  fmt::print("{}empty hours: share of the stage's open clock hours in which nobody is served\n\n",
             text.to_string());
}

void print_streams(const result::result_tables& tables) {
  const table_view view(tables.table("simulation_streams"));
  cli::text_table text({{"Traffic", cli::align::left},
                        {"came/day", cli::align::right},
                        {"crossed", cli::align::right},
                        {"lost", cli::align::right},
                        {"load/day", cli::align::right},
                        {"hours inside", cli::align::right},
                        {"median", cli::align::right},
                        {"95 %", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({cli::clipped(view.text(row, "name"), 34),
              cli::grouped(view.number(row, "arrived_per_day"), 1),
              cli::grouped(view.number(row, "left_per_day"), 1),
              cli::grouped(view.number(row, "lost_per_day"), 1),
              cli::grouped(view.number(row, "load_per_day")),
              with_half_width(view.number(row, "time_h"), view.number(row, "time_h_half_width"), 2),
              cli::grouped(view.number(row, "time_median_h"), 2),
              cli::grouped(view.number(row, "time_p95_h"), 2)});
  fmt::print("{}\n", text.to_string());
}

void print_resources(const result::result_tables& tables) {
  const table_view view(tables.table("simulation_resources"));
  cli::text_table text({{"Resource", cli::align::left},
                        {"units", cli::align::right},
                        {"on duty", cli::align::right},
                        {"use", cli::align::right},
                        {"failures/day", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({cli::clipped(view.text(row, "name"), 34), cli::grouped(view.number(row, "units")),
              cli::grouped(view.number(row, "units_on_duty"), 1),
              cli::percent(view.number(row, "use")),
              cli::grouped(view.number(row, "failures_per_day"), 2)});
  fmt::print("{}\n", text.to_string());
}

// Bars of the stage where vehicles wait longest in all.
void print_histogram(const result::result_tables& tables) {
  constexpr double bar_width = 50;
  const table_view stages(tables.table("simulation_stages"));
  std::size_t longest = 0;
  double most = 0;
  for (std::size_t row = 0; row < stages.rows(); ++row)
    if (stages.number(row, "waiting") > most) {
      most = stages.number(row, "waiting");
      longest = row;
    }
  if (most == 0) return;
  fmt::print("Waits at {}\n", stages.text(longest, "name"));
  const table_view waits(tables.table("simulation_waits"));
  const auto& wanted = stages.text(longest, "stage_id");
  const auto span = [](double h) {
    return h < 1 ? fmt::format("{:.0f} min", h * 60) : fmt::format("{:.0f} h", h);
  };
  double greatest = 0;
  std::size_t last = 0;
  for (std::size_t row = 0; row < waits.rows(); ++row)
    if (waits.text(row, "stage_id") == wanted) {
      greatest = std::max(greatest, waits.number(row, "share"));
      if (waits.number(row, "share") > 0) last = row;
    }
  for (std::size_t row = 0; row <= last; ++row) {
    if (waits.text(row, "stage_id") != wanted) continue;
    const double share = waits.number(row, "share"), to_h = waits.number(row, "to_h");
    std::string bar;
    for (int i = 0; i < std::lround(bar_width * share / greatest); ++i) bar += "█";
    fmt::print("{:>9}  {:>5}  {}\n", std::isnan(to_h) ? "longer" : "< " + span(to_h),
               cli::percent(share), bar);
  }
  fmt::print("\n");
}

void print_screen(const cases::case_data& data, const model::crossing_part& part,
                  const result::result_tables& tables, const simulation_summary& summary,
                  const replication_options& options, double seconds) {
  fmt::print("{}\n", data.settings.title);
  fmt::print("{}", cli::wrapped(
                       fmt::format("{}: {:.0f} days from {}, {} replications, seed {}, {} % "
                                   "intervals, {:.1f} million events in {:.1f} s",
                                   text::join(part.crossings), options.horizon_h / 24,
                                   to_string(part.model.start), summary.replications, options.seed,
                                   100 * options.confidence, summary.events / 1e6, seconds),
                       100));
  if (summary.warm_up_h > 0)
    fmt::print("The first {:.0f} h are left out as warm-up.\n", summary.warm_up_h);
  fmt::print("\n");
  print_streams(tables);
  print_stages(tables);
  print_resources(tables);
  print_histogram(tables);
  const table_view totals(tables.table("simulation_totals"));
  for (std::size_t row = 0; row < totals.rows(); ++row) {
    const auto& name = totals.text(row, "name");
    if (name == "share_hours_without")
      fmt::print("In {} of the open hours nobody leaves the crossing.\n",
                 cli::percent(totals.number(row, "value")));
    if (name == "grows" && totals.number(row, "value") > 0)
      fmt::print(
          "More arrive than can be served: the queue grows without end, by {} vehicles a day.\n",
          cli::grouped(totals.number(row, "value"), 1));
    if (name == "wait_cost" && !std::isnan(totals.number(row, "value")))
      fmt::print("Waiting costs {} USD a day.\n", cli::grouped(totals.number(row, "value")));
  }
  if (table_view(tables.table("claims")).rows() > 0) {
    fmt::print("\nClaims\n");
    print_claims(tables.table("claims"));
  }
}

int simulate_case(const case_arguments& arguments, const std::string& trace_path,
                  const study::study_request& request) {
  diagnostics report;
  if (!may_write_of_case({{"--output", arguments.output}, {"--trace", trace_path}},
                         arguments.folder, {}, report))
    return cli::refused(report, arguments.json);
  cli::progress_line progress(!arguments.json);
  const auto give_up = [&](int code) {
    progress.clear();
    name_options(study_named("simulate"), report);
    cli::print_findings(report);
    if (arguments.json) cli::print_json(nlohmann::json{{"findings", cli::findings_json(report)}});
    return code;
  };
  cases::case_inputs inputs;
  const auto data = cases::read_case(arguments.folder, arguments.scenarios, report, &inputs);
  if (!data) return give_up(bad_input);
  auto run = study::simulation_of(*data, request);
  run.output = arguments.output;
  run.version = AMUR_VERSION;
  run.case_text = result::case_text_table(inputs);
  auto& options = run.options;
  options.threads = arguments.threads;
  options.progress = progress.count_callback("replications");
  std::unique_ptr<trace_file> trace;
  if (!trace_path.empty()) {
    run.started = [&](const model::crossing_part& part) {
      trace = std::make_unique<trace_file>(trace_path, part.model, report);
    };
    options.trace = [&trace](const trace_row& row) { trace->add(row); };
  }

  const auto outcome = study::run_simulation(*data, run, report);
  if (outcome.tables.tables.empty())
    return give_up(outcome.status == study::run_status::bad_input ? bad_input : not_solved);
  if (trace && !trace->commit()) return give_up(bad_input);
  const auto& tables = outcome.tables;
  const auto& summary = outcome.summary;
  const double seconds = progress.seconds();
  progress.clear();
  if (arguments.json) {
    nlohmann::json json;
    json["result"] = arguments.output;
    json["seconds"] = seconds;
    json["simulate_seconds"] = outcome.simulate_seconds;
    json["events_per_second"] = summary.events / outcome.simulate_seconds;
    json["peak_memory_mb"] = peak_memory_mb();
    for (const auto& row : table_json(tables.table("simulation")))
      json["simulation"][row["name"]] = row["value"];
    for (const char* name : {"simulation_totals", "simulation_streams", "simulation_stages",
                             "simulation_resources", "simulation_waits", "claims"})
      json[name] = table_json(tables.table(name));
    json["findings"] = cli::findings_json(report);
    cli::print_json(json);
  } else {
    print_screen(*data, outcome.part, tables, summary, options, seconds);
    fmt::print(stderr, "\nResult: {}\n", arguments.output);
  }
  cli::print_findings(report);
  return outcome.status == study::run_status::solved ? done : not_solved;
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
  const auto& asked = study_named("simulate");
  auto arguments = std::make_shared<case_arguments>();
  auto request = std::make_shared<study::study_request>();
  auto trace = std::make_shared<std::string>();
  arguments->output = "simulation.gpkg";
  auto* command = app.add_subcommand(asked.name, asked.sentence);
  add_case_options(*command, *arguments);
  add_fields(*command, asked, *request);
  command->add_option("--trace", *trace, "Events of the first replication")->type_name("FILE.csv");
  add_answer_options(*command, *arguments);
  command->footer("Example:\n  " + asked.example);
  command->callback([arguments, request, trace, &exit_code] {
    exit_code = simulate_case(*arguments, *trace, *request);
  });
}

}  // namespace amur::app
