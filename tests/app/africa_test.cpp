// The page on Africa: its commands run on the data beside the project, and its figures are theirs.

#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <queue>

#include "amur/text/text.h"
#include "support/africa_page.h"
#include "support/result_dump.h"

namespace amur::test {
namespace {

// "65,674" as 65674.
double number_of(std::string cell) {
  std::erase(cell, ',');
  return std::stod(cell);
}

// Rows of the page's tables whose first cell fits.
std::vector<std::vector<std::string>> table_rows(const std::string& page, char middle,
                                                 bool letters) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    auto cells = text::split_list(line, '|');
    if (cells.size() < 5) continue;
    const auto& first = cells[1];
    const auto at = first.find(middle);
    if (at == std::string::npos || at == 0 || (std::isupper(first[0]) != 0) != letters) continue;
    if (!letters && std::isdigit(first[0]) == 0) continue;
    rows.emplace_back(cells.begin() + 1, cells.end());
  }
  return rows;
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> found;
  for (const double each : values) {
    double below = 0, same = 0;
    for (const double other : values) {
      below += other < each;
      same += other == each;
    }
    found.push_back(below + (same - 1) / 2);
  }
  return found;
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto x = ranks(a), y = ranks(b);
  const double mean = (static_cast<double>(a.size()) - 1) / 2;
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xy / std::sqrt(xx * yy);
}

