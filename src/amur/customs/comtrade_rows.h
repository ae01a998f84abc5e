#pragma once
// Rows of Comtrade that count: of two countries, by product, without what repeats others.

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "amur/customs/comtrade.h"
#include "amur/customs/comtrade_file.h"
#include "amur/customs/country_list.h"

namespace amur::customs {

struct comtrade_row {
  std::uint16_t origin = 0, destination = 0, year = 0;
  bool is_import = false, weight_is_estimated = false;
  std::uint8_t digits = 0;                ///< of the product, as the file has it
  std::uint32_t product = 0;              ///< with zeros after its digits
  std::int64_t value = 0, quantity = -1;  ///< millionths of thousand USD, of tonnes; -1 is unknown
  std::uint32_t file = 0, line = 0;

  /// Headings before their parts.
  [[nodiscard]] auto order() const {
    return std::tuple(origin, destination, year, is_import, product, digits);
  }
  [[nodiscard]] auto pair() const { return std::tuple(origin, destination, year); }
};

class comtrade_reader {
 public:
  comtrade_reader(const comtrade_request& request, const country_list& countries,
                  diagnostics& report)
      : request_(request), countries_(countries), report_(report) {}

  /// All files of the request; false where something is wrong.
  [[nodiscard]] bool read_files();

  std::vector<comtrade_row> rows;  ///< by their order
  comtrade_import made;            ///< what was left out
  std::vector<std::string> files;

 private:
  enum class reading { kept, left_out, wrong };
  enum class party { country, world, nowhere };

  reading read(const comtrade_record& record);
  reading read_year(const comtrade_record& record, comtrade_row& row);
  reading read_flow(const comtrade_record& record, comtrade_row& row);
  reading read_product(const comtrade_record& record, comtrade_row& row);
  reading read_amounts(const comtrade_record& record, comtrade_row& row);
  reading read_countries(const comtrade_record& record, comtrade_row& row);
  [[nodiscard]] party find_country(const std::string& code, const std::string& iso,
                                   std::uint16_t& country) const;
  [[nodiscard]] bool keep_each_once();
  [[nodiscard]] bool tell_years();

  const comtrade_request& request_;
  const country_list& countries_;
  diagnostics& report_;
  std::set<int> years_, years_seen_;
  std::map<std::string, std::pair<std::string, std::int64_t>> nowhere_;
};

}  // namespace amur::customs
