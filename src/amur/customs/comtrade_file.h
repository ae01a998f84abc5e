#pragma once
// Records of the United Nations' Comtrade as its files and its API have had them: CSV and JSON, the
// columns of before 2023 and those since.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>

#include "amur/base/diagnostic.h"

namespace amur::customs {

enum comtrade_field : std::size_t {
  comtrade_year,
  comtrade_period,
  comtrade_frequency,
  comtrade_flow,
  comtrade_reporter,
  comtrade_reporter_iso,
  comtrade_partner,
  comtrade_partner_iso,
  comtrade_partner_name,
  comtrade_classification,
  comtrade_product,
  comtrade_value,
  comtrade_weight,
  comtrade_weight_is_estimated,
  comtrade_second_partner,
  comtrade_customs,
  comtrade_transport,
  comtrade_fields
};

struct comtrade_record {
  std::array<std::string, comtrade_fields> cells;
  std::array<std::string, comtrade_fields> names;  ///< as the file has them, empty where it doesn't
  std::string file;
  std::size_t line = 0;    ///< 0 in JSON
  std::size_t number = 0;  ///< of the record in its file, from 1

  void error(comtrade_field field, const std::string& message, const std::string& allowed,
             diagnostics& report) const;
};

/// Calls `each` for every record until it returns false; false where that, or the file, was wrong.
[[nodiscard]] bool for_each_comtrade_record(const std::filesystem::path& path,
                                            const std::function<bool(const comtrade_record&)>& each,
                                            diagnostics& report);

}  // namespace amur::customs
