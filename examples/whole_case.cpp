// A whole case: read, solved and written, with a scenario; what `amur run` does. Arguments: the
// folder of the case and the file to write.
//
// Prints:
//   solved
//   trucks over the bridge: more without its toll

#include <cstdio>
#include <string>

#include "amur/study/case_run.h"

namespace {

double bridge_trucks(const amur::result::result_tables& tables) {
  const auto& crossings = tables.table("crossings");
  const auto& id = std::get<std::vector<std::string>>(crossings.column("crossing_id").values);
  const auto& trucks = std::get<std::vector<double>>(crossings.column("vehicles").values);
  double sum = 0;
  for (std::size_t row = 0; row < id.size(); ++row)
    if (id[row] == "heihe_bridge") sum += trucks[row];
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  amur::study::case_run run;
  run.folder = argv[1];
  run.output = argv[2];
  amur::diagnostics report;
  const auto today = amur::study::run_case(run, report);
  run.scenarios = {"bridge_toll_zero"};
  const auto free = amur::study::run_case(run, report);
  for (const auto& finding : report.findings)
    if (finding.level == amur::severity::error)
      std::fprintf(stderr, "%s\n", to_string(finding).c_str());
  if (today.tables.tables.empty() || free.tables.tables.empty()) return 2;
  std::puts(today.status == amur::study::run_status::solved ? "solved" : "not solved");
  std::printf("trucks over the bridge: %s without its toll\n",
              bridge_trucks(free.tables) > bridge_trucks(today.tables) ? "more" : "no more");
}
