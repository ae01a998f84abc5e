// The nested logit on whole cases: the same answer however it is asked for, nobody where no demand
// sends him, nothing unserved beside an open way.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/model/months.h"
#include "amur/model/run.h"
#include "amur/model/tolls.h"
#include "amur/study/case_solve.h"
#include "support/data_dir.h"

namespace amur::test {
namespace {

using namespace amur::model;

std::filesystem::path heihe() { return std::filesystem::path(AMUR_PROJECT_DIR) / "cases/heihe"; }
std::filesystem::path khorgos() { return data_dir() / "cases/khorgos"; }

case_data read(const std::filesystem::path& folder,
               const std::vector<std::string>& scenarios = {}) {
  diagnostics report;
  auto data = cases::read_case(folder, scenarios, report);
  if (!data) throw std::runtime_error("no case in " + folder.string());
  return std::move(*data);
}

// Demand as `amur run` measures it, at the tolls of the case.
demand_anchors anchors_of(const std::filesystem::path& folder, const case_data& data) {
  diagnostics report;
  study::run_status failure{};
  const auto reference =
      study::solve_reference({{folder, {}, {}, 1, "test"}}, data, {}, report, failure);
  if (!reference) throw std::runtime_error("no anchors of " + folder.string());
  return reference->anchors;
}

// Vehicles a day by crossing and direction.
std::vector<double> vehicles_of(const case_data& data, const run_answer& answer) {
  std::vector<double> vehicles;
  for (const auto& direction : answer.model.crossing_directions)
    vehicles.push_back(use_of(data, answer, direction).vehicles);
  return vehicles;
}

void expect_same(const case_data& data, const run_answer& right, const run_answer& answer,
                 const std::string& asked) {
  EXPECT_EQ(answer.solution.status, assign::status::converged) << asked;
  const auto before = vehicles_of(data, right), after = vehicles_of(data, answer);
  ASSERT_EQ(before.size(), after.size());
  const double most = *std::ranges::max_element(before);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& direction = right.model.crossing_directions[i];
    EXPECT_NEAR(before[i], after[i], 1e-5 * std::max(before[i], 1e-3 * most))
        << asked << ": " << data.crossings[direction.crossing].id
        << (direction.backward ? " backward" : " forward");
  }
}

// Where no curve of a simulation stands between, the answer is that of the costs alone, to what the
// tolerance lets through.
void expect_one_answer(const std::filesystem::path& folder, const char* tolled) {
  auto data = read(folder);
  data.settings.tolerance = 1e-9;
  data.settings.max_iterations = 5000;
  const auto anchors = anchors_of(folder, data);
  const auto right = solve_case(data, anchors, {});
  ASSERT_EQ(right.solution.status, assign::status::converged);

  std::size_t at = 0;
  while (at < data.crossings.size() && data.crossings[crossing_id(at)].id != tolled) ++at;
  ASSERT_LT(at, data.crossings.size()) << tolled;
  const std::array crossings{crossing_id(at)};
  const double fee = data.crossings[crossings[0]].fee_usd_per_vehicle;
  const auto dear = solve_at_tolls(data, anchors, right, crossings, std::array{3 * fee + 100}, {});
  expect_same(data, right, solve_at_tolls(data, anchors, right, crossings, std::array{fee}, {}),
              "the present toll on the curve");
  expect_same(data, right, solve_at_tolls(data, anchors, dear, crossings, std::array{fee}, {}),
              "the present toll, from a dearer one");
  run_options warm;
  warm.start = &right.solution;
  expect_same(data, right, solve_case(data, anchors, warm), "from the answer itself");
  month_state state;
  data.growths.clear();  // that a day by itself does not know of
  expect_same(data, right, solve_month(data, anchors, {}, state), "a month by itself");
}

TEST(whole_cases, heihe_has_one_answer_however_it_is_asked_for) {
  expect_one_answer(heihe(), "heihe_bridge");
}
TEST(whole_cases, khorgos_has_one_answer_however_it_is_asked_for) {
  AMUR_NEEDS_DATA(khorgos());
  expect_one_answer(khorgos(), "khorgos_road");
}

// What goes from one country to the next, by commodity: over crossings, or with the ways of ships
// between the high seas and ports that they call at or pass, which are no borders.
enum class ways : std::uint8_t { crossings, all };
using border_flows = std::map<std::tuple<std::string, std::string, std::string>, double>;
border_flows border_flows_of(const case_data& data, const run_answer& answer, ways over) {
  border_flows flows;
  const auto& net = answer.model.net;
  for (std::uint32_t arc = 0; arc < net.graph.arc_count(); ++arc) {
    const auto& from = data.nodes[net.state_node[net.graph.tail[arc]]].country;
    const auto& to = data.nodes[net.state_node[net.graph.head[arc]]].country;
    if (from == to) continue;
    if (over == ways::crossings && answer.model.problem.crossing(arc) == assign::none) continue;
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
      flows[{data.commodities[answer.model.classes[k].commodity].id, from, to}] +=
          answer.solution.class_flow_t[k][arc];
  }
  return flows;
}

double delivered(const run_answer& answer, const trade_flow& flow) {
  return flow.banned ? 0 : answer.solution.od[flow.user_class.index()][flow.demand].delivered_t;
}

void expect_borders_agree_with_demand(const std::filesystem::path& folder) {
  const auto data = read(folder);
  ASSERT_TRUE(data.reentries.empty());
  const auto answer = solve_case(data, {}, {});
  const auto over_borders = border_flows_of(data, answer, ways::crossings);
  ASSERT_FALSE(over_borders.empty());
  for (const auto& [way, t] : over_borders) {
    const auto& [commodity, from, to] = way;
    // A chain from one country to another began not in the second and ends not in the first.
    double most = 0;
    for (const auto& flow : answer.model.flows)
      if (data.commodities[flow.commodity].id == commodity &&
          data.nodes[flow.origin].country != to && data.nodes[flow.destination].country != from)
        most += delivered(answer, flow);
    EXPECT_LE(t, most + 1e-9 * std::max(1.0, most))
        << commodity << " from " << from << " to " << to;
  }
  std::map<std::pair<std::string, std::string>, double> starts, enters, leaves;
  for (const auto& [way, t] : border_flows_of(data, answer, ways::all)) {
    const auto& [commodity, from, to] = way;
    leaves[{commodity, from}] += t;
    enters[{commodity, to}] += t;
  }
  for (const auto& flow : answer.model.flows)
    starts[{data.commodities[flow.commodity].id, data.nodes[flow.origin].country}] +=
        delivered(answer, flow);
  for (const auto& [place, t] : leaves) {
    const double most = starts[place] + enters[place];
    EXPECT_LE(t, most + 1e-9 * std::max(1.0, most)) << place.first << " out of " << place.second;
  }
}

// Every commodity from each of its places to each other one in the same country.
void trade_at_home(case_data& data) {
  std::set<std::tuple<commodity_id, node_id>> places;
  for (const auto& row : data.demands) {
    places.insert({row.commodity, row.origin});
    places.insert({row.commodity, row.destination});
  }
  auto row = data.demands.front();
  row.t_per_day = 100;
  data.demands.clear();
  for (const auto& [goods, from] : places)
    for (const auto& [same, to] : places) {
      if (same != goods || from == to || data.nodes[from].country != data.nodes[to].country)
        continue;
      row.commodity = goods;
      row.origin = from;
      row.destination = to;
      data.demands.push_back(row);
    }
}

// Pairs within one country that have a way there: nothing of them crosses a border.
void expect_nobody_at_home_goes_abroad(const std::filesystem::path& folder) {
  auto data = read(folder);
  trade_at_home(data);
  auto shut = data;
  shut.calendars.push_back({"never", {}, 0});
  for (auto& crossing : shut.crossings) crossing.calendar = calendar_id(shut.calendars.size() - 1);
  const auto home = solve_case(shut, {}, {});
  std::set<flow_key> served;
  for (const auto& flow : home.model.flows)
    if (!flow.banned && delivered(home, flow) > 0) served.insert(key_of(data, flow));
  ASSERT_FALSE(served.empty());
  std::erase_if(data.demands, [&](const demand& row) {
    return !served.contains({data.nodes[row.origin].id, data.nodes[row.destination].id,
                             data.commodities[row.commodity].id});
  });
  for (const auto& [way, t] : border_flows_of(data, solve_case(data, {}, {}), ways::crossings))
    EXPECT_EQ(t, 0) << std::get<0>(way) << " from " << std::get<1>(way) << " to "
                    << std::get<2>(way);
}

TEST(whole_cases, what_crosses_borders_on_heihe_is_what_demand_sends) {
  expect_borders_agree_with_demand(heihe());
}
TEST(whole_cases, what_crosses_borders_on_khorgos_is_what_demand_sends) {
  AMUR_NEEDS_DATA(khorgos());
  expect_borders_agree_with_demand(khorgos());
}
TEST(whole_cases, heihes_demand_within_a_country_stays_there) {
  expect_nobody_at_home_goes_abroad(heihe());
}
TEST(whole_cases, khorgoss_demand_within_a_country_stays_there) {
  AMUR_NEEDS_DATA(khorgos());
  expect_nobody_at_home_goes_abroad(khorgos());
}

// Rail is shut, the roads beside it are open: freight pays for what is scarce there, far below the
// refusal price, and nothing stays behind but the logit's tail of those who would rather not pay.
TEST(whole_cases, khorgos_without_its_railway_converges_and_delivers_all) {
  AMUR_NEEDS_DATA(khorgos());
  for (const char* scenario : {"close_khorgos_rail", "close_khorgos_rail_no_dry_port"}) {
    const auto data = read(khorgos(), {scenario});
    const auto answer = solve_case(data, {}, {});
    EXPECT_EQ(answer.solution.status, assign::status::converged) << scenario;
    for (const auto& flow : answer.model.flows) {
      if (flow.banned) continue;
      const auto& pair = answer.solution.od[flow.user_class.index()][flow.demand];
      if (pair.reason == assign::unserved_reason::no_route) continue;
      EXPECT_LE(pair.expected_cost_usd_per_t, data.settings.refusal_usd_per_t - 100) << scenario;
      EXPECT_LE(pair.unserved_t, 1e-3 * pair.wanted_t)
          << scenario << ": " << data.commodities[flow.commodity].id << " from "
          << data.nodes[flow.origin].id << " to " << data.nodes[flow.destination].id;
    }
  }
}

}  // namespace
}  // namespace amur::test
