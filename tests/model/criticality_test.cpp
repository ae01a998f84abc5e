// A part of the network closed: Braess's link by its closed form, others by a case that lacks them.

#include "amur/model/criticality.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/read_files.h"

namespace amur::model {
namespace {

using test::case_files;

// Freight costs a USD an hour and nothing else, so costs are hours: t = free (1 + alpha v) on a
// road of capacity 1 with beta 1, which is linear in the six tonnes a day.
case_files braess_case() {
  return {
      {"case.toml",
       "title = \"Braess\"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\nper = \"day\"\n\n"
       "[equilibrium]\nmodel = \"user\"\ntolerance = 1e-12\n"},
      {"nodes.csv",
       "node_id,name,country,node_type,x_coord,y_coord,source\n"
       "s,S,AAA,field,0,0,survey\na,A,AAA,field,1,1,survey\nb,B,AAA,field,1,-1,survey\n"
       "t,T,AAA,field,2,0,survey\n"},
      {"links.csv",
       "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,"
       "alpha,beta,source\n"
       "sa,s,a,road,1,0.01,1,bpr,1000,1,survey\nat,a,t,road,1,50,1,bpr,0.02,1,survey\n"
       "sb,s,b,road,1,50,1,bpr,0.02,1,survey\nbt,b,t,road,1,0.01,1,bpr,1000,1,survey\n"
       "ab,a,b,road,1,10,1,bpr,0.1,1,survey\n"},
      {"vehicles.csv",
       "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
       "truck,Truck,road,1,0,1,1,survey\n"},
      {"commodities.csv",
       "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
       "dispersion_usd_per_t,elasticity,vehicles,source\n"
       "grain,Grain,t,bulk,200,0,2,0,truck,survey\n"},
      {"transfers.csv",
       "transfer_id,node_id,from_mode,to_mode,cost_usd_per_t,time_h,source\n"
       "load,,origin,road,0,0,survey\nunload,,road,destination,0,0,survey\n"},
      {"demand.csv",
       "origin_node_id,destination_node_id,commodity_id,quantity,source\ns,t,grain,6,survey\n"},
      {"sources.toml", "[survey]\ntitle = \"A survey\"\nconfidence = \"measured\"\n"},
  };
}

struct solved {
  case_data data;
  run_answer answer;

