#include "amur/invest/packing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace amur::invest {
namespace {

// Of numbers that are scaled to 1.
constexpr double least_pivot = 1e-11;

// Rows of limits, then a row for the most of each thing; columns of things, then of what each row
// leaves. The last column has the limits; the last row what one more of a column takes from the
// gain.
struct tableau {
  std::size_t things = 0, rows = 0;
  std::vector<std::vector<double>> cell;
  std::vector<std::size_t> basis;  ///< [row] the column that is not 0 in it

  [[nodiscard]] std::size_t columns() const { return things + rows; }
  [[nodiscard]] std::size_t entering() const;
  [[nodiscard]] std::size_t leaving(std::size_t column) const;
  void exchange(std::size_t row, std::size_t column);
};

double largest(const std::vector<double>& of) {
  double most = 0;
  for (const double each : of) most = std::max(most, std::abs(each));
  return most > 0 ? most : 1;
}

tableau begin(const packing& asked, double gain_scale) {
  tableau of;
  of.things = asked.gain.size();
  of.rows = asked.use.size() + of.things;
  of.cell.assign(of.rows + 1, std::vector<double>(of.columns() + 1, 0.0));
  for (std::size_t row = 0; row < of.rows; ++row) {
    auto& cells = of.cell[row];
    if (row < asked.use.size()) {
      const double scale = largest(asked.use[row]);
      for (std::size_t i = 0; i < of.things; ++i) cells[i] = asked.use[row][i] / scale;
      cells.back() = asked.limit[row] / scale;
    } else {
      cells[row - asked.use.size()] = 1;
      cells.back() = asked.most[row - asked.use.size()];
    }
    cells[of.things + row] = 1;
    of.basis.push_back(of.things + row);
  }
  for (std::size_t i = 0; i < of.things; ++i) of.cell.back()[i] = -asked.gain[i] / gain_scale;
  return of;
}

std::size_t tableau::entering() const {
  for (std::size_t column = 0; column < columns(); ++column)
    if (cell.back()[column] < -least_pivot) return column;
  return columns();
}

std::size_t tableau::leaving(std::size_t column) const {
  std::size_t found = rows;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < rows; ++row) {
    if (cell[row][column] <= least_pivot) continue;
    const double ratio = cell[row].back() / cell[row][column];
    if (ratio < least || (ratio == least && basis[row] < basis[found])) {
      least = ratio;
      found = row;
    }
  }
  return found;
}

void tableau::exchange(std::size_t row, std::size_t column) {
  const double pivot = cell[row][column];
  for (auto& each : cell[row]) each /= pivot;
  for (std::size_t other = 0; other <= rows; ++other) {
    const double times = cell[other][column];
    if (other == row || times == 0) continue;
    for (std::size_t i = 0; i <= columns(); ++i) cell[other][i] -= times * cell[row][i];
    cell[other][column] = 0;
    if (other < rows) cell[other].back() = std::max(0.0, cell[other].back());
  }
  basis[row] = column;
}

}  // namespace

packed pack(const packing& asked) {
  const double gain_scale = largest(asked.gain);
  auto of = begin(asked, gain_scale);
  for (auto column = of.entering(); column < of.columns(); column = of.entering())
    of.exchange(of.leaving(column), column);
  packed best;
  best.amount.assign(of.things, 0.0);
  for (std::size_t row = 0; row < of.rows; ++row)
    if (const auto column = of.basis[row]; column < of.things)
      best.amount[column] = std::min(of.cell[row].back(), asked.most[column]);
  for (std::size_t row = 0; row < asked.use.size(); ++row)
    best.price.push_back(std::max(0.0, of.cell.back()[of.things + row]) * gain_scale /
                         largest(asked.use[row]));
  best.gain = std::inner_product(best.amount.begin(), best.amount.end(), asked.gain.begin(), 0.0);
  return best;
}

}  // namespace amur::invest
