#pragma once
// Where those who travel and those who live there shop, and which centres can live on it.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/model/run.h"
#include "amur/place/huff.h"

namespace amur::model {

/// One kind of shoppers of a town as the run brings them.
struct shopper_answer {
  double trips_per_day = 0;
  std::vector<double> share;  ///< [centre of the case] 0 in other towns
};

struct place_answer {
  std::vector<std::uint8_t> open_before, open;      ///< [centre]
  std::vector<place::centre_change> change;         ///< [centre]
  std::vector<place::centre_books> books, if_open;  ///< [centre]
  std::vector<shopper_answer> shoppers;             ///< [shopper kind]
};

/// Patronage of all centres, and which of them stay open, from the visitors of a run
/// (`place::settle_town` in each town). `open_before` is [centre], as the month before left them;
/// empty: as the case finds them. Depends on nothing else.
[[nodiscard]] place_answer answer_places(const case_data& data, const run_answer& answer,
                                         std::span<const std::uint8_t> open_before);

}  // namespace amur::model
