#include "amur/text/grouped.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace amur::text {

std::string grouped(double value, int decimals) {
  if (std::isnan(value)) return "-";
  std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  const auto point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > 3; at -= 3) text.insert(at - 3, ",");
  return (value < 0 && !zero ? "-" : "") + text;
}

}  // namespace amur::text
