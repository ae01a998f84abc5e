#include "synthetic_case.h"

#include <fmt/ostream.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <vector>

namespace amur::bench {
namespace {

// Steele, Lea & Flood (2014): standard distributions differ between libraries, this does not.
struct split_mix {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
};

struct grid {
  std::uint32_t side;
  [[nodiscard]] std::string id(std::uint32_t x, std::uint32_t y) const {
    return fmt::format("n{}", y * side + x);
  }
  [[nodiscard]] std::uint32_t river() const { return side / 2; }
};

struct writer {
  std::filesystem::path folder;
  synthetic_size size;
  grid net;
  split_mix random;
  std::vector<std::uint32_t> zones;

  [[nodiscard]] std::ofstream open(const char* file) const { return std::ofstream(folder / file); }

  void settings() const {
    open("case.toml") << "title = \"Synthetic\"\nbase_year = 2023\ndate = 2023-10-15\n\n[demand]\n"
                         "per = \"day\"\n\n[equilibrium]\nmodel = \""
                      << size.model << "\"\ntolerance = 1e-4\n";
    open("sources.toml") << "[made_up]\ntitle = \"Made up\"\nconfidence = \"assumed\"\n";
  }

  void nodes() const {
    auto file = open("nodes.csv");
    file << "node_id,name,country,x_coord,y_coord,source\n";
    for (std::uint32_t y = 0; y < net.side; ++y)
      for (std::uint32_t x = 0; x < net.side; ++x)
        fmt::print(file, "{},{},{},{:.4f},{:.4f},made_up\n", net.id(x, y), net.id(x, y),
                   x < net.river() ? "AAA" : "BBB", 100 + 0.1 * x, 40 + 0.1 * y);
  }

  // Keeps as many of the grid's roads as the wanted number of links asks for.
  void links() {
    auto file = open("links.csv");
    file << "link_id,from_node_id,to_node_id,mode,length_km,free_time_h,capacity_pce_per_day,delay,"
            "source\n";
    const double grid_links = 4.0 * net.side * (net.side - 1);
    const double keep = std::min(1.0, size.directed_links / grid_links);
    const auto road = [&](std::uint32_t x, std::uint32_t y, std::uint32_t to_x, std::uint32_t to_y,
                          const char* prefix, double capacity) {
      const double km = random.between(7, 13);
      fmt::print(file, "{}{}_{},{},{},road,{:.2f},{:.4f},{:.0f},bpr,made_up\n", prefix,
                 net.id(x, y), net.id(to_x, to_y), net.id(x, y), net.id(to_x, to_y), km,
                 km / random.between(40, 100), capacity);
    };
    const std::uint32_t step = std::max(1U, net.side / 8);
    for (std::uint32_t y = 0; y < net.side; ++y)
      for (std::uint32_t x = 0; x < net.side; ++x) {
        const bool at_river = x + 1 == net.river();
        if (x + 1 < net.side && at_river && y % step == step / 2)
          road(x, y, x + 1, y, "bridge_", 20000);
        else if (x + 1 < net.side && !at_river && random.uniform() < keep)
          road(x, y, x + 1, y, "h_", random.between(3000, 12000));
        // Every sixth column is whole, so that the net holds together.
        if (y + 1 < net.side && (x % 6 == 0 || random.uniform() < keep))
          road(x, y, x, y + 1, "v_", random.between(3000, 12000));
      }
    rails(file);
  }

  [[nodiscard]] std::vector<std::uint32_t> rail_places() const {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < 6; ++i) places.push_back(net.side * (2 * i + 1) / 12);
    return places;
  }

  void rails(std::ofstream& file) const {
    const auto at = rail_places();
    const auto rail = [&](const std::string& from, const std::string& to, const char* prefix,
                          std::uint32_t cells) {
      fmt::print(file, "{}{}_{},{},{},rail,{},{:.3f},,constant,made_up\n", prefix, from, to, from,
                 to, 10 * cells, 10 * cells / 40.0);
    };
    for (std::size_t j = 0; j < at.size(); ++j)
      for (std::size_t i = 0; i < at.size(); ++i) {
        if (i + 1 < at.size()) {
          const bool over = at[i] < net.river() && at[i + 1] >= net.river();
          if (!over || j % 2 == 0)
            rail(net.id(at[i], at[j]), net.id(at[i + 1], at[j]), over ? "rail_bridge_" : "rail_",
                 at[i + 1] - at[i]);
        }
        if (j + 1 < at.size())
          rail(net.id(at[i], at[j]), net.id(at[i], at[j + 1]), "rail_", at[j + 1] - at[j]);
      }
  }

