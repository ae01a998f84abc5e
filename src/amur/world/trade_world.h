#pragma once
// A world of countries with one sector from a table of trade, before and after a change.

#include <optional>
#include <string>
#include <vector>

#include "amur/trade/one_sector.h"
#include "amur/world/table_change.h"
#include "amur/world/trade_table.h"

namespace amur::world {

struct equilibrium_arguments : equation_arguments {
  std::string exporter = "exporter", importer = "importer", production, expenditure, where;
  std::vector<std::string> changes, coefficients;
  std::string reference;
  double sigma = 5;
  bool deficits_held = false, implied_prices = false;
  std::string output, pairs, intervals;
  std::size_t samples = 0;
  std::uint64_t seed = 0;
  bool json = false;

  [[nodiscard]] bool wants_spread() const { return samples > 0 || !intervals.empty(); }
};

/// What the cost of trade of a pair is made of, before a change and what it adds.
struct pair_terms {
  std::size_t place = 0;              ///< exporter * countries + importer
  std::vector<double> before, added;  ///< [term]
  double offset = 0, offset_added = 0;
  std::optional<double> trade_before;  ///< where effects of pairs belong to the cost
};

struct trade_world {
  std::vector<std::string> country;                 ///< in alphabetical order
  std::vector<double> output, expenditure;          ///< [country]
  std::vector<double> factor_before, factor_after;  ///< [exporter * countries + importer]
  std::vector<std::size_t> rows_changed;            ///< [change] rows that meet its conditions
  std::size_t reference = 0;
  std::vector<pair_terms> pairs;
  std::size_t pairs_missing = 0;  ///< that have no row, so no trade
};

/// A coefficient for each regressor.
using coefficient_list = std::vector<double>;

/// The world's factors before and after, from its pairs' terms.
void set_factors(trade_world& world, const coefficient_list& coefficients);

/// What the equilibrium asks of the table beside the equation.
class world_maker {
 public:
  /// Throws `no_answer` on changes and conditions that can't be understood.
  world_maker(const equilibrium_arguments& arguments, trade_table& table);

  /// The world of the rows that `--where` leaves; empty, with errors reported, where they make
  /// none. `estimate` is empty where coefficients were given.
  [[nodiscard]] std::optional<trade_world> make(
      const std::optional<trade::gravity_estimate>& estimate, const coefficient_list& coefficients,
      diagnostics& report) const;

 private:
  struct pair_row {
    std::size_t row, exporter, importer;
  };
  bool find_pairs(trade_world& world, std::vector<pair_row>& pairs, diagnostics& report) const;
  bool find_sizes(trade_world& world, const std::vector<pair_row>& pairs,
                  diagnostics& report) const;
  bool check_sums(const trade_world& world, diagnostics& report) const;
  bool change_columns(trade_world& world, const std::vector<bool>& is_in_world,
                      std::vector<std::vector<double>>& columns, diagnostics& report) const;
  bool find_reference(trade_world& world, diagnostics& report) const;
  void find_terms(trade_world& world, const std::vector<pair_row>& pairs,
                  const std::optional<trade::gravity_estimate>& estimate,
                  const std::vector<std::vector<double>>& columns) const;

  const equilibrium_arguments& arguments_;
  const trade_table& table_;
  std::vector<table_change> changes_;
  std::vector<row_condition> where_;
};

}  // namespace amur::world
