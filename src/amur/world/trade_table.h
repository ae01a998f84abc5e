#pragma once
// What the trade commands share: a table of trade, the gravity equation asked of it, its estimate.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/text/column_file.h"
#include "amur/trade/gravity.h"
#include "amur/world/shifted_columns.h"

namespace amur::world {

/// A regressor as it is written: `NAME`, `ln(NAME)` or `ln(1+NAME)`, the name perhaps in quotes,
/// and perhaps at another time: `lag(ln(NAME),4)`, `ln(lead(NAME))`.
struct gravity_term {
  enum class form { plain, logarithm, logarithm_of_one_plus };
  std::string text, column;
  form use = form::plain;
  std::string source = {};  ///< what `column` is made of, where it is at another time
  double steps = 0;         ///< to that time

  [[nodiscard]] double value(double cell) const;
  /// What its column may hold.
  [[nodiscard]] text::number_range range() const;
};

/// As it is written. Throws `no_answer`, naming --x, where it can't be understood.
[[nodiscard]] gravity_term parse_term(const std::string& text);

/// [row] numbers of the pairs that two columns of groups make.
[[nodiscard]] std::vector<std::uint32_t> crossed(std::span<const std::uint32_t> one,
                                                 std::span<const std::uint32_t> other);

/// Columns whose levels together are a fixed effect or a cluster: `exporter#year`.
struct gravity_group {
  std::string text;
  std::vector<std::string> columns;
};

struct equation_arguments {
  std::string file, gravity, trade, offset, weights, time;
  std::vector<std::string> regressors, effects, clusters, panel;
  bool refuse_missing = false;
  std::size_t threads = 0;
};

/// What an estimate is made from, with the columns that it looks at.
struct gravity_equation {
  std::vector<std::vector<double>> regressors;
  std::vector<std::vector<std::uint32_t>> effects, clusters;
  trade::gravity_data data;
};

/// The table's columns that the equation needs, and others that a command wants.
class trade_table {
 public:
  /// Throws `no_answer` where a term can't be understood.
  explicit trade_table(const equation_arguments& arguments);

  /// Asks for a further column of texts, by which rows are told apart.
  void want_label(const std::string& column);
  /// Asks for a further column of numbers.
  void want_number(const std::string& column, text::number_range range);
  [[nodiscard]] bool read(diagnostics& report);

  [[nodiscard]] const std::vector<gravity_term>& terms() const { return terms_; }
  [[nodiscard]] const std::vector<gravity_group>& effects() const { return effects_; }
  [[nodiscard]] const std::vector<gravity_group>& clusters() const { return clusters_; }
  [[nodiscard]] const text::column_file& file() const { return columns_; }
  [[nodiscard]] std::size_t rows() const { return columns_.line.size(); }
  [[nodiscard]] const std::vector<double>& number(const std::string& column) const;
  [[nodiscard]] const text::label_column& label(const std::string& column) const;
  /// "trade 2", for each column in which rows have no value.
  [[nodiscard]] std::vector<std::string> missing_by_column() const;
  [[nodiscard]] std::vector<double> values(const gravity_term& term) const;
  [[nodiscard]] std::vector<std::uint32_t> groups(const gravity_group& group) const;

  /// With `more` regressors beside those of `--x`; good as long as the table is.
  [[nodiscard]] gravity_equation equation(std::span<const trade::regressor> more = {}) const;
  [[nodiscard]] trade::gravity_estimate estimate(std::span<const trade::regressor> more = {}) const;
  /// Levels of each effect among the rows used.
  [[nodiscard]] std::vector<std::size_t> count_levels(const trade::gravity_estimate& made) const;

 private:
  void want_shifts();
  bool read_shifts(diagnostics& report);
  void keep_rows(const std::vector<bool>& is_kept);

  const equation_arguments& arguments_;
  std::vector<gravity_term> terms_;
  std::vector<gravity_group> effects_, clusters_;
  std::vector<text::wanted_number> numbers_;
  std::vector<std::string> labels_;
  std::vector<shifted_column> shifts_;
  panel_columns panel_;
  std::vector<std::vector<double>> shifted_;    // [shift][row]
  std::vector<std::size_t> without_neighbour_;  // [shift] rows
  text::column_file columns_;
};

/// Notes what became of rows and regressors, and why there is no answer where there is none.
void warn_of_estimate(const trade::gravity_estimate& made, const trade_table& table,
                      diagnostics& report);

/// "solved", "not converged", "nothing left", "invalid data", "one cluster"
[[nodiscard]] const char* word_of(trade::gravity_status status);

}  // namespace amur::world
