// Ways between two places as corridors.

#include "amur/result/noted_value.h"
#include "amur/result/tables_corridor.h"
#include "amur/study/declared_studies.h"
#include "amur/study/paths_run.h"

namespace amur::study {
namespace {

constexpr double least_corridor_share = 1e-3;  // of an alternative that is in use
constexpr std::uint64_t most_corridors = 5;

case_outcome run_corridor(const study_task& task, const study_request& request,
                          diagnostics& report) {
  const run_clock watch;
  auto wanted = request;
  if (!wanted.has("most")) wanted.set("most", most_corridors);
  const auto listed = list_case_paths(task, wanted, least_corridor_share, report);
  const auto add = [&request](const paths_outcome& of, result::result_tables& tables) {
    for (auto& table : result::corridor_tables(of.data, of.network, of.paths))
      tables.tables.push_back(std::move(table));
    for (const auto* field : {"from", "to", "commodity"})
      if (const auto id = request.text(field); !id.empty())
        result::note_value(tables, "run", std::string("corridor_") + field, id);
  };
  return write_paths(task, listed, watch, add, report);
}

}  // namespace

declared_study corridor_study() {
  return {"corridor",
          "Time and cost against distance on the ways between two places, with CAREC's indicators",
          "amur corridor cases/heihe --from moscow --to shanghai --commodity food_containers",
          {{.name = "from",
            .option = "--from",
            .sentence = "Node where the corridor starts",
            .is_required = true},
           {.name = "to", .option = "--to", .sentence = "Node where it ends", .is_required = true},
           {.name = "commodity",
            .option = "--commodity",
            .sentence = "Of this commodity; else of all between the two places"},
           {.name = "most",
            .option = "-n,--most",
            .type = field_type::whole,
            .sentence = "Alternatives of each commodity, the likeliest first",
            .fewest = 1,
            .highest = 100,
            .usual = most_corridors}},
          check_paths_request,
          run_corridor};
}

}  // namespace amur::study
