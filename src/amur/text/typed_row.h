#pragma once
// Typed access to the cells of one row; whatever does not fit is reported with its place.

#include <cmath>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::text {

/// No quantity, price or time of a case is larger. Products and powers of a few such numbers, and
/// sums of millions, are still far from what a computer's numbers hold.
inline constexpr double largest_number = 1e15;

/// The numbers that a field allows, and how to say so.
struct number_range {
  double least = -largest_number;
  double most = largest_number;
  bool above_least = false;  ///< the least itself is not allowed
  const char* words = "a number, -1e15 to 1e15";

  [[nodiscard]] constexpr bool has(double value) const {
    return value >= least && value <= most && !(above_least && value == least);
  }
};
inline constexpr number_range any_number{};
inline constexpr number_range not_negative{0, largest_number, false, "a number >= 0, up to 1e15"};
inline constexpr number_range positive{0, largest_number, true, "a number > 0, up to 1e15"};
inline constexpr number_range share_range{0, 1, false, "a share, 0 to 1"};
inline constexpr number_range yearly_rate{-0.99, 10, false,
                                          "a rate a year, -0.99 to 10 (0.05 is 5 %)"};
inline constexpr number_range year_range{1, 9999, false, "a year, 1 to 9999"};
inline constexpr number_range whole_years{0, 100, false, "a whole number of years, 0 to 100"};

/// A number, or the reason why this text is none.
[[nodiscard]] std::optional<double> parse_number(const std::string& text, std::string& problem);
/// The same where nobody asks for the reason.
[[nodiscard]] std::optional<double> parse_number(const std::string& text);

class typed_row {
 public:
  typed_row(const table& table, const table_row& row, diagnostics& report)
      : table_(&table), row_(&row), report_(&report) {}

  /// The cell, empty where the column is missing.
  [[nodiscard]] std::string text(const std::string& column, bool required = false) const;
  [[nodiscard]] double number(const std::string& column, number_range range) const;
  [[nodiscard]] double number(const std::string& column, number_range range,
                              double otherwise) const;
  /// The entries of a list, each within the range.
  [[nodiscard]] std::vector<double> numbers(const std::string& column, number_range range,
                                            bool required = false) const;
  [[nodiscard]] std::size_t choice(const std::string& column, std::span<const std::string> words,
                                   std::size_t otherwise) const;
  [[nodiscard]] std::optional<date> day(const std::string& column, bool recurring,
                                        bool required = false) const;
  [[nodiscard]] std::vector<std::string> list(const std::string& column,
                                              bool required = false) const;
  [[nodiscard]] bool blank(const std::string& column) const { return text(column).empty(); }
  void error(const std::string& column, const std::string& message,
             const std::string& allowed) const;
  void error(const std::string& column, const std::string& value, const std::string& message,
             const std::string& allowed) const;
  [[nodiscard]] const table_row& place() const { return *row_; }

 private:
  const table* table_;
  const table_row* row_;
  diagnostics* report_;
};

}  // namespace amur::text
