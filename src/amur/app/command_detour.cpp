// amur detour CASE

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/app/commands.h"
#include "amur/app/detour_command.h"
#include "amur/app/study_command.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

constexpr std::size_t most_detours_shown = 30;

std::string detour_figure(double value) {
  return std::isnan(value) ? "-" : cli::grouped(value, std::abs(value) < 100 ? 1 : 0);
}

void print_detours(const result::result_tables& tables, const study::study_request& request,
                   double /*seconds*/) {
  const table_view rows(tables.table("detours"));
  fmt::print("{} to {}, USD a tonne:\n", request.text("from"), request.text("to"));
  cli::text_table text({{"", cli::align::left},
                        {"from", cli::align::left},
                        {"to", cli::align::left},
                        {"t/day", cli::align::right},
                        {"direct", cli::align::right},
                        {"of it duty", cli::align::right},
                        {"by", cli::align::left},
                        {"detour", cli::align::right},
                        {"of it duty", cli::align::right},
                        {"saved", cli::align::right},
                        {"", cli::align::left}});
  for (std::size_t row = 0; row < std::min(rows.rows(), most_detours_shown); ++row) {
    const auto number = [&](const char* column) { return rows.number(row, column); };
    const auto& direct = rows.text(row, "direct");
    const double duty = number("direct_duty_usd_per_t");
    const auto& hub = rows.text(row, "via_node_id");
    text.add(
        {rows.text(row, "commodity_id"), rows.text(row, "origin_node_id"),
         rows.text(row, "destination_node_id"), detour_figure(number("t_per_day")),
         direct == "open" ? detour_figure(number("direct_transport_usd_per_t") + duty) : direct,
         direct == "open" ? detour_figure(duty) : "-",
         rows.text(row, "via_country") + (hub.empty() ? "" : " (" + hub + ")"),
         detour_figure(number("detour_usd_per_t")),
         detour_figure(number("first_duty_usd_per_t") + number("second_duty_usd_per_t")),
         detour_figure(number("saved_usd_per_t")), rows.integer(row, "pays") != 0 ? "pays" : ""});
  }
  fmt::print("{}", text.to_string());
  if (rows.rows() > most_detours_shown)
    fmt::print("… and {} more, in the result\n", rows.rows() - most_detours_shown);
}

void fill_detours(const result::result_tables& tables, double seconds, nlohmann::json& json) {
  json["seconds"] = seconds;
  json["detours"] = table_json(tables.table("detours"));
}

}  // namespace

void add_detour_command(CLI::App& app, int& exit_code) {
  add_study_command(app, study_named("detour"), "detour.gpkg", {print_detours, fill_detours},
                    exit_code);
}

}  // namespace amur::app
