#include "amur/route/skim.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "amur/route/shortest_path.h"
#include "amur/route/tree_batch.h"

namespace amur::route {
namespace {

// From how many origins on the hierarchy is quicker: on road networks of 7,000 to 13,000 states
// building it takes as long as 25 to 75 trees by Dijkstra's algorithm, new costs 5 to 35.
constexpr std::size_t origins_worth_building = 100, origins_worth_customizing = 32;

void validate(const network::graph& g, std::span<const double> cost,
              std::span<const std::uint32_t> origins, std::span<const std::uint32_t> destinations,
              const skim_options& options) {
  const auto exists = [&g](std::uint32_t state) { return state < g.state_count(); };
  if (!std::all_of(origins.begin(), origins.end(), exists) ||
      !std::all_of(destinations.begin(), destinations.end(), exists))
    throw std::invalid_argument("an origin or destination is a state that does not exist");
  if (cost.size() != g.arc_count()) throw std::invalid_argument("not one cost an arc");
  for (const auto& attribute : options.attributes)
    if (attribute.size() != g.arc_count())
      throw std::invalid_argument("an attribute has not one value an arc");
  if (!options.no_through.empty() && options.no_through.size() != g.state_count())
    throw std::invalid_argument("no_through has not one element a state");
}

bool takes_hierarchy(const skim_options& options, std::size_t origins) {
  if (options.method != skim_method::automatic) return options.method == skim_method::hierarchy;
  return origins >= (options.hierarchy ? origins_worth_customizing : origins_worth_building);
}

// Fills rows of the matrix; one for each thread at a time.
class row_writer {
 public:
  row_writer(const network::graph& g, std::span<const std::uint32_t> destinations,
             const skim_options& options, skim_matrix& matrix)
      : graph_(g), destinations_(destinations), options_(options), matrix_(matrix) {}

  void write(std::size_t row, const shortest_path_tree& tree) {
    for (std::size_t column = 0; column < destinations_.size(); ++column)
      matrix_.cost[matrix_.at(row, column)] = tree.cost[destinations_[column]];
    for (std::size_t i = 0; i < options_.attributes.size(); ++i) {
      sum_.assign(graph_.state_count(), unreachable);
      for (const auto state : tree.order) {
        const auto arc = tree.via_arc[state];
        sum_[state] = arc == no_arc ? 0 : sum_[graph_.tail[arc]] + options_.attributes[i][arc];
      }
      for (std::size_t column = 0; column < destinations_.size(); ++column)
        matrix_.attributes[i][matrix_.at(row, column)] = sum_[destinations_[column]];
    }
  }

 private:
  const network::graph& graph_;
  std::span<const std::uint32_t> destinations_;
  const skim_options& options_;
  skim_matrix& matrix_;
  std::vector<double> sum_;  // [state]
};

void write_batch(tree_batch& batch, std::span<const std::uint32_t> origins, std::size_t first_row,
                 std::span<const std::uint32_t> destinations, row_writer& writer,
                 skim_matrix& matrix) {
  if (matrix.attributes.empty()) {
    batch.run_costs(origins, direction::from_root);
    for (std::size_t lane = 0; lane < origins.size(); ++lane)
      for (std::size_t column = 0; column < destinations.size(); ++column)
        matrix.cost[matrix.at(first_row + lane, column)] = batch.cost(lane, destinations[column]);
    return;
  }
  const auto trees = batch.run(origins, direction::from_root);
  for (std::size_t lane = 0; lane < trees.size(); ++lane)
    writer.write(first_row + lane, trees[lane]);
}

}  // namespace

skim_matrix skim(const network::graph& graph, std::span<const double> cost,
                 std::span<const state_id> from, std::span<const state_id> to,
                 const skim_options& options, thread_pool& pool) {
  const auto origin_states = indices_of(from), destination_states = indices_of(to);
  const std::span<const std::uint32_t> origins(origin_states), destinations(destination_states);
  validate(graph, cost, origins, destinations, options);
  skim_matrix matrix{origins.size(), destinations.size(), {}, {}};
  matrix.cost.resize(origins.size() * destinations.size());
  matrix.attributes.assign(options.attributes.size(), matrix.cost);

  // Rows don't depend on each other, so they may be cut by threads.
  if (!takes_hierarchy(options, origins.size())) {
    pool.run(pool.size(), [&](std::size_t block) {
      const auto rows = block_of(block, pool.size(), origins.size());
      tree_search search(graph, options.no_through);
      row_writer writer(graph, destinations, options, matrix);
      for (auto row = rows.begin; row < rows.end; ++row)
        writer.write(row, search.run(origins[row], cost, direction::from_root));
    });
    return matrix;
  }
  std::optional<contraction_hierarchy> built;
  if (!options.hierarchy) built = build_contraction_hierarchy(graph, options.no_through);
  const auto& hierarchy = options.hierarchy ? *options.hierarchy : *built;
  hierarchy_customizer customizer(hierarchy, graph);
  const auto& customized = customizer.run(cost);
  const std::size_t batches = (origins.size() + batch_lanes - 1) / batch_lanes;
  pool.run(pool.size(), [&](std::size_t block) {
    const auto mine = block_of(block, pool.size(), batches);
    tree_batch batch(hierarchy, customized);
    row_writer writer(graph, destinations, options, matrix);
    for (auto i = mine.begin; i < mine.end; ++i) {
      const std::size_t row = i * batch_lanes;
      write_batch(batch, origins.subspan(row, std::min(batch_lanes, origins.size() - row)), row,
                  destinations, writer, matrix);
    }
  });
  return matrix;
}

}  // namespace amur::route
