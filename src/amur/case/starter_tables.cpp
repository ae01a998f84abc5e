#include "amur/case/starter_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace amur::cases {
namespace {

constexpr carrier carriers[] = {{"road", "truck", "Truck", 20, 0.8, 15, 2, 3, 2},
                                {"rail", "wagon", "Wagon", 60, 1.2, 3, 1, 4, 12},
                                {"river", "barge", "Barge", 1500, 9, 60, 1, 3, 12},
                                {"pipeline", "batch", "Tonne in a pipe", 1, 0.006, 0, 1, 0.5, 0},
                                {"", "carrier", "Carrier", 1, 0.5, 10, 1, 3, 1}};

const carrier& carrier_of(const std::string& mode) {
  const auto word = mode.substr(0, mode.find('_'));
  return *std::ranges::find_if(
      carriers, [&](const carrier& each) { return word == each.mode || *each.mode == 0; });
}

}  // namespace

std::span<const carrier> starter_carriers() { return carriers; }

std::string vehicle_of_mode(const std::string& mode) {
  const auto& with = carrier_of(mode);
  return *with.mode == 0 ? std::string(with.vehicle) + "_" + mode
                         : with.vehicle + mode.substr(std::min(mode.size(), mode.find('_')));
}

std::string vehicle_name_of_mode(const std::string& mode) { return carrier_of(mode).name; }

starter_tables make_starter_tables(std::span<const std::string> modes, const std::string& source) {
  starter_tables made;
  made.vehicles = "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n";
  made.transfers = "transfer_id,node_id,from_mode,to_mode,cost_usd_per_t,time_h,source\n";
  made.demand = "origin_node_id,destination_node_id,commodity_id,quantity,source\n";
  std::string vehicles;
  for (const auto& mode : modes) {
    const auto& with = carrier_of(mode);
    made.vehicles +=
        fmt::format("{},{},{},{},{},{},{},{}\n", vehicle_of_mode(mode), with.name, mode,
                    with.payload_t, with.cost_usd_per_km, with.cost_usd_per_h, with.pce, source);
    made.transfers += fmt::format("load_{0},,origin,{0},{1},{2},{3}\n", mode, with.load_usd_per_t,
                                  with.load_h, source);
    made.transfers += fmt::format("unload_{0},,{0},destination,{1},{2},{3}\n", mode,
                                  with.load_usd_per_t, with.load_h, source);
    vehicles += (vehicles.empty() ? "" : ";") + vehicle_of_mode(mode);
  }
  made.commodities =
      "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,dispersion_usd_per_t,"
      "vehicles,source\n"
      "goods,Goods,general,1000,0.3,5," +
      vehicles + "," + source + "\n";
  return made;
}

}  // namespace amur::cases
