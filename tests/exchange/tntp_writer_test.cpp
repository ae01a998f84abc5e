#include "amur/exchange/tntp_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "support/temporary_folder.h"

namespace amur::exchange {
namespace {

double any_number() {
  return std::min(
      1e15, std::abs(*rc::gen::arbitrary<double>()) * *rc::gen::element(1e-12, 0.1, 1.0, 1e9));
}

TEST(tntp_writer, what_is_written_reads_back_the_same) {
  const test::temporary_folder folder;
  EXPECT_TRUE(rc::check([&folder] {
    tntp_network net;
    net.nodes = *rc::gen::inRange<std::uint32_t>(1, 30);
    net.zones = *rc::gen::inRange<std::uint32_t>(1, net.nodes + 1);
    net.first_through_node = *rc::gen::inRange<std::uint32_t>(1, net.nodes + 1);
    net.toll_factor = any_number();
    const auto links = *rc::gen::inRange<std::size_t>(0, 20);
    for (std::size_t i = 0; i < links; ++i) {
      net.from.push_back(*rc::gen::inRange<std::uint32_t>(1, net.nodes + 1));
      net.to.push_back(*rc::gen::inRange<std::uint32_t>(1, net.nodes + 1));
      for (auto* column :
           {&net.capacity, &net.length, &net.free_flow_time, &net.b, &net.power, &net.toll})
        column->push_back(any_number());
    }
    std::vector<tntp_trip> trips;
    for (std::uint32_t origin = 1; origin <= net.zones; ++origin)
      for (std::uint32_t end = 1; end <= net.zones; ++end)
        if (*rc::gen::inRange(0, 3) == 0)
          trips.push_back({origin, end, std::min(1e15, 1e-3 + any_number())});
    std::vector<tntp_flow> flows;
    for (std::size_t i = 0; i < links; ++i)
      flows.push_back({net.from[i], net.to[i], any_number(), any_number()});

    diagnostics report;
    const auto path = folder.path();
    RC_ASSERT(write_tntp_network(path / "n", net, report));
    RC_ASSERT(write_tntp_trips(path / "t", net.zones, trips, report));
    RC_ASSERT(write_tntp_flows(path / "f", flows, report));
    const auto net_again = read_tntp_network(path / "n", report);
    const auto trips_again = read_tntp_trips(path / "t", net.zones, report);
    const auto flows_again = read_tntp_flows(path / "f", report);
    RC_ASSERT(report.findings.empty());
    RC_ASSERT(net_again->from == net.from && net_again->to == net.to);
    RC_ASSERT(net_again->capacity == net.capacity && net_again->length == net.length);
    RC_ASSERT(net_again->free_flow_time == net.free_flow_time && net_again->b == net.b);
    RC_ASSERT(net_again->power == net.power && net_again->toll == net.toll);
    RC_ASSERT(net_again->toll_factor == net.toll_factor);
    RC_ASSERT(net_again->first_through_node == net.first_through_node);
    RC_ASSERT(trips_again->size() == trips.size());
    for (std::size_t i = 0; i < trips.size(); ++i)
      RC_ASSERT((*trips_again)[i].origin == trips[i].origin &&
                (*trips_again)[i].destination == trips[i].destination &&
                (*trips_again)[i].trips == trips[i].trips);
    RC_ASSERT(flows_again->size() == flows.size());
    for (std::size_t i = 0; i < flows.size(); ++i)
      RC_ASSERT((*flows_again)[i].volume == flows[i].volume &&
                (*flows_again)[i].cost == flows[i].cost);
  }));
}

TEST(tntp_writer, a_folder_that_is_not_there_is_named_and_nothing_is_left) {
  const test::temporary_folder folder;
  diagnostics report;
  EXPECT_FALSE(write_tntp_flows(folder.path() / "none" / "f.tntp", {}, report));
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_NE(report.findings[0].file.find("none/f.tntp"), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace amur::exchange
