#pragma once
// Many rows with one kind of slip, told in one line.

#include <cstddef>
#include <string>

namespace amur::study {

/// Names the first few.
struct named_rows {
  std::size_t count = 0, first_row = 0;
  std::string names;

  void add(const std::string& id, std::size_t row) {
    if (count++ == 0) first_row = row;
    if (count <= 5) names += (count > 1 ? ", " : "") + id;
  }
  [[nodiscard]] std::string shown() const { return names + (count > 5 ? ", ..." : ""); }
};

}  // namespace amur::study