bool says(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

void the_commands_work_and_print_what_is_shown(const page_run& run) {
  EXPECT_TRUE(run.unprinted.empty()) << run.unprinted.front();
  EXPECT_LT(run.seconds_of_run, 20);
}

void each_crossing_takes_the_hours_that_the_source_has_at_its_link(const page_run& run) {
  const auto links = columns(source("graph_orig.csv"), {"border_time"}, {"from_ctry", "to_ctry"});
  const auto crossings = columns(run.at("africa/crossings.csv"), {"wait_h"}, {"links"});
  std::map<std::string, double> wait;
  for (std::size_t r = 0; r < crossings.line.size(); ++r)
    wait[word(crossings, 0, r)] = crossings.numbers[0][r];
  std::size_t borders = 0;
  for (std::size_t r = 0; r < links.line.size(); ++r) {
    if (word(links, 0, r) == word(links, 1, r)) continue;
    ++borders;
    EXPECT_NEAR(wait.at("l" + std::to_string(links.line[r] - 1)), links.numbers[0][r] / 60, 1e-9);
  }
  EXPECT_EQ(borders, 320U);
  EXPECT_EQ(wait.size(), 320U);
}

void demand_and_flows_are_the_trade_table_to_the_tonne(const page_run& run) {
  const auto trade = columns(source("trade_by_section.csv"), {"quantity"}, {});
  const auto table = columns(run.at("trade.csv"), {"tonnes"}, {"tonnes_are"});
  const auto demand = columns(run.at("africa/demand.csv"), {"quantity"}, {});
  long double given = 0, reported = 0, all = 0, wanted = 0;
  for (const double each : trade.numbers[0]) given += each;
  for (std::size_t r = 0; r < table.line.size(); ++r) {
    all += table.numbers[0][r];
    if (word(table, 0, r) == "reported") reported += table.numbers[0][r];
  }
  for (const double each : demand.numbers[0]) wanted += each;
  const auto ratio = [](long double a, long double b) { return static_cast<double>(a / b); };
  EXPECT_NEAR(ratio(reported, given), 1, 1e-12);
  EXPECT_NEAR(ratio(wanted, all), 1, 1e-12);
  EXPECT_NEAR(ask(run.at("africa.gpkg"), "SELECT sum(delivered) * 365.0 FROM od") /
                  static_cast<double>(all),
              1, 1e-6);
}

// Routes over the raw segments from one country to another.
std::map<std::string, double> routes_over_borders(const page_run& run) {
  const auto nodes = columns(run.at("raw/nodes.csv"), {}, {"node_id", "country"});
  std::map<std::string, std::string> country;
  for (std::size_t r = 0; r < nodes.line.size(); ++r)
    country[word(nodes, 0, r)] = word(nodes, 1, r);
  const auto links =
      columns(run.at("raw/links.csv"), {}, {"link_id", "from_node_id", "to_node_id"});
  std::map<std::string, std::string> border;
  for (std::size_t r = 0; r < links.line.size(); ++r)
    if (const auto& a = country[word(links, 1, r)], &b = country[word(links, 2, r)]; a != b)
      border[word(links, 0, r)] = pair_of(a, b);
  const auto fields = columns(run.at("raw/import/fields.csv"), {"passes"}, {"link_id"});
  std::map<std::string, double> routes;
  for (std::size_t r = 0; r < fields.line.size(); ++r)
    if (const auto at = border.find(word(fields, 0, r)); at != border.end())
      routes[at->second] += fields.numbers[0][r];
  return routes;
}

// Tonnes a day between two countries, both ways.
std::map<std::string, double> tonnes_over_borders(const page_run& run) {
  std::string problem;
  const auto database = result::result_database::open(run.at("africa.gpkg"), problem);
  const auto rows =
      database.value().query("SELECT from_country, to_country, t FROM crossings", problem);
  EXPECT_TRUE(rows) << problem;
  std::map<std::string, double> tonnes;
  for (const auto& row : rows->rows)
    tonnes[pair_of(std::get<std::string>(row[0]), std::get<std::string>(row[1]))] +=
        std::get<double>(row[2]);
  return tonnes;
}

void the_table_of_borders_is_the_result_s_and_the_source_s(const page_run& run) {
  const auto routes = routes_over_borders(run);
  const auto tonnes = tonnes_over_borders(run);
  const auto rows = table_rows(run.page, '-', true);
  ASSERT_EQ(rows.size(), 10U);
  double least = 1e30;
  for (const auto& row : rows) {
    EXPECT_NEAR(tonnes.at(row[0]), number_of(row[1]), 1) << row[0];
    EXPECT_LE(tonnes.at(row[0]), least);
    least = tonnes.at(row[0]);
    const auto found = routes.find(row[0]);
    EXPECT_EQ(found == routes.end() ? 0 : found->second, number_of(row[2])) << row[0];
    const auto rank = 1 + std::ranges::count_if(routes, [&row](const auto& other) {
                        return other.second > number_of(row[2]);
                      });
    EXPECT_EQ(row[3], found == routes.end() ? "none" : std::to_string(rank)) << row[0];
  }
  std::vector<double> ours, theirs;
  std::ptrdiff_t as_busy = 0;
  for (const auto& [pair, t] : tonnes) {
    as_busy += t >= least;
    if (const auto at = routes.find(pair); at != routes.end()) {
      ours.push_back(t);
      theirs.push_back(at->second);
    }
  }
  EXPECT_EQ(as_busy, 10);
  EXPECT_TRUE(says(run.page, fmt::format("{:.2f} over the {} borders that both have",
                                         rank_correlation(ours, theirs), ours.size())))
      << rank_correlation(ours, theirs) << " " << ours.size();
}

// Tonnes and kilometres along the shortest way between nodes of the case, which are numbered as the
// source's.
struct stretch_finder {
  struct arc {
    std::size_t to;
    double km, tonnes;
  };
  std::vector<std::vector<arc>> arcs;

  explicit stretch_finder(const std::filesystem::path& result, std::size_t nodes)
      : arcs(nodes + 1) {
    std::string problem;
    const auto database = result::result_database::open(result, problem);
    const auto links = database.value().query(
        "SELECT from_node_id * 1.0, to_node_id * 1.0, length_km, sum(t) FROM "
        "links WHERE link_id LIKE 'l%' GROUP BY link_id ORDER BY link_id",
        problem);
    EXPECT_TRUE(links) << problem;
    for (const auto& row : links->rows) {
      const auto a = static_cast<std::size_t>(std::get<double>(row[0]));
      const auto b = static_cast<std::size_t>(std::get<double>(row[1]));
      const double km = std::get<double>(row[2]), tonnes = std::get<double>(row[3]);
      arcs[a].push_back({b, km, tonnes});
      arcs[b].push_back({a, km, tonnes});
    }
  }
  // Mean tonnes and kilometres.
  [[nodiscard]] std::pair<double, double> between(std::size_t from, std::size_t to) const {
    std::vector<double> km(arcs.size(), 1e30), tonne_km(arcs.size(), 0);
    std::priority_queue<std::pair<double, std::size_t>> queue;
    km[from] = 0;
    queue.emplace(0, from);
    while (!queue.empty()) {
      const auto [far, node] = queue.top();
      queue.pop();
      if (-far > km[node]) continue;
      for (const auto& each : arcs[node])
        if (km[node] + each.km < km[each.to]) {
          km[each.to] = km[node] + each.km;
          tonne_km[each.to] = tonne_km[node] + each.km * each.tonnes;
          queue.emplace(-km[each.to], each.to);
        }
    }
    return {tonne_km[to] / km[to], km[to]};
  }
};

void the_table_of_stretches_is_the_result_s_and_the_source_s(const page_run& run) {
  const auto graph = columns(source("graph_nodes.csv"), {"lon", "lat"}, {});
  std::map<std::pair<long, long>, std::size_t> node;
  const auto key = [](double x, double y) {
    return std::pair(std::lround(x * 1e4), std::lround(y * 1e4));
  };
  for (std::size_t r = 0; r < graph.line.size(); ++r)
    node[key(graph.numbers[0][r], graph.numbers[1][r])] = r + 1;
  const auto ends = columns(source("trans_african_nodes.csv"), {"lon", "lat"}, {});
  const auto edges = columns(source("trans_african_edges.csv"), {"from", "to", "passes"}, {});
  const stretch_finder finder(run.at("africa.gpkg"), graph.line.size());
  const auto place = [&](double number) {
    const auto r = static_cast<std::size_t>(number) - 1;
    return node.at(key(ends.numbers[0][r], ends.numbers[1][r]));
  };
  std::vector<double> ours, theirs;
  std::map<std::string, std::array<double, 3>> known;
  for (std::size_t r = 0; r < edges.line.size(); ++r) {
    const auto [tonnes, km] =
        finder.between(place(edges.numbers[0][r]), place(edges.numbers[1][r]));
    ours.push_back(tonnes);
    theirs.push_back(edges.numbers[2][r]);
    known[fmt::format("{}-{}", edges.numbers[0][r], edges.numbers[1][r])] = {km, theirs.back(),
                                                                             tonnes};
  }
  const auto rows = table_rows(run.page, '-', false);
  ASSERT_EQ(rows.size(), 10U);
  double least = 1e30;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(known.at(row[0])[i], number_of(row[i + 2]), 1) << row[0];
    least = std::min(least, known.at(row[0])[1]);
  }
  EXPECT_EQ(std::ranges::count_if(theirs, [least](double each) { return each >= least; }), 10);
  EXPECT_TRUE(
      says(run.page, fmt::format("{:.2f} over the stretches", rank_correlation(ours, theirs))))
      << rank_correlation(ours, theirs);
}

