// What tolls of a crossing print.

#include <fmt/format.h>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

constexpr double thousand = 1e3;

std::string thousands(double value) { return cli::grouped(value / thousand); }

void print_curve(const result::result_tables& tables) {
  const table_view view(tables.table("toll_curve"));
  cli::text_table text({{"Toll (USD a vehicle)", cli::align::right},
                        {"vehicles/day", cli::align::right},
                        {"t/day", cli::align::right},
                        {"passengers/day", cli::align::right},
                        {"income", cli::align::right},
                        {"surplus", cli::align::right},
                        {"fees, duties", cli::align::right},
                        {"welfare", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({cli::grouped(view.number(row, "fee_usd_per_vehicle"), 2),
              cli::grouped(view.number(row, "vehicles_per_day"), 1),
              cli::grouped(view.number(row, "t_per_day")),
              cli::grouped(view.number(row, "passengers_per_day")),
              thousands(view.number(row, "income_usd_per_year")),
              thousands(view.number(row, "surplus_usd_per_year")),
              thousands(view.number(row, "paid_usd_per_year")),
              thousands(view.number(row, "welfare_usd_per_year"))});
  fmt::print("{}", text.to_string());
  fmt::print(
      "Money in USD thousand a year: income of this crossing; shippers' surplus, all fees and "
      "duties paid,\nand welfare (both together) beyond those at the present toll.\n\n");
}

void print_best(const result::result_tables& tables) {
  const table_view view(tables.table("toll_best"));
  for (std::size_t row = 0; row < view.rows(); ++row) {
    const auto place = view.text(row, "place");
    fmt::print(
        "Most {}: {} USD a vehicle{}, {} vehicles/day, income {}, welfare {:+.0f} ({} tolls "
        "tried)\n",
        view.text(row, "goal"), cli::grouped(view.number(row, "fee_usd_per_vehicle"), 2),
        place == "between" ? "" : ", the " + place,
        cli::grouped(view.number(row, "vehicles_per_day"), 1),
        thousands(view.number(row, "income_usd_per_year")),
        view.number(row, "welfare_usd_per_year") / thousand, view.integer(row, "tolls_tried"));
  }
  fmt::print("\n");
}

void print_game(const result::result_tables& tables) {
  if (!tables.has("toll_game")) return;
  const table_view view(tables.table("toll_game"));
  cli::text_table text({{"Round", cli::align::right},
                        {"Crossing", cli::align::left},
                        {"toll", cli::align::right},
                        {"vehicles/day", cli::align::right},
                        {"income", cli::align::right},
                        {"welfare", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add({fmt::format("{}", view.integer(row, "round")), view.text(row, "crossing_id"),
              cli::grouped(view.number(row, "fee_usd_per_vehicle"), 2),
              cli::grouped(view.number(row, "vehicles_per_day"), 1),
              thousands(view.number(row, "income_usd_per_year")),
              thousands(view.number(row, "welfare_usd_per_year"))});
  fmt::print("{}", text.to_string());
  fmt::print("{}\n", view.integer(view.rows() - 1, "settled") != 0
                         ? "Settled: neither owner gains by another toll."
                         : "Not settled: tolls still move after the last round.");
}

}  // namespace

void print_toll_screen(const result::result_tables& tables) {
  print_curve(tables);
  print_best(tables);
  print_game(tables);
}

}  // namespace amur::app
