// What `amur skim` asks for.

#include "amur/study/declared_studies.h"

namespace amur::study {

declared_study skim_study() {
  return {
      "skim",
      "Best time and cost between the cities of a case",
      "amur skim cases/world -s projects_none --compare projects_all --least time",
      {{.name = "from",
        .option = "--from",
        .sentence = "Origins: node ids with ; between; default: all cities and ports"},
       {.name = "to", .option = "--to", .sentence = "Destinations, likewise"},
       {.name = "commodity",
        .option = "--commodity",
        .sentence = "Whose costs; default: the case's first"},
       {.name = "least",
        .option = "--least",
        .type = field_type::word,
        .sentence = "What the best path is best in: cost, with the value of the cargo's time, "
                    "or time",
        .words = {"cost", "time"},
        .usual = "cost"},
       {.name = "without", .option = "--without", .sentence = "Modes to close, with ; between"}}};
}

}  // namespace amur::study
