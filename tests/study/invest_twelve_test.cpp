// Choices of twelve investments, held against every set of them.

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "amur/case/case_reader.h"
#include "amur/study/invest_search.h"
#include "support/invest_desk.h"

namespace amur::test {
namespace {

using invest::project_set;

class invest_twelve : public invest_desk {};

// Twelve investments: what branch and bound finds in a fraction of the sets is the best of all
// 4,096, in a plain loop over those within the budget.
void expect_best_of_all(const std::filesystem::path& path, const std::filesystem::path& result,
                        double whole, std::size_t most_sets) {
  diagnostics report;
  cases::case_inputs inputs;
  const auto data = cases::read_case(path, {}, report, &inputs);
  ASSERT_TRUE(data);
  const study::investment_list list{cases::investments_of(inputs.edited, *data),
                                    data->settings.base_year};
  ASSERT_EQ(list.all.size(), 12U);
  study::study_task task;
  task.folder = path;
  task.output = result;
  auto status = study::run_status::bad_input;
  const auto now = study::solve_network(study::case_run{task}, *data, {}, report, status, true);
  ASSERT_TRUE(now);
  study::plan_solver all(task, *data, inputs, list, *now, model::welfare_gain_usd);
  ASSERT_TRUE(all.prepare(report));
  std::vector<project_set> sets;
  std::vector<invest::plan> plans;
  std::vector<double> worth(4096, 0), cost(4096, 0);
  for (project_set set = 1; set < 4096; ++set) {
    for (std::size_t i = 0; i < 12; ++i)
      if (set >> i & 1) cost[set] += list.all[i].cost_usd;
    if (cost[set] <= whole * (1 + 1e-12)) sets.push_back(set);
  }
  for (const auto set : sets) plans.push_back(invest::plan_of(set, 12));
  ASSERT_GT(sets.size(), most_sets);
  ASSERT_TRUE(all.solve(plans));
  for (std::size_t i = 0; i < sets.size(); ++i) {
    ASSERT_EQ(all.at(plans[i]).why_not, "") << sets[i];
    worth[sets[i]] =
        study::worth_of(study::years_of(list, {}, plans[i]),
                        [&](const invest::plan& open) { return all.at(open).gain_usd; });
  }
  std::ostringstream asked;
  asked << "invest " << path.string() << " --budget " << whole << " --steps 5 --most " << most_sets
        << " -o " << result.string();
  ASSERT_EQ(run_program(asked.str()).exit_code, 0);
  for (int step = 1; step <= 5; ++step) {
    double best = 0;
    for (const auto set : sets)
      if (cost[set] <= whole * step / 5 * (1 + 1e-12)) best = std::max(best, worth[set]);
    std::ostringstream of_step;
    of_step << "SELECT value_usd FROM invest_frontier ORDER BY budget_usd LIMIT 1 OFFSET "
            << step - 1;
    EXPECT_NEAR(ask(result, of_step.str()) / best, 1, 1e-5) << step;
  }
  EXPECT_EQ(ask(result, "SELECT count(*) FROM invest_frontier WHERE answer = 'best found'"), 5);
}

TEST_F(invest_twelve, of_twelve_on_heihe_is_the_best_of_all_4096) {
  expect_best_of_all(AMUR_PROJECT_DIR "/cases/heihe", result, 500e6, 100);
}

TEST_F(invest_twelve, of_twelve_on_khorgos_is_the_best_of_all_4096) {
  AMUR_NEEDS_DATA(khorgos);
  const auto path = khorgos_with(
      "investment_id,cells,cost_usd,source\n"
      "khorgos_road,crossings.khorgos_road.capacity_vehicles_per_day=2000;"
      "crossings.khorgos_road.wait_h=10,80e6,assumed\n"
      "dostyk_road,crossings.dostyk_road.capacity_vehicles_per_day=600;"
      "crossings.dostyk_road.wait_h=16,50e6,assumed\n"
      "khorgos_rail,crossings.khorgos_rail.capacity_t_per_day=70000;"
      "crossings.khorgos_rail.wait_h=14,200e6,assumed\n"
      "dostyk_rail,crossings.dostyk_rail.capacity_t_per_day=80000;"
      "crossings.dostyk_rail.wait_h=20,250e6,assumed\n"
      "caspian,crossings.caspian.capacity_t_per_day=40000;crossings.caspian.wait_h=12,150e6,"
      "assumed\n"
      "saryagash,crossings.saryagash_rail.wait_h=8,40e6,assumed\n"
      "konysbayeva,crossings.konysbayeva_road.wait_h=3,30e6,assumed\n"
      "almaty_road,links.road_khorgos_almaty.capacity_pce_per_day=15000;"
      "links.road_khorgos_almaty.free_time_h=4,400e6,assumed\n"
      "aktau_railway,links.kz_beyneu_aktau.free_time_h=10,300e6,assumed\n"
      "poti_railway,links.az_baku_poti.free_time_h=24,500e6,assumed\n"
      "aktobe_road,links.road_shymkent_aktobe.free_time_h=21,900e6,assumed\n"
      "gardabani,crossings.gardabani_rail.wait_h=10,60e6,assumed\n");
  expect_best_of_all(path, result, 2960e6, 400);
}

}  // namespace
}  // namespace amur::test
