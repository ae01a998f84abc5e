#include "amur/cli/network_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "amur/cli/text_table.h"
#include "amur/text/file.h"
#include "amur/text/written_names.h"

namespace amur::cli {
namespace {

constexpr std::size_t most_roads_shown = 15;

struct road_row {
  std::size_t number = 0;
  const invest::road* road = nullptr;
  double before = 0, after = 0, cost = 0, flow = 0, flow_back = 0;

  // Of the way from the least to the most; a hundred thousandth is none.
  [[nodiscard]] double share() const {
    const double range = road->most_infrastructure - road->least_infrastructure;
    return range > 0 ? (after - before) / range : 0;
  }
};

std::vector<road_row> roads_of(const network_answer& answer) {
  const auto& problem = answer.tables.problem;
  const auto& made = answer.after;
  std::vector<road_row> rows;
  for (std::size_t i = 0; i < problem.roads.size(); ++i) {
    road_row row{i, &problem.roads[i], answer.tables.today[i], made.infrastructure[i]};
    row.cost = row.road->price * (row.after - row.before);
    for (std::size_t n = 0; n < problem.goods; ++n) {
      row.flow += made.flow[2 * i * problem.goods + n];
      row.flow_back += made.flow[(2 * i + 1) * problem.goods + n];
    }
    rows.push_back(row);
  }
  return rows;
}

double gain_of(const network_answer& answer) {
  return (answer.after.welfare - answer.before.welfare) / std::abs(answer.before.welfare);
}

bool is_local(const network_answer& answer) {
  return answer.after.status == invest::network_status::local_optimum;
}

// What is known of how good the answer is.
std::string standing_of(const network_answer& answer) {
  if (is_local(answer))
    return fmt::format(
        "a local optimum, the best of {} rounds; no network within the bounds and the budget gives "
        "more than {:.10g}, {:.1e} above it",
        answer.after.rounds, answer.after.bound, answer.after.gap);
  return fmt::format(
      "certified: no network within the bounds and the budget gives more than {:.10g}, {:.1e} "
      "above it",
      answer.after.bound, answer.after.gap);
}

void print_largest(const network_answer& answer, std::vector<road_row> rows) {
  std::erase_if(rows, [](const road_row& row) { return row.share() < 1e-5; });
  std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.cost > b.cost; });
  text_table text({{"Upgrade", align::left},
                   {"cost", align::right},
                   {"before", align::right},
                   {"after", align::right},
                   {"of the range", align::right},
                   {"goods", align::right},
                   {"goods back", align::right}});
  const auto& names = answer.tables.place;
  for (std::size_t i = 0; i < std::min(most_roads_shown, rows.size()); ++i) {
    const auto& row = rows[i];
    text.add({clipped(names[row.road->from] + " - " + names[row.road->to], 44),
              grouped(row.cost, 2), fmt::format("{:.4g}", row.before),
              fmt::format("{:.4g}", row.after), percent(row.share()),
              fmt::format("{:.4g}", row.flow), fmt::format("{:.4g}", row.flow_back)});
  }
  if (rows.size() > most_roads_shown)
    text.add({fmt::format("... {} more", rows.size() - most_roads_shown)});
  if (!text.empty()) fmt::print("\n{}", text.to_string());
}

}  // namespace

void print_network(const network_answer& answer, double seconds) {
  const auto& problem = answer.tables.problem;
  const auto rows = roads_of(answer);
  double spent = 0;
  for (const auto& row : rows) spent += row.cost;
  fmt::print("{} places, {} goods, {} roads; {:.2f} s\n", problem.places, problem.goods,
             problem.roads.size(), seconds);
  fmt::print("welfare {:.10g} before, {:.10g} after: {:+.6f} %\n", answer.before.welfare,
             answer.after.welfare, 100 * gain_of(answer));
  fmt::print("{}", wrapped(standing_of(answer), 100));
  fmt::print("spent {} of {}; one more would give {:.6g}\n", grouped(spent, 2),
             grouped(answer.budget, 2), answer.after.budget_price);
  const auto count = [&](auto&& is) { return std::ranges::count_if(rows, is); };
  fmt::print(
      "roads: {} at their most, {} between, {} as before\n",
      count([](const road_row& row) { return row.share() > 1 - 1e-5; }),
      count([](const road_row& row) { return row.share() > 1e-5 && row.share() <= 1 - 1e-5; }),
      count([](const road_row& row) { return row.share() <= 1e-5; }));
  print_largest(answer, rows);
}

nlohmann::json network_json(const network_answer& answer, double seconds) {
  const auto rows = roads_of(answer);
  double spent = 0;
  for (const auto& row : rows) spent += row.cost;
  nlohmann::json json{{"welfare_before", answer.before.welfare},
                      {"welfare", answer.after.welfare},
                      {"gain", gain_of(answer)},
                      {"bound", answer.after.bound},
                      {"gap", answer.after.gap},
                      {"local", is_local(answer)},
                      {"rounds", answer.after.rounds},
                      {"spent", spent},
                      {"budget", answer.budget},
                      {"budget_price", answer.after.budget_price},
                      {"shortage", answer.after.shortage},
                      {"seconds", seconds}};
  const auto& names = answer.tables.place;
  for (const auto& row : rows)
    json["roads"].push_back({{"from", names[row.road->from]},
                             {"to", names[row.road->to]},
                             {"infrastructure_before", row.before},
                             {"infrastructure", row.after},
                             {"cost", row.cost},
                             {"goods", row.flow},
                             {"goods_back", row.flow_back}});
  for (std::size_t z = 0; z < answer.tables.zone.size(); ++z)
    json["zones"].push_back(
        {{"zone", answer.tables.zone[z]}, {"budget_price", answer.after.zone_budget_price[z]}});
  return json;
}

bool write_roads(const std::string& path, const network_answer& answer, diagnostics& report) {
  const auto& names = answer.tables.place;
  return text::write_file(
      path,
      [&](text::file_writer& out) {
        out << "from,to,infrastructure_before,infrastructure,cost,goods,goods_back\n";
        for (const auto& row : roads_of(answer)) {
          out << text::csv_cell(names[row.road->from]) << ','
              << text::csv_cell(names[row.road->to]);
          for (const double each : {row.before, row.after, row.cost, row.flow, row.flow_back})
            out << ',' << each;
          out << '\n';
        }
      },
      report);
}

bool write_places(const std::string& path, const network_answer& answer, diagnostics& report) {
  return text::write_file(
      path,
      [&](text::file_writer& out) {
        out << "place,consumption_before,consumption,price_index_before,price_index,"
               "population_before,population\n";
        for (std::size_t j = 0; j < answer.tables.place.size(); ++j)
          out << text::csv_cell(answer.tables.place[j]) << ',' << answer.before.consumption[j]
              << ',' << answer.after.consumption[j] << ',' << answer.before.price_index[j] << ','
              << answer.after.price_index[j] << ',' << answer.before.population[j] << ','
              << answer.after.population[j] << '\n';
      },
      report);
}

}  // namespace amur::cli
