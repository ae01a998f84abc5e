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
#include "amur/cli/text_table.h"
#include "amur/crossing/timetable.h"
#include "amur/model/crossing_inside.h"
#include "amur/result/case_store.h"
#include "amur/study/simulate_run.h"
#include "amur/text/file.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

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

std::string crossings_of(const result::result_tables& tables) {
  const table_view view(tables.table("simulation"));
  std::vector<std::string> crossings;
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "name") == "crossing") crossings.push_back(view.text(row, "value"));
  return text::join(crossings);
}

void print_head(const study::simulation_outcome& outcome, double seconds) {
  const auto said = [&](const char* name) { return result::run_value(outcome.tables, name); };
  const auto number = [&](const char* name) { return text::parse_number(said(name)).value_or(0); };
  fmt::print("{}\n", said("title"));
  fmt::print(
      "{}", cli::wrapped(fmt::format("{}: {:.0f} days from {}, {} replications, seed {}, {} % "
                                     "intervals, {:.1f} million events in {:.1f} s",
                                     crossings_of(outcome.tables), number("days"), said("from"),
                                     said("replications"), said("seed"), 100 * number("confidence"),
                                     outcome.events / 1e6, seconds),
                         100));
  if (number("warm_up_h") > 0)
    fmt::print("The first {:.0f} h are left out as warm-up.\n", number("warm_up_h"));
  fmt::print("\n");
}

void print_screen(const study::simulation_outcome& outcome, double seconds) {
  const auto& tables = outcome.tables;
  print_head(outcome, seconds);
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

void fill(const study::simulation_outcome& outcome, double seconds, nlohmann::json& json) {
  json["seconds"] = seconds;
  json["simulate_seconds"] = outcome.simulate_seconds;
  json["events_per_second"] = outcome.events / outcome.simulate_seconds;
  json["peak_memory_mb"] = peak_memory_mb();
  for (const auto& row : table_json(outcome.tables.table("simulation")))
    json["simulation"][row["name"]] = row["value"];
  for (const char* name : {"simulation_totals", "simulation_streams", "simulation_stages",
                           "simulation_resources", "simulation_waits", "claims"})
    json[name] = table_json(outcome.tables.table(name));
}

int simulate_case(const study::declared_study& asked, const case_arguments& arguments,
                  const std::string& trace_path, const study::study_request& request) {
  const auto work = [&](cli::progress_line& progress, diagnostics& report) -> command_answer {
    std::optional<trace_file> file;
    study::simulation_trace trace;
    if (!trace_path.empty()) {
      trace.started = [&](const model::crossing_part& part) {
        file.emplace(trace_path, part.model, report);
      };
      trace.row = [&file](const trace_row& row) { file->add(row); };
    }
    const auto outcome = std::make_shared<study::simulation_outcome>(
        study::simulate_case(task_of(asked, arguments, progress), request, trace, report));
    if (outcome->tables.tables.empty()) return {outcome->status};
    if (file && !file->commit()) return {};
    return {outcome->status, true, [outcome](double seconds) { print_screen(*outcome, seconds); },
            [outcome](double seconds, nlohmann::json& json) { fill(*outcome, seconds, json); }};
  };
  return answer_command(asked, arguments,
                        {{{"--output", arguments.output}, {"--trace", trace_path}}, {}}, work);
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
  command->callback([arguments, request, trace, &asked, &exit_code] {
    exit_code = simulate_case(asked, *arguments, *trace, *request);
  });
}

}  // namespace amur::app
