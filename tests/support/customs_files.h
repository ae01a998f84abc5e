#pragma once
// Small files of trade statistics in the layouts of those who publish them.

#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "support/temporary_folder.h"

namespace amur::test {

/// BACI's numbers where they differ from ISO 3166, and some where they don't.
inline const std::string baci_countries =
    "\"country_code\",\"country_name_abbreviation\",\"country_name_full\",\"iso_2digit_alpha\","
    "\"iso_3digit_alpha\"\n"
    "4,\"Afghanistan\",\"Afghanistan\",\"AF\",\"AFG\"\n"
    "156,\"China\",\"China\",\"CN\",\"CHN\"\n"
    "251,\"France\",\"France, Monaco\",\"FR\",\"FRA\"\n"
    "384,\"C\xF4te d'Ivoire\",\"C\xF4te d'Ivoire\",\"CI\",\"CIV\"\n"
    "490,\"Other Asia, nes\",\"Other Asia, not elsewhere specified\",\"N/A\",\"N/A\"\n"
    "643,\"Russian Federation\",\"Russian Federation\",\"RU\",\"RUS\"\n"
    "699,\"India\",\"India\",\"IN\",\"IND\"\n"
    "842,\"USA\",\"USA, Puerto Rico and US Virgin Islands\",\"US\",\"USA\"\n";

inline const std::string some_goods =
    "hs,commodity\n10,grain\n1001;1101,wheat\n27,fuels\n2716,\n72;73,steel\n";

/// The first finding, its folder taken away; "" where there is none.
inline std::string first_finding(const diagnostics& report) {
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

}  // namespace amur::test
