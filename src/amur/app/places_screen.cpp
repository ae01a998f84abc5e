// What the shopping centres of a case print.

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "amur/app/commands.h"
#include "amur/app/largest_rows.h"
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
  // Those that live worst; of the others how many are shut.
  constexpr std::size_t most = 3;
  std::vector<std::size_t> rows(view.rows());
  std::iota(rows.begin(), rows.end(), 0);
  const auto all = rows;
  const auto left_out = keep_largest(
      rows, most, [&view](std::size_t row) { return -view.number(row, "result_if_open_usd"); });
  for (const auto row : rows)
    text.add({cli::clipped(view.text(row, "node_id"), 11), cli::clipped(view.text(row, "name"), 25),
              cli::grouped(view.number(row, "visits_if_open")),
              cli::grouped(view.number(row, "break_even_visits")),
              cli::grouped(view.number(row, "sales_if_open_usd")),
              cli::grouped(view.number(row, "result_if_open_usd")), view.text(row, "status")});
  fmt::print("{}", text.to_string());
  if (left_out.count > 0) {
    const auto is_open = [&view](std::size_t row) { return view.text(row, "status") == "open"; };
    const auto others_open =
        std::ranges::count_if(all, is_open) - std::ranges::count_if(rows, is_open);
    fmt::print("and {} others with a better result: {} open, {} shut\n", left_out.count,
               others_open, static_cast<std::ptrdiff_t>(left_out.count) - others_open);
  }
  fmt::print("* Of a shut centre what it would have if it alone opened.\n\n");
}

}  // namespace amur::app
