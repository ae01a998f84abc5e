#pragma once
// Columns of numbers side by side, in batches of four, so that one sweep over the rows serves four.

#include <array>
#include <cstddef>
#include <vector>

namespace amur::trade {

inline constexpr std::size_t lanes = 4;
using lane = std::array<double, lanes>;

/// `count` columns of `rows` numbers; column c is lane c % 4 of batch c / 4.
struct columns {
  std::size_t rows = 0;
  std::size_t count = 0;
  std::vector<std::vector<lane>> batches;

  columns() = default;
  columns(std::size_t rows_wanted, std::size_t count_wanted)
      : rows(rows_wanted),
        count(count_wanted),
        batches((count_wanted + lanes - 1) / lanes, std::vector<lane>(rows_wanted, lane{})) {}

  [[nodiscard]] double& at(std::size_t row, std::size_t column) {
    return batches[column / lanes][row][column % lanes];
  }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return batches[column / lanes][row][column % lanes];
  }
};

}  // namespace amur::trade
