// The world with the canal shut, held to what ships did in March 2021 and the winter of 2023 to
// 2024 within bounds that docs/suez.md argues for.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "amur/case/case_reader.h"
#include "amur/model/run.h"
#include "support/data_dir.h"
#include "support/temporary_folder.h"
#include "support/trade_tables.h"

namespace amur::test {
namespace {

const std::filesystem::path world_folder = std::filesystem::path(AMUR_PROJECT_DIR) / "cases/world";

// What goes another way where something is shut.
struct moved_flow {
  double t = 0;             // a day
  double usd_per_t = 0;     // that the other way costs more; infinite where there is none
  double wait_usd_per_t_h;  // of cargo and ship
  double hours = 0;
  std::string handling, commodity;
};

model::run_answer solved(const char* scenario) {
  diagnostics report;
  const std::vector<std::string> scenarios(*scenario ? 1 : 0, scenario);
  const auto data = cases::read_case(world_folder, scenarios, report);
  EXPECT_TRUE(data);
  return model::solve_case(*data, {}, {});
}

const cases::case_data& world_data() {
  static const auto data = [] {
    diagnostics report;
    return *cases::read_case(world_folder, {}, report);
  }();
  return data;
}

std::vector<moved_flow> moved_by(const char* scenario) {
  static const auto open = solved("");
  const auto closed = solved(scenario);
  const auto& data = world_data();
  std::vector<moved_flow> moved;
  for (std::size_t i = 0; i < open.model.flows.size(); ++i) {
    const auto& flow = open.model.flows[i];
    const auto delivered = [&](const model::run_answer& of) {
      return of.solution.od[flow.user_class.index()][flow.demand].delivered_t;
    };
    if (flow.banned || !(delivered(open) > 0)) continue;
    const bool is_lost = !(delivered(closed) > 0);
    const double more =
        is_lost ? INFINITY : closed.flow_averages[i].cost_usd() - open.flow_averages[i].cost_usd();
    if (!(more > 1e-6)) continue;
    const auto& goods = data.commodities[flow.commodity];
    moved_flow row{delivered(open),
                   more,
                   goods.value_of_time_usd_per_t_h,
                   closed.flow_averages[i].time_h - open.flow_averages[i].time_h,
                   goods.handling,
                   goods.id};
    for (const auto id : goods.vehicles)
      if (data.modes[data.vehicles[id].mode].id == "sea")
        row.wait_usd_per_t_h += data.vehicles[id].cost_usd_per_h / data.vehicles[id].payload_t;
    moved.push_back(row);
  }
  return moved;
}

template <class Is>
double tonnes(const std::vector<moved_flow>& flows, Is&& is) {
  double sum = 0;
  for (const auto& each : flows) sum += is(each) ? each.t : 0;
  return sum;
}
double tonnes(const std::vector<moved_flow>& flows) {
  return tonnes(flows, [](const auto&) { return true; });
}

struct counted_days {
  double usual_ships = 0, usual_dwell_h = 0;  // a day, 2 to 21 March 2021
  std::vector<double> ships, dwell_h;         // by day of arrival, 23 to 29 March
};

counted_days march_2021(const std::filesystem::path& folder) {
  const auto table = read_columns(folder / "Suez_Canal_Daily_Transits_202103-202104_using_AIS.csv");
  const auto day = table.text.at("arrival_date");
  const auto ships = table.numbers("complete_transit_per_arrival_day");
  const auto dwell = table.numbers("complete_transit_dwell_time");
  counted_days made;
  int days = 0;
  for (std::size_t i = 0; i < table.rows; ++i) {
    if (day[i] >= "2021-03-23" && day[i] <= "2021-03-29") {
      made.ships.push_back(ships[i]);
      made.dwell_h.push_back(dwell[i]);
    } else if (day[i] >= "2021-03-02" && day[i] <= "2021-03-21") {
      made.usual_ships += ships[i];
      made.usual_dwell_h += dwell[i];
      ++days;
    }
  }
  made.usual_ships /= days;
  made.usual_dwell_h /= days;
  return made;
}

class suez : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(world_folder)) GTEST_SKIP() << "skipped: cases/world is not built";
    AMUR_NEEDS_DATA(counts);
  }
  const std::filesystem::path counts = data_dir() / "chokepoints";
};

