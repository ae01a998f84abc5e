#pragma once
// The parts of `verify_network`, and what they are written with.

#include <cmath>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "amur/verify/verify.h"

namespace amur::verify {

/// What sums may miss of a figure, in written rows or in those that trade is solved for by region.
inline constexpr double rounding = 1e-9, rounding_of_sums = 1e-8;
inline constexpr const char* of_larger = "of the larger figure";

/// A table's columns by name. Throws std::out_of_range where one is missing or of another type.
class table_columns {
 public:
  explicit table_columns(const result::result_table& table) : table_(&table) {}
  [[nodiscard]] std::size_t rows() const { return table_->row_count(); }
  [[nodiscard]] std::span<const double> numbers(const std::string& column) const;
  [[nodiscard]] std::span<const std::int64_t> integers(const std::string& column) const;
  [[nodiscard]] std::span<const std::string> texts(const std::string& column) const;
  /// "links, row 3 (bridge_link, forward)", and the column if one is named.
  [[nodiscard]] std::string place(std::size_t row, const std::string& column = {}) const;

 private:
  const result::result_table* table_;
};

/// Keeps the largest violation of one check; what is no number is as large as can be.
class largest_miss {
 public:
  largest_miss(std::string name, std::string unit, double allowed)
      : found_{std::move(name), std::move(unit), 0, allowed, {}} {}
  template <class Place>
  void note(double miss, Place&& place) {
    if (std::isnan(miss)) miss = std::numeric_limits<double>::infinity();
    if (!(miss > found_.largest)) return;
    found_.largest = miss;
    found_.where = place();
  }
  [[nodiscard]] checked finish() { return std::move(found_); }

 private:
  checked found_;
};

/// |a - b| over the larger of both.
[[nodiscard]] double relative_difference(double a, double b);

void check_numbers(const result::result_tables& tables, verification& found);
void check_demand(const case_data& data, const network_model& model,
                  const result::result_tables& tables, verification& found);
/// Demand answers as the case's commodities do; `base`: the case without its scenarios.
void check_elasticities(const case_data& base, const result::result_tables& tables,
                        verification& found);
void check_link_sums(const result::result_tables& tables, verification& found);
void check_conservation(const result::result_tables& tables, verification& found);
void check_borders(const case_data& data, const result::result_tables& tables, verification& found);
void check_summaries(const result::result_tables& tables, verification& found);

void check_times(const case_data& data, const network_model& model,
                 const result::result_tables& tables, verification& found);
void check_capacities(const network_model& model, const result::result_tables& tables,
                      verification& found);
void check_gap(const case_data& data, const network_model& model,
               const result::result_tables& tables, verification& found);
void check_finance_tables(const result::result_tables& tables, verification& found);
void check_trade_tables(const case_data& data, const result::result_tables& tables,
                        verification& found);
/// Trade solved once more at the costs and duties that trade_pairs states; `base`: the case without
/// its scenarios, on the day that its demand reflects.
void check_trade_again(const case_data& base, const case_data& data,
                       const result::result_tables& tables, verification& found);
void check_answers(const case_data& data, const result::result_tables& tables, verification& found);
void check_paths(const result::result_tables& tables, verification& found);
/// Against paths searched once more, and by Dijkstra's algorithm from each origin by itself.
void check_skim(const case_data& data, const result::result_tables& tables, std::size_t threads,
                verification& found);
void check_months(const result::result_tables& tables, verification& found);

/// "2022-06", in their order.
[[nodiscard]] std::vector<std::string> written_months(const result::result_tables& tables);
/// Rows of one month of a table, without that column.
[[nodiscard]] result::result_table rows_of_month(const result::result_table& table,
                                                 const std::string& month);

void check_tolls(const result::result_tables& tables, verification& found);
void check_simulation(const result::result_tables& tables, verification& found);

/// One loading at what is written, and its tables beside those written.
void check_loading(const case_data& data, const network_model& model,
                   const result::result_tables& tables, const run_options& options,
                   verification& found);

/// How close a written table must be to the one computed again.
struct table_closeness {
  double allowed = 1e-9;  ///< of the larger figure and `share_of_column` of the column's largest
  double share_of_column = 0;
  std::string weight{};  ///< rows that have next to none of it may be missing or differ
};
[[nodiscard]] checked compare_tables(const result::result_table& computed,
                                     const result::result_table& written,
                                     const table_closeness& closeness);

/// The column of a run's table that says how much a row is of; empty where all rows count alike.
[[nodiscard]] std::string weight_of(const std::string& table);

/// [arc] of a link's direction, from the tables' ids; throws std::out_of_range.
class arcs_by_link {
 public:
  arcs_by_link(const case_data& data, const network_model& model);
  [[nodiscard]] std::size_t at(const std::string& link, const std::string& direction) const {
    return arcs_.at(link + ' ' + direction);
  }

 private:
  std::map<std::string, std::size_t> arcs_;
};

}  // namespace amur::verify
