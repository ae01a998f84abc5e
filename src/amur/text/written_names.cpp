#include "amur/text/written_names.h"

#include "amur/text/text.h"

namespace amur::text {

std::size_t find_unquoted(std::string_view text, std::string_view wanted, std::size_t start) {
  bool quoted = false;
  for (std::size_t at = start; at < text.size(); ++at) {
    if (text[at] == '"')
      quoted = !quoted;
    else if (!quoted && text.substr(at).starts_with(wanted))
      return at;
  }
  return std::string_view::npos;
}

std::vector<std::string> split_unquoted(std::string_view text, std::string_view between) {
  std::vector<std::string> parts;
  for (std::size_t at = 0;;) {
    const auto end = find_unquoted(text, between, at);
    parts.emplace_back(trimmed(text.substr(at, end == std::string_view::npos ? end : end - at)));
    if (end == std::string_view::npos) return parts;
    at = end + between.size();
  }
}

std::vector<std::string> split_names(const std::vector<std::string>& texts) {
  std::vector<std::string> names;
  for (const auto& text : texts) {
    int depth = 0;
    bool quoted = false;
    std::string name;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      if (!quoted && c == '(') ++depth;
      if (!quoted && c == ')') --depth;
      if (c == ',' && !quoted && depth <= 0) {
        names.emplace_back(trimmed(name));
        name.clear();
      } else {
        name += c;
      }
    }
    names.emplace_back(trimmed(name));
  }
  return names;
}

std::string without_quotes(std::string_view text) {
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '"' && i + 2 < text.size() && text[i + 1] == '"') ++i;
    name += text[i];
  }
  return name;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

}  // namespace amur::text