// Who knows what the ship will wait weighs it against the way round the Cape. Verified as having
// gone there are 48 ships, which is the least that did; half of that is the lower bound, since who
// didn't know the end of it in the first days went sooner. All who did not come are the most that
// can have gone round: the upper bound.
TEST_F(suez, shut_for_six_days_sends_as_much_round_the_cape_as_ships_say) {
  const auto counted = march_2021(counts);
  const auto flows = moved_by("suez_closed");
  double share = 0, came = 0;
  for (std::size_t day = 0; day < counted.dwell_h.size(); ++day) {
    const double wait_h = counted.dwell_h[day] - counted.usual_dwell_h;
    share += tonnes(flows,
                    [wait_h](const moved_flow& flow) {
                      return flow.usd_per_t < wait_h * flow.wait_usd_per_t_h;
                    }) /
             tonnes(flows) / static_cast<double>(counted.dwell_h.size());
    came += counted.ships[day];
  }
  const double usual = counted.usual_ships * static_cast<double>(counted.dwell_h.size());
  // Its first column has no name.
  const auto verified = std::ranges::count(slurp(counts / "Verified_Reroute.csv"), '\n') - 1;
  EXPECT_EQ(verified, 48);
  EXPECT_GE(share, 0.5 * static_cast<double>(verified) / usual);
  EXPECT_LE(share, 1 - came / usual);
}

// Of the containers between Asia and Europe the case's own table has 3,200 nautical miles more by
// the Cape, at 14 to 20 knots 6.7 to 9.5 days; boxes from nearer the canal lose more, those from
// east of Singapore to America less.
TEST_F(suez, shut_for_months_costs_boxes_a_week_or_more_and_leaves_few_without_a_way) {
  const auto flows = moved_by("suez_closed");
  double hours = 0, t = 0;
  for (const auto& each : flows)
    if (each.handling == "container" && std::isfinite(each.usd_per_t)) {
      hours += each.t * each.hours;
      t += each.t;
    }
  EXPECT_GE(hours / t / 24, 6);
  EXPECT_LE(hours / t / 24, 14);
  EXPECT_LE(tonnes(flows, [](const auto& flow) { return std::isinf(flow.usd_per_t); }),
            0.01 * tonnes(flows));
}

// From what share of ships no longer came, what a passage must have cost them: more for boxes than
// for bulk, as three of four container ships left and half of the bulk carriers.
TEST_F(suez, red_sea_is_worth_avoiding_at_a_higher_price_to_boxes_than_to_bulk) {
  const auto weeks =
      read_columns(counts / "Bab_el-Mandeb_Week_Transits_202311-202403_using_AIS.csv");
  const auto fall = [&weeks](const char* kind) {
    double before = 0, after = 0;
    int weeks_before = 0, weeks_after = 0;
    for (std::size_t i = 0; i < weeks.rows; ++i) {
      const auto& day = weeks.text.at("arrival_date")[i];
      const auto& cell = weeks.text.at(kind)[i];
      const double ships = cell.empty() ? 0 : std::stod(cell);
      if (day <= "2023-11-27") before += ships, ++weeks_before;
      if (day >= "2024-02-05" && day <= "2024-03-25") after += ships, ++weeks_after;
    }
    return 1 - after / weeks_after / (before / weeks_before);
  };
  EXPECT_NEAR(fall("Containership"), 0.76, 0.03);
  EXPECT_NEAR(fall("Bulk Carrier"), 0.45, 0.05);
  auto flows = moved_by("red_sea_closed");
  std::ranges::sort(flows, {}, &moved_flow::usd_per_t);
  const auto price = [&flows](const char* handling, double share) {
    const double all = tonnes(flows, [&](const auto& flow) { return flow.handling == handling; });
    double t = 0;
    for (const auto& each : flows)
      if (each.handling == handling && (t += each.t) >= share * all) return each.usd_per_t;
    return 0.0;
  };
  const double boxes = price("container", fall("Containership"));
  const double bulk = price("bulk", fall("Bulk Carrier"));
  EXPECT_GT(boxes, bulk);
  EXPECT_GT(bulk, 0);
}

}  // namespace
}  // namespace amur::test
