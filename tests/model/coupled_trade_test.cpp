#include "amur/model/coupled_trade.h"
#include "amur/base/no_answer.h"
#include "amur/model/served_flows.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/case/case_reader.h"
#include "amur/model/trade_uncertainty.h"
#include "amur/result/tables.h"
#include "support/trade_case.h"

namespace amur::model {
namespace {

using test::case_files;
using test::edit;
using test::trade_case;

case_data read(const case_files& files, const std::vector<std::string>& scenarios = {}) {
  const test::temporary_folder folder;
  diagnostics report;
  auto data = cases::read_case(write_case(folder, files), scenarios, report);
  for (const auto& finding : report.findings) ADD_FAILURE() << to_string(finding);
  return std::move(data.value());
}

// The pair of sector `farm` that A sells B: regions and sectors as the tables list them.
constexpr std::size_t a = 0, b = 1, farm = 0;
constexpr std::size_t a_to_b(const trade::many_sector_world& world) {
  return (farm * world.countries + b) * world.countries + a;
}

struct solved {
  case_data base, data;
  trade_answer answer;

  explicit solved(const case_files& files, const std::vector<std::string>& scenarios = {},
                  std::size_t threads = 1)
      : base(read(files)), data(read(files, scenarios)) {
    run_options options;
    options.threads = threads;
    answer = solve_with_trade(base, data, {}, options);
  }
  [[nodiscard]] served_flow grain() const {
    for (auto& served : served_flows(answer.network.answer))
      if (data.commodities[served.flow->commodity].id == "grain") return served;
    throw std::logic_error("no grain");
  }
};

// (1 + freight / value) (1 + time / value) of grain, from what a run tells of it.
double delivery(const served_flow& grain) {
  const double time = grain.average->component[time_value];
  return (1 + (grain.expected_cost - time) / 200) * (1 + time / 200);
}

TEST(coupled_trade, nothing_changes_where_nothing_changed) {
  const solved same(trade_case());
  EXPECT_TRUE(same.answer.agreed);
  EXPECT_EQ(same.answer.log.size(), 1U);
  EXPECT_LT(same.answer.log[0].change, 1e-9);
  EXPECT_NEAR(same.grain().wanted, 1000, 1e-6);
  // The accounts themselves: 100 million at the border, of it the exporter's duty of 7 %, on grain
  // for one of the two countries of B.
  const double taxed = 0.73 + 0.27 / 4;
  EXPECT_NEAR(same.answer.before.trade[a_to_b(same.answer.trade.world)], 100e6, 1);
  EXPECT_NEAR(same.answer.before.export_duty_revenue[a], 100e6 * taxed * 0.07 / 1.07, 1);
}

// The network's costs and the trade model's answer, each from the other by hand.
TEST(coupled_trade, tonnes_and_costs_agree_with_the_trade_model) {
  auto files = trade_case();
  files["scenarios/dear_bridge.toml"] =
      "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = [\"bridge\", "
      "\"boat\"] }\nvalues = { fee_usd_per_t = 40 }\n";
  const solved before(files), after(files, {"dear_bridge", "high_duty"});
  ASSERT_TRUE(after.answer.agreed) << after.answer.why_not;
  const auto& world = after.answer.trade.world;
  const double theta = 4;
  // Cells: grain on the network, and the rest of the value as grain and oats for B's two countries
  // at equal shares. Grain for one of these pays 7 % for export, then and now; all pay the new 30
  // %.
  const double dearer = delivery(after.grain()) / delivery(before.grain());
  EXPECT_GT(dearer, 1.1);
  const double kappa = 1.3 * dearer;
  const double power = 0.73 * std::pow(kappa, -theta) + 0.27 * std::pow(1.3, -theta);
  std::vector<double> duty = world.duty, export_duty = world.export_duty,
                      cost(world.share.size(), 1);
  const auto pair = a_to_b(world);
  duty[pair] = 0.3;
  const double taxed_share =
      (0.73 * std::pow(kappa, -theta) + 0.27 / 4 * std::pow(1.3, -theta)) / power;
  export_duty[pair] = 1 / (taxed_share / 1.07 + 1 - taxed_share) - 1;
  cost[pair] =
      std::pow(power, -1 / theta) / 1.3 * (1 + world.export_duty[pair]) / (1 + export_duty[pair]);
  const auto told =
      solve_many_sectors(world, {duty, cost, trade::deficit_treatment::held, export_duty});
  ASSERT_EQ(told.status, trade::trade_status::solved);
  EXPECT_NEAR(after.answer.after.trade[pair] / told.trade[pair], 1, 1e-6);
  EXPECT_NEAR(after.answer.welfare.real_income[b],
              compare(world, before.answer.before, told).real_income[b], 1e-8);
  // Tonnes: grain's part of the new spending, less what its price rose.
  const double spending =
      told.share[pair] * told.expenditure[b * 2] /
      (before.answer.before.share[pair] * before.answer.before.expenditure[b * 2]);
  const double tonnes =
      1000 * spending * std::pow(kappa, -theta) / power / (kappa * told.unit_cost[a * 2 + farm]);
  EXPECT_NEAR(after.grain().wanted / tonnes, 1, 2e-6);
}

TEST(coupled_trade, a_ban_of_some_of_a_sectors_goods_leaves_the_others) {
  const auto base = read(trade_case()), data = read(trade_case(), {"no_grain"});
  const auto trade = build_world_trade(base);
  auto cells = policy_of(trade, data);
  const auto changes = change_of(trade, std::vector<double>(trade.cells.size(), 1), cells);
  // Of A's 100 million for B, oats are half of the 27 that the network doesn't carry.
  const auto pair = a_to_b(trade.world);
  EXPECT_NEAR(trade.cells.at(trade.pair_begin[pair]).weight, 0.73, 1e-12);
  const double duties = (1 + trade.world.export_duty[pair]) / (1 + changes.export_duty[pair]);
  EXPECT_NEAR(changes.cost_factor[pair], std::pow(0.135, -1.0 / 4) * duties, 1e-12);
  EXPECT_DOUBLE_EQ(changes.export_duty[pair], 0);
}

// With a ban on `commodities` of what A sells B (100 million), `without_bans` million would be
// sold; the factor on spending there when the ban goes.
double growth_without_ban(const std::string& commodities, int without_bans) {
  auto files = trade_case();
  files.at("bans.csv") += "gone,AAA,BBB;CCC,," + commodities + ",,,,,,survey\n";
  edit(files, "trade.csv", "value_usd,source", "value_usd,value_without_bans_usd,source");
  auto& rows = files.at("trade.csv");
  for (auto at = rows.find("e6,survey"); at != std::string::npos; at = rows.find("e6,survey"))
    rows.replace(at, 9, "e6,,survey");
  edit(files, "trade.csv", "A,B,farm,100e6,,",
       "A,B,farm,100e6," + std::to_string(without_bans) + "e6,");
  files["scenarios/free.toml"] =
      "[[edit]]\ntable = \"bans\"\naction = \"remove\"\nwhere = { ban_id = \"gone\" }\n";
  const auto base = read(files), data = read(files, {"free"});
  const auto trade = build_world_trade(base);
  const std::vector<double> delivered(trade.cells.size(), 1);
  const auto pair = a_to_b(trade.world);
  auto as_it_is = policy_of(trade, base), free = policy_of(trade, data);
  EXPECT_NEAR(change_of(trade, delivered, as_it_is).cost_factor[pair], 1, 1e-12);
  const auto changes = change_of(trade, delivered, free);
  const double duties = (1 + trade.world.export_duty[pair]) / (1 + changes.export_duty[pair]);
  return std::pow(changes.cost_factor[pair] / duties, -4);
}

TEST(coupled_trade, a_ban_that_goes_gives_back_what_it_took) {
  EXPECT_NEAR(growth_without_ban("oats", 150), 1.5, 1e-12);
  // All of the sector was banned and some of it traded all the same: that goes on, the flow of
  // grain, 73 million, comes beside it, and what else was kept away.
  EXPECT_NEAR(growth_without_ban("grain;oats", 250), 2.5, 1e-6);
}

TEST(coupled_trade, a_banned_flow_and_a_closed_way_are_reported_not_dropped) {
  auto files = trade_case();
  files["scenarios/closed.toml"] =
      "[[edit]]\ntable = \"crossings\"\naction = \"set\"\nwhere = { crossing_id = [\"bridge\", "
      "\"boat\"] }\nvalues = { open_h_per_day = 0 }\n";
  for (const auto& [scenario, why] : {std::pair{"no_grain", "banned"}, {"closed", "no route"}}) {
    const solved shut(files, {scenario});
    EXPECT_TRUE(shut.answer.agreed) << shut.answer.why_not;
    EXPECT_EQ(shut.grain().why_unserved, why);
    EXPECT_NEAR(shut.grain().unserved, 1000, 1e-9);
    EXPECT_LT(shut.answer.after.trade[a_to_b(shut.answer.trade.world)], 45e6);
  }
}

// Only oats and A's grain come to B, and B makes nothing itself.
TEST(coupled_trade, a_world_without_a_supplier_is_named) {
  auto files = trade_case();
  for (const char* row :
       {"B,B,farm,300e6,survey\n", "B,rest,farm,20e6,survey\n", "rest,B,farm,40e6,survey\n"})
    edit(files, "trade.csv", row, "");
  edit(files, "scenarios/no_grain.toml", "\"grain\"", "\"grain;oats\"");
  try {
    const solved none(files, {"no_grain"});
    FAIL();
  } catch (const no_answer& reason) {
    EXPECT_NE(std::string(reason.what()).find("region 'B' with region 'A' in sector 'farm'"),
              std::string::npos)
        << reason.what();
  }
}

TEST(coupled_trade, sampled_elasticities_surround_the_answer) {
  const solved taxed(trade_case(), {"high_duty"});
  const auto one = sample_elasticities(taxed.data, taxed.answer, {200, 7, 1});
  const auto other = sample_elasticities(taxed.data, taxed.answer, {200, 7, 3});
  ASSERT_EQ(one.figures.size(), 3U * 4);
  EXPECT_EQ(one.without_solution, 0U);
  for (std::size_t i = 0; i < one.figures.size(); ++i) {
    const auto& figure = one.figures[i];
    EXPECT_EQ(figure.p95, other.figures[i].p95);
    EXPECT_LE(figure.p05, figure.p50);
    EXPECT_LE(figure.p50, figure.p95);
  }
  const auto& welfare = one.figures[b * 4];
  EXPECT_LT(welfare.p05, taxed.answer.welfare.real_income[b]);
  EXPECT_GT(welfare.p95, taxed.answer.welfare.real_income[b]);
  // Where nothing is uncertain every draw is the answer.
  auto sure = taxed.data;
  for (auto& sector : sure.trade_sectors) sector.trade_elasticity_sd = 0;
  const auto certain = sample_elasticities(sure, taxed.answer, {5, 7, 1});
  EXPECT_NEAR(certain.figures[b * 4].p05, taxed.answer.welfare.real_income[b], 1e-10);
  EXPECT_NEAR(certain.figures[b * 4].p95, taxed.answer.welfare.real_income[b], 1e-10);
}

}  // namespace
}  // namespace amur::model
