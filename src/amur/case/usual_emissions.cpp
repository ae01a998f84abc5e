#include "amur/case/usual_emissions.h"

#include <algorithm>
#include <array>

namespace amur::cases {
namespace {

struct usual_emission {
  std::string_view mode;
  std::optional<double> t_km, passenger_km;
};

constexpr std::array usual_emissions{usual_emission{"road", 137, 143},
                                     usual_emission{"truck", 137, std::nullopt},
                                     usual_emission{"bus", std::nullopt, 80},
                                     usual_emission{"coach", std::nullopt, 80},
                                     usual_emission{"rail", 24, 33},
                                     usual_emission{"river", 33, std::nullopt},
                                     usual_emission{"barge", 33, std::nullopt},
                                     usual_emission{"inland_waterway", 33, std::nullopt},
                                     usual_emission{"sea", 7, 61},
                                     usual_emission{"ship", 7, std::nullopt},
                                     usual_emission{"ferry", std::nullopt, 61},
                                     usual_emission{"air", 1036, 160}};

}  // namespace

std::optional<double> usual_co2e_g_per_km(std::string_view mode, unit of) {
  const auto at = std::ranges::find_if(usual_emissions, [mode](const usual_emission& usual) {
    return mode == usual.mode || (mode.starts_with(usual.mode) && mode[usual.mode.size()] == '_');
  });
  if (at == usual_emissions.end()) return std::nullopt;
  return of == unit::tonne ? at->t_km : at->passenger_km;
}

}  // namespace amur::cases
