#include "amur/http/bounded_json.h"

namespace amur::http {
namespace {

// Whether a text that is JSON stays within the depth; of another it says nothing.
bool is_shallow(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quoted && letter == '\\')
      ++i;
    else if (letter == '"')
      quoted = !quoted;
    else if (!quoted && (letter == '[' || letter == '{') && ++depth > most_depth)
      return false;
    else if (!quoted && (letter == ']' || letter == '}'))
      --depth;
  }
  return true;
}

}  // namespace

nlohmann::json parse_bounded(std::string_view text) {
  if (!is_shallow(text)) return nlohmann::json::value_t::discarded;
  return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace amur::http
