// Goods that lose value on the way: each hour costs value x share / 24 beside the value of time.

#include <gtest/gtest.h>

#include "amur/case/case_reader.h"
#include "amur/model/run.h"
#include "support/tiny_case.h"

namespace amur::model {
namespace {

struct solved {
  double time_usd_per_t = 0, time_h = 0, by_boat_t = 0;
};

// The tiny case with such grain: worth 200 USD/t, with 0.1 USD an hour of a tonne as it is.
solved with_loss(const std::string& share) {
  auto files = test::tiny_case();
  auto& goods = files.at("commodities.csv");
  goods.replace(goods.find(",source\n"), 8, ",value_lost_per_day,source\n");
  goods.replace(goods.find("truck;barge,"), 12, "truck;barge," + share + ",");
  goods.replace(goods.find("coach,"), 6, "coach,,");
  const test::temporary_folder folder;
  diagnostics report;
  const auto data = cases::read_case(test::write_case(folder, files), {}, report);
  if (!data) throw std::runtime_error(to_string(report.findings.front()));
  const auto answer = solve_case(*data, {}, {});
  solved found;
  for (std::size_t i = 0; i < answer.model.flows.size(); ++i) {
    const auto& flow = answer.model.flows[i];
    if (answer.model.classes[flow.user_class.index()].commodity != commodity_id(0)) continue;
    const auto& mean = answer.flow_averages[i];
    found.time_usd_per_t = mean.component[time_value];
    found.time_h = mean.time_h;
    found.by_boat_t = mean.mode_km[1];
  }
  return found;
}

TEST(value_lost, is_an_hours_price_beside_the_value_of_time) {
  for (const auto& [share, usd_per_t_h] :
       {std::pair{"", 0.1}, std::pair{"0.012", 0.1 + 200 * 0.012 / 24},
        std::pair{"1", 0.1 + 200.0 / 24}}) {
    const auto found = with_loss(share);
    ASSERT_GT(found.time_h, 0);
    EXPECT_NEAR(found.time_usd_per_t, usd_per_t_h * found.time_h, 1e-9 * found.time_usd_per_t)
        << share;
  }
}

TEST(value_lost, turns_goods_to_the_quicker_way) {
  // The boat is the slower way, so less takes it the more a day costs.
  const double none = with_loss("").by_boat_t, some = with_loss("0.05").by_boat_t,
               all = with_loss("0.5").by_boat_t;
  EXPECT_GT(none, 0);
  EXPECT_LT(some, none);
  EXPECT_LT(all, some);
}

TEST(value_lost, is_a_share_and_of_goods_alone) {
  EXPECT_THROW(with_loss("1.01"), std::runtime_error);
  EXPECT_THROW(with_loss("-0.1"), std::runtime_error);
  auto files = test::tiny_case();
  auto& goods = files.at("commodities.csv");
  goods.replace(goods.find(",source\n"), 8, ",value_lost_per_day,source\n");
  goods.replace(goods.find("truck;barge,"), 12, "truck;barge,,");
  goods.replace(goods.find("coach,"), 6, "coach,0.1,");
  const test::temporary_folder folder;
  diagnostics report;
  EXPECT_FALSE(cases::read_case(test::write_case(folder, files), {}, report));
  EXPECT_EQ(to_string(report.findings.front()),
            "commodities.csv, row 3, field 'value_lost_per_day', value '0.1': passengers lose no "
            "value on the way; allowed: blank");
}

}  // namespace
}  // namespace amur::model