struct network_size {
  std::size_t nodes = 0, links = 0, parts = 0;
  double km = 0;
};

network_size size_of(const std::filesystem::path& folder) {
  const auto nodes = columns(folder / "nodes.csv", {}, {"node_id"});
  const auto links = columns(folder / "links.csv", {"length_km"}, {"from_node_id", "to_node_id"});
  network_size size{nodes.line.size(), links.line.size(), 0, 0};
  std::map<std::string, std::string> parent;
  for (std::size_t r = 0; r < nodes.line.size(); ++r) parent[word(nodes, 0, r)] = word(nodes, 0, r);
  const auto root = [&parent](std::string at) {
    while (parent[at] != at) at = parent[at] = parent[parent[at]];
    return at;
  };
  for (std::size_t r = 0; r < links.line.size(); ++r) {
    parent[root(word(links, 0, r))] = root(word(links, 1, r));
    size.km += links.numbers[0][r];
  }
  for (const auto& [id, up] : parent) size.parts += id == up;
  return size;
}

void the_cleaned_network_is_as_connected_as_the_source_s(const page_run& run) {
  const auto whole = size_of(run.at("net")), raw = size_of(run.at("raw")),
             cleaned = size_of(run.at("cleaned"));
  EXPECT_EQ(whole.nodes, 1379U);
  EXPECT_EQ(whole.links, 2344U);
  const auto source_links = columns(source("graph_orig.csv"), {"sp_distance", "distance"}, {});
  double straight_km = 0, road_km = 0;
  for (std::size_t r = 0; r < source_links.line.size(); ++r) {
    straight_km += source_links.numbers[0][r] / 1000;
    road_km += source_links.numbers[1][r] / 1000;
  }
  EXPECT_NEAR(whole.km, road_km, 0.01);
  EXPECT_EQ(raw.parts, 1U);
  EXPECT_EQ(cleaned.parts, 1U);
  EXPECT_NEAR(static_cast<double>(cleaned.nodes), 1379, 0.06 * 1379);
  EXPECT_NEAR(static_cast<double>(cleaned.links), 2344, 0.05 * 2344);
  EXPECT_NEAR(cleaned.km, straight_km, 0.02 * straight_km);
  const auto thousands = [](double number) {
    const auto whole_number = std::lround(number);
    return fmt::format("{},{:03}", whole_number / 1000, whole_number % 1000);
  };
  for (const auto& row :
       {fmt::format("| nodes | {} | {} | 1,379 |", thousands(static_cast<double>(raw.nodes)),
                    thousands(static_cast<double>(cleaned.nodes))),
        fmt::format("| links | {} | {} | 2,344 |", thousands(static_cast<double>(raw.links)),
                    thousands(static_cast<double>(cleaned.links))),
        fmt::format("| km, straight from end to end | {} | {} | {} |", thousands(raw.km),
                    thousands(cleaned.km), thousands(straight_km))})
    EXPECT_TRUE(says(run.page, row)) << row;
}

// One test, since the commands take long and each test is a process.
TEST(africa, the_page_s_commands_work_and_its_figures_are_theirs) {
  AMUR_NEEDS_DATA(data_dir() / "africa");
  const page_run run(std::filesystem::absolute(data_dir()));
  the_commands_work_and_print_what_is_shown(run);
  each_crossing_takes_the_hours_that_the_source_has_at_its_link(run);
  demand_and_flows_are_the_trade_table_to_the_tonne(run);
  the_table_of_borders_is_the_result_s_and_the_source_s(run);
  the_table_of_stretches_is_the_result_s_and_the_source_s(run);
  the_cleaned_network_is_as_connected_as_the_source_s(run);
}

}  // namespace
}  // namespace amur::test
