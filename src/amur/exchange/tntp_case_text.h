#pragma once
// The parts of an imported TNTP case that say in what units it is, and the tables of a row or two.

#include <string>

#include "amur/exchange/tntp_import.h"

namespace amur::exchange {

/// Of all nodes: one of the codes that ISO 3166 leaves to its users, since the files name none.
inline constexpr const char* tntp_case_country = "AAA";

[[nodiscard]] std::string tntp_case_toml(const tntp_import& made);
[[nodiscard]] std::string tntp_case_sources(const tntp_import& made);
[[nodiscard]] std::string tntp_case_vehicles();
[[nodiscard]] std::string tntp_case_commodities();
[[nodiscard]] std::string tntp_case_transfers();

}  // namespace amur::exchange
