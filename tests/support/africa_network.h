#pragma once
// The published optimal networks of ../shared/africa/optimal_network as problems (its README.md has
// the setting), and what was published of them.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "amur/invest/optimal_network.h"
#include "amur/text/csv.h"
#include "support/data_dir.h"

namespace amur::test {

struct published_network {
  invest::network_problem problem;
  std::vector<double> before, after;  ///< infrastructure, [road]
  double welfare_before = 0, welfare_after = 0;
};

inline std::filesystem::path africa_file(const std::string& name) {
  return data_dir() / "africa" / name;
}

class africa_table {
 public:
  explicit africa_table(const std::string& name) {
    diagnostics report;
    auto bytes = text::read_file(africa_file(name), name, report).value();
    // One of the files has a column twice.
    if (const auto twice = bytes.find("cost_km_adj,cost_km_adj"); twice != std::string::npos)
      bytes.replace(twice, 4, "same");
    table_ = text::parse_csv(bytes, name, report).value();
    for (std::size_t i = 0; i < table_.columns.size(); ++i) column_[table_.columns[i]] = i;
  }
  [[nodiscard]] std::size_t rows() const { return table_.rows.size(); }
  [[nodiscard]] const std::string& text(std::size_t row, const std::string& column) const {
    return table_.rows[row].cells[column_.at(column)];
  }
  [[nodiscard]] double number(std::size_t row, const std::string& column) const {
    return std::stod(text(row, column));
  }

 private:
  table table_;
  std::map<std::string, std::size_t> column_;
};

/// The parameters of all runs.
inline invest::network_problem africa_settings(bool returns_increase) {
  invest::network_problem made;
  made.consumption_share = 0.7;
  made.substitution_elasticity = 3.8;
  const double gamma = 0.946;
  made.congestion = 1.2446 * gamma;
  made.returns_to_infrastructure =
      returns_increase ? made.congestion * made.congestion / gamma : gamma;
  return made;
}

inline double iceberg_of(double distance_km) {
  return std::max(0.0, 0.1158826 * std::log(distance_km / 1.609));
}

inline published_network read_africa(const std::string& run) {
  constexpr double money = 10000, best_speed = 100;
  const africa_table nodes("optimal_network/nodes_" + run + ".csv");
  const africa_table edges("optimal_network/edges_" + run + ".csv");
  published_network made;
  auto& problem = made.problem = africa_settings(run.find("irs") != std::string::npos);
  problem.places = nodes.rows();
  problem.goods = 22;
  problem.productivity.assign(problem.places * problem.goods, 0);
  for (std::size_t j = 0; j < nodes.rows(); ++j) {
    const double people = nodes.number(j, "population"), port = nodes.number(j, "outflows");
    problem.population.push_back(people);
    problem.housing.push_back(1 - problem.consumption_share);
    const auto good = static_cast<std::size_t>(nodes.number(j, "product")) - 1;
    problem.productivity[j * problem.goods + good] =
        nodes.number(j, "IWI") + (port > 0 && people > 0 ? 37 * port / people : 0);
    made.welfare_before += nodes.number(j, "Lj_orig") * nodes.number(j, "uj_orig");
    made.welfare_after += nodes.number(j, "Lj") * nodes.number(j, "uj");
  }
  for (std::size_t i = 0; i < edges.rows(); ++i) {
    invest::road road;
    road.from = static_cast<std::uint32_t>(edges.number(i, "from")) - 1;
    road.to = static_cast<std::uint32_t>(edges.number(i, "to")) - 1;
    road.cost_factor = road.cost_factor_back = iceberg_of(edges.number(i, "distance_km"));
    road.least_infrastructure = edges.number(i, "Ijk_orig");
    road.most_infrastructure = std::max(road.least_infrastructure, best_speed);
    if (road.most_infrastructure > road.least_infrastructure)
      road.price = edges.number(i, "total_cost_musd") /
                   (road.most_infrastructure - road.least_infrastructure);
    problem.budget += road.price * road.least_infrastructure;
    problem.roads.push_back(road);
    made.before.push_back(road.least_infrastructure);
    made.after.push_back(edges.number(i, "Ijk"));
  }
  problem.budget += money;
  return made;
}

}  // namespace amur::test