  explicit solved(const case_files& files) {
    diagnostics report;
    auto read = test::read(files, report);
    EXPECT_TRUE(read) << (report.findings.empty() ? "" : to_string(report.findings.front()));
    if (!read) return;
    data = std::move(*read);
    run_options options;
    options.threads = 1;
    answer = solve_case(data, observed_demand(data, options).anchors, options);
  }
  [[nodiscard]] std::vector<closable_part> parts(const std::vector<hazard_zone>& zones = {}) const {
    using enum part_kind;
    const part_kind all[] = {link, crossing, transfer};
    return closable_parts(data, answer.model, all, zones);
  }
  [[nodiscard]] closure without(part_kind kind, const std::string& id, bool warm = true,
                                const std::vector<hazard_zone>& zones = {}) const {
    for (const auto& part : parts(zones))
      if (part.kind == kind && part.id == id) {
        closure_options options;
        options.threads = 1;
        options.warm = warm;
        return close_parts(data, answer, std::span(&part, 1), options).front();
      }
    ADD_FAILURE() << "no part " << id;
    return {};
  }
  // Of the only flow of a commodity.
  [[nodiscard]] double expected_cost(const std::string& commodity) const {
    for (const auto& flow : answer.model.flows)
      if (data.commodities[flow.commodity].id == commodity)
        return answer.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
    return std::nan("");
  }
};

// Braess (1968): six tonnes pay 92 with the link between the two roads and 83 without it; here
// both roads that start empty take 0.01 h at least, so x = (13 - 0.01) / 6.5 take the link.
TEST(criticality, closing_the_fifth_link_of_braess_lowers_cost_by_the_closed_form) {
  const solved braess(braess_case());
  const double least_h = 0.01, x = (13 - least_h) / 6.5;
  const double with = 2 * (least_h + 5 * (6 + x)) + 10 + x, without = 83 + least_h;
  EXPECT_NEAR(braess.expected_cost("grain"), with, 1e-8);
  for (const bool warm : {true, false}) {
    const auto fifth = braess.without(part_kind::link, "ab", warm);
    EXPECT_EQ(fifth.status, assign::status::converged);
    EXPECT_NEAR(fifth.cost_usd, 6 * (without - with), 1e-6);
    EXPECT_LT(fifth.cost_usd, 0);
    // Without the first road all goes to b, 50 + 6, and on by 0.01 + 10 (6 - y) or, back over the
    // link, by 10 + y + 50 + y.
    const double y = least_h / 12;
    EXPECT_NEAR(braess.without(part_kind::link, "sa", warm).cost_usd, 6 * (116 + 2 * y - with),
                1e-6);
  }
}

// Nothing leaves s without a road: six tonnes lose what they would have paid at most, 1,000 USD.
TEST(criticality, freight_without_a_way_loses_what_it_would_pay_at_most) {
  auto files = braess_case();
  test::edit(files, "links.csv", "sb,s,b,road,1,50,1,bpr,0.02,1,survey\n", "");
  const solved cut(files);
  const auto closed = cut.without(part_kind::link, "sa");
  EXPECT_NEAR(closed.unserved_t, 6, 1e-9);
  EXPECT_NEAR(closed.undelivered_usd, 6 * 200, 1e-6);
  EXPECT_NEAR(closed.cost_usd, 6 * (1000 - cut.expected_cost("grain")), 1e-6);
}

// The area under a demand curve of constant elasticity, by Simpson's rule.
double lost_area(const solved& before, const std::string& commodity, double from, double to) {
  for (const auto& flow : before.answer.model.flows) {
    if (before.data.commodities[flow.commodity].id != commodity) continue;
    const auto& demand =
        before.answer.model.problem.classes[flow.user_class.index()].demand[flow.demand];
    const auto wanted = [&](double cost) {
      return demand.t_per_day *
             std::pow((demand.price_base_usd_per_t + cost) / demand.reference_price_usd_per_t,
                      -demand.elasticity);
    };
    double sum = 0;
    constexpr int steps = 1000;
    for (int i = 0; i < steps; ++i) {
      const double a = from + (to - from) * i / steps, b = from + (to - from) * (i + 1) / steps;
      sum += (b - a) / 6 * (wanted(a) + 4 * wanted((a + b) / 2) + wanted(b));
    }
    return sum;
  }
  return std::nan("");
}

// What remains is the case that lacks the part, against the demand of the whole one.
TEST(criticality, closures_of_the_tiny_case_are_those_of_a_case_without_the_part) {
  auto files = test::tiny_case();
  test::edit(files, "demand.csv", "farm,city_b,visitors,60,guess\n", "");
  const solved whole(files);
  const double before = whole.expected_cost("grain");
  const std::pair<part_kind, std::pair<const char*, std::vector<const char*>>> closed[] = {
      {part_kind::crossing,
       {"boat", {"crossings.csv", ",12,navigation,guess", ",0,navigation,guess"}}},
      {part_kind::link, {"boat_link", {"links.csv", "river,5,1,,", "river,5,1,0,"}}},
      {part_kind::transfer,
       {"to_boat", {"transfers.csv", "2,3,5000,navigation", "2,3,0,navigation"}}},
      {part_kind::crossing, {"bridge", {"crossings.csv", "100,,2,16", "100,,2,0"}}}};
  for (const auto& [kind, what] : closed) {
    SCOPED_TRACE(what.first);
    auto without = files;
    test::edit(without, what.second[0], what.second[1], what.second[2]);
    diagnostics report;
    const auto read = test::read(without, report);
    ASSERT_TRUE(read) << to_string(report.findings.front());
    run_options options;
    options.threads = 1;
    const auto answer = solve_flows(*read, observed_demand(whole.data, options).anchors, options);
    const auto& flow = answer.model.flows.front();
    const auto& od = answer.solution.od[flow.user_class.index()][flow.demand];
    const auto found = whole.without(kind, what.first);
    EXPECT_TRUE(found.is_solved);
    const double expected = lost_area(whole, "grain", before, od.expected_cost_usd_per_t);
    EXPECT_GT(expected, 0);
    EXPECT_NEAR(found.cost_usd, expected, 1e-5 * expected);
    EXPECT_NEAR(
        found.undelivered_t,
        whole.answer.solution.od[flow.user_class.index()][flow.demand].delivered_t - od.delivered_t,
        1e-4);
  }
}

// A zone over the middle of the bridge closes the bridge, whose line bends to 50.01; one beside it
// closes nothing; one over the bank closes all that touches it.
TEST(criticality, zones_close_what_touches_them) {
  const solved tiny(test::tiny_case());
  const auto square = [](double x, double y, double half) {
    return std::vector<std::vector<std::array<double, 2>>>{{{x - half, y - half},
                                                            {x + half, y - half},
                                                            {x + half, y + half},
                                                            {x - half, y + half},
                                                            {x - half, y - half}}};
  };
  // The boat's line is straight, at 50.
  const std::vector<hazard_zone> zones = {{"middle", square(128.05, 50.011, 0.002)},
                                          {"beside", square(128.05, 51, 0.1)},
                                          {"strip", square(128.05, 50, 0.02)}};
  const double bridge = tiny.without(part_kind::crossing, "bridge").cost_usd;
  EXPECT_GT(bridge, 0);
  EXPECT_DOUBLE_EQ(tiny.without(part_kind::zone, "middle", true, zones).cost_usd, bridge);
  EXPECT_FALSE(tiny.without(part_kind::zone, "beside", true, zones).is_solved);
  // Neither bridge nor boat: all of it stays.
  const auto strip = tiny.without(part_kind::zone, "strip", true, zones);
  EXPECT_GT(strip.unserved_t + strip.unserved_passengers, 900);
}

// Screening by shares is the log-sum of a binary logit where nothing congests: the boat's share p
// of the grain costs -2 ln(1 - p) a tonne, and 2 ln 2 where both are alike.
TEST(criticality, screening_of_a_binary_logit_is_its_log_sum) {
  const solved tiny(test::tiny_case());
  const auto parts = tiny.parts();
  const auto screened = screened_usd(tiny.data, tiny.answer, parts, 1);
  ASSERT_EQ(screened.size(), parts.size());
  const auto& flow = tiny.answer.model.flows.front();
  const auto k = flow.user_class.index();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != part_kind::crossing || parts[i].id != "boat") continue;
    double by_boat = 0;
    for (const auto [arc] : parts[i].arcs) by_boat += tiny.answer.solution.class_flow_t[k][arc];
    const double delivered = tiny.answer.solution.od[k][flow.demand].delivered_t;
    EXPECT_NEAR(screened[i], -delivered * 2 * std::log(1 - by_boat / delivered), 1e-6 * delivered);
  }
}

}  // namespace
}  // namespace amur::model