  void crossings() const {
    auto file = open("crossings.csv");
    file << "crossing_id,name,links,fee_usd_per_vehicle,wait_h,source\n";
    const std::uint32_t step = std::max(1U, net.side / 8), x = net.river() - 1;
    for (std::uint32_t y = step / 2; y < net.side; y += step)
      fmt::print(file, "road_{},Road {},bridge_{}_{},{},3,made_up\n", y, y, net.id(x, y),
                 net.id(x + 1, y), 20 + y % 50);
    const auto at = rail_places();
    for (std::size_t j = 0; j < at.size(); j += 2)
      fmt::print(file, "rail_{},Rail {},rail_bridge_{}_{},0,24,made_up\n", at[j], at[j],
                 net.id(at[2], at[j]), net.id(at[3], at[j]));
  }

  void vehicles_and_commodities() {
    open("vehicles.csv") << "vehicle_id,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
                            "truck,road,22,0.9,18,2.5,made_up\nvan,road,10,0.7,16,2,made_up\n"
                            "wagon,rail,60,0.9,2,1,made_up\n";
    auto file = open("commodities.csv");
    file << "commodity_id,name,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
            "dispersion_usd_per_t,vehicles,source\n";
    for (std::uint32_t k = 0; k < size.commodities; ++k)
      fmt::print(file, "c{},Commodity {},any,{},{:.3f},{:.1f},{};wagon,made_up\n", k, k,
                 200 * (k + 1), 0.02 * (k + 1), 2 + 0.5 * k, k % 3 == 0 ? "van" : "truck");
    auto transfers = open("transfers.csv");
    transfers << "transfer_id,node_id,from_mode,to_mode,cost_usd_per_t,time_h,source\n"
                 "load,,origin,road,2,3,made_up\nunload,,road,destination,2,3,made_up\n";
    for (const auto y : rail_places())
      for (const auto x : rail_places())
        fmt::print(transfers,
                   "up_{0},{0},road,rail,4,24,made_up\ndown_{0},{0},rail,road,4,24,made_up\n",
                   net.id(x, y));
  }

  // Gravity: near zones trade more, by a draw that favours small distances.
  void demand() {
    auto file = open("demand.csv");
    file << "origin_node_id,destination_node_id,commodity_id,quantity,source\n";
    const auto place = [this](std::uint32_t zone) {
      return std::pair<double, double>(zone % net.side, zone / net.side);
    };
    for (std::uint32_t k = 0; k < size.commodities; ++k)
      for (const auto origin : zones)
        for (std::uint32_t i = 0; i < size.destinations_per_zone; ++i) {
          const auto destination = zones[random.next() % zones.size()];
          if (destination == origin) continue;
          const auto [x, y] = place(origin);
          const auto [to_x, to_y] = place(destination);
          const double distance = std::hypot(x - to_x, y - to_y);
          fmt::print(file, "n{},n{},c{},{:.2f},made_up\n", origin, destination, k,
                     random.between(50, 150) * 30 / (10 + distance));
        }
  }
};

}  // namespace

void write_synthetic_case(const std::filesystem::path& folder, const synthetic_size& size) {
  const auto side = static_cast<std::uint32_t>(std::lround(std::sqrt(size.nodes)));
  if (side < 16) throw std::invalid_argument("a synthetic case needs at least 256 nodes");
  std::filesystem::create_directories(folder);
  writer write{folder, size, {side}, {size.seed}, {}};
  for (std::uint32_t i = 0; i < size.zones; ++i)
    write.zones.push_back(static_cast<std::uint32_t>(write.random.next() % (side * side)));
  std::sort(write.zones.begin(), write.zones.end());
  write.zones.erase(std::unique(write.zones.begin(), write.zones.end()), write.zones.end());
  write.settings();
  write.nodes();
  write.links();
  write.crossings();
  write.vehicles_and_commodities();
  write.demand();
}

}  // namespace amur::bench
