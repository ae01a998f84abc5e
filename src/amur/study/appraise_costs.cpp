#include "amur/study/appraise_costs.h"

#include <fmt/format.h>

#include <cmath>

#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::study {
namespace {

std::optional<int> year_in(const std::string& text, int first_year, int last_year) {
  const auto value = text::parse_number(text);
  if (!value || *value != std::floor(*value) || *value < first_year || *value > last_year)
    return std::nullopt;
  return static_cast<int>(*value);
}

}  // namespace

std::optional<std::map<int, double>> read_costs(const std::string& text, int first_year,
                                                int last_year, diagnostics& report) {
  std::map<int, double> costs;
  for (const auto& entry : text::split_list(text)) {
    const auto colon = entry.find(':');
    const auto dots = entry.substr(0, colon).find("..");
    const auto from = year_in(entry.substr(0, std::min(colon, dots)), first_year, last_year);
    const auto to = dots == std::string::npos
                        ? from
                        : year_in(entry.substr(dots + 2, colon - dots - 2), first_year, last_year);
    const auto usd =
        text::parse_number(colon == std::string::npos ? std::string() : entry.substr(colon + 1));
    if (!from || !to || *to < *from || !usd || !text::any_number.has(*usd)) {
      report.error("", 0, "costs", text::shortened(entry), "this can't be understood",
                   fmt::format("YEAR:USD or YEAR..YEAR:USD with ; between, years {} to {}",
                               first_year, last_year));
      return std::nullopt;
    }
    for (int year = *from; year <= *to; ++year) costs[year] += *usd;
  }
  return costs;
}

}  // namespace amur::study
