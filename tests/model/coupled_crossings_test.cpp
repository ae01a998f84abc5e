// Flows and the delays of simulated crossings, where more would come than can be served.

#include "amur/model/coupled_crossings.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/case/case_reader.h"
#include "support/temporary_folder.h"
#include "support/tiny_case.h"

namespace amur::model {
namespace {

using test::case_files;

// A bridge of one booth that serves 72 a day, and a way round that costs 318 USD a truck more.
case_files booth_case(const std::string& per_day, const std::string& tonnes) {
  return {{"case.toml",
           "title = \"Booth\"\nbase_year = 2023\ndate = 2023-10-15\n[demand]\nper = \"day\"\n"
           "[crossing]\ndelay = \"simulated\"\n"
           "[simulation]\nfrom = 2023-01-02\ndays = 200\nreplications = 12\nwarm_up_h = 24\n"},
          {"nodes.csv", "node_id,name,country,x_coord,y_coord\na,A,AAA,0,0\nb,B,BBB,1,0\n"},
          {"links.csv",
           "link_id,from_node_id,to_node_id,mode,length_km,free_time_h\n"
           "bridge,a,b,road,1,0.1\nround,a,b,road,300,6\n"},
          {"vehicles.csv",
           "vehicle_id,mode,payload_t,cost_usd_per_km,cost_usd_per_h\ntruck,road,20,1,10\n"},
          {"commodities.csv",
           "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
           "dispersion_usd_per_t,vehicles\ngoods,Goods,bulk,1,1,1,truck\n"},
          {"transfers.csv",
           "transfer_id,from_mode,to_mode\nload,origin,road\nunload,road,destination\n"},
          {"crossings.csv", "crossing_id,name,links\nx,X,bridge\ny,Y,round\n"},
          {"demand.csv",
           "origin_node_id,destination_node_id,commodity_id,quantity\na,b,goods," + tonnes + "\n"},
          {"resources.csv", "resource_id,units\nbooth,1\n"},
          {"stages.csv",
           "stage_id,crossing_id,kind,resource_id,time_min,next\n"
           "control,x,service,booth,exponential(20),exit\n"},
          {"arrivals.csv", "stream_id,crossing_id,per_day,first_stage,direction\ntrucks,x," +
                               per_day + ",control,forward\n"}};
}

coupled_answer solved(const case_files& files) {
  const test::temporary_folder folder;
  diagnostics report;
  auto data = cases::read_case(write_case(folder, files), {}, report);
  for (const auto& finding : report.findings) ADD_FAILURE() << to_string(finding);
  run_options options;
  options.threads = 1;
  return solve_coupled(*data, observed_demand(*data, options).anchors, options);
}

TEST(coupled_crossings, an_overloaded_crossing_settles_at_its_capacity) {
  // 200 trucks a day want to cross, whatever the case says at first.
  for (const char* per_day : {"5", "60", "295"}) {
    const auto answer = solved(booth_case(per_day, "4000"));
    ASSERT_TRUE(answer.agreed) << per_day << ": " << answer.why_not;
    const auto& last = answer.log.back();
    EXPECT_LT(last.vehicles_per_day, 72.5) << per_day;
    EXPECT_GT(last.vehicles_per_day, 0.96 * 72) << per_day;
    // The delay is what makes the way round as good: 299 USD and 5.9 h at 30 USD, but for the
    // logit's ln(130 / 70) of 20 USD.
    EXPECT_NEAR(
        last.network_delay_h,
        (299 + 5.9 * 30 + 20 * std::log((200 - last.vehicles_per_day) / last.vehicles_per_day)) /
            30,
        0.01)
        << per_day;
    EXPECT_LE(last.residual, 0.02) << per_day;
    EXPECT_LE(answer.log.size(), 6u) << per_day;
  }
}

TEST(coupled_crossings, a_residual_is_what_a_longer_simulation_of_the_traffic_finds) {
  const auto files = booth_case("5", "4000");
  const auto answer = solved(files);
  const auto& last = answer.log.back();
  const test::temporary_folder folder;
  diagnostics report;
  auto data = cases::read_case(write_case(folder, files), {}, report);
  // Just below capacity there is a mean delay; a few per cent more and the queue grows without end.
  for (const double factor : {0.97, 1.06}) {
    auto part = part_of(*data, "x");
    set_traffic(part, "x", stream_direction::forward, factor * last.vehicles_per_day);
    auto options = replication_options_of(*data);
    options.horizon_h = 24 * 1000;
    EXPECT_EQ(amur::crossing::replicate(part.model, options).grows, factor > 1);
  }
}

TEST(coupled_crossings, one_with_room_has_the_delay_of_its_queue) {
  // M/M/1: 40 a day of 72 take 1 / (72 - 40) days.
  const auto answer = solved(booth_case("60", "800"));
  ASSERT_TRUE(answer.agreed) << answer.why_not;
  const auto& last = answer.log.back();
  EXPECT_NEAR(last.vehicles_per_day, 40, 0.01);
  EXPECT_NEAR(last.network_delay_h, 24.0 / 32, 0.03);
}

TEST(coupled_crossings, scheduled_platoons_count_with_all_their_vehicles) {
  auto files = booth_case("60", "800");
  files["arrivals.csv"] =
      "stream_id,crossing_id,kind,times,platoon,first_stage,direction\n"
      "convoys,x,schedule,08:00;16:00,exponential(1),control,forward\n";
  const test::temporary_folder folder;
  diagnostics report;
  auto data = cases::read_case(write_case(folder, files), {}, report);
  ASSERT_TRUE(data.has_value());
  EXPECT_NEAR(traffic_of(part_of(*data, "x"), "x", stream_direction::forward),
              2 * (1 + std::exp(-1.5) / (1 - std::exp(-1))), 1e-12);
}

}  // namespace
}  // namespace amur::model
