// What the shopping centres of a case print.

#include <fmt/format.h>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {

void print_places(const result::result_tables& tables) {
  const table_view view(tables.table("places"));
  cli::text_table text({{"Shops in", cli::align::left},
                        {"centre", cli::align::left},
                        {"visits*", cli::align::right},
                        {"needs", cli::align::right},
                        {"USD/day", cli::align::right},
                        {"result", cli::align::right},
                        {"state", cli::align::left}},
                       1);
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({cli::clipped(view.text(row, "node_id"), 11), cli::clipped(view.text(row, "name"), 25),
              cli::grouped(view.number(row, "visits_if_open")),
              cli::grouped(view.number(row, "break_even_visits")),
              cli::grouped(view.number(row, "sales_if_open_usd")),
              cli::grouped(view.number(row, "result_if_open_usd")), view.text(row, "status")});
  fmt::print("{}", text.to_string());
  fmt::print("* Of a shut centre what it would have if it alone opened.\n\n");
}

}  // namespace amur::app
