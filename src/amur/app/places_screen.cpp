// What the shopping centres of a case print.

#include <fmt/format.h>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/app/text_table.h"

namespace amur::app {

void print_places(const model::result_tables& tables) {
  const table_view view(tables.table("places"));
  text_table text({{"Shops in", align::left},
                   {"centre", align::left},
                   {"visits*", align::right},
                   {"needs", align::right},
                   {"USD/day", align::right},
                   {"result", align::right},
                   {"state", align::left}},
                  1);
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({clipped(view.text(row, "node_id"), 11), clipped(view.text(row, "name"), 25),
              grouped(view.number(row, "visits_if_open")),
              grouped(view.number(row, "break_even_visits")),
              grouped(view.number(row, "sales_if_open_usd")),
              grouped(view.number(row, "result_if_open_usd")), view.text(row, "status")});
  fmt::print("{}", text.to_string());
  fmt::print("* Of a shut centre what it would have if it alone opened.\n\n");
}

}  // namespace amur::app
