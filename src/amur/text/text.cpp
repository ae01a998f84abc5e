#include "amur/text/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace amur::text {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> split_list(std::string_view text, char between) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (;;) {
    const auto end = std::min(text.find(between), text.size());
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string join(std::span<const std::string> words, std::string_view between) {
  std::string result;
  for (const auto& word : words) {
    if (!result.empty()) result += between;
    result += word;
  }
  return result;
}

std::string nearest(std::string_view given, std::span<const std::string> words) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, given.size() / 3) + 1;
  if (given.size() > 64) return best;
  for (const auto& word : words) {
    // Levenshtein's distance, one row at a time.
    std::vector<std::size_t> row(word.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < given.size(); ++i) {
      std::size_t diagonal = row[0]++;
      for (std::size_t j = 0; j < word.size(); ++j) {
        const std::size_t above = row[j + 1];
        row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (given[i] != word[j])});
        diagonal = above;
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = word;
    }
  }
  return best;
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::string shortened(std::string_view given, std::size_t length) {
  if (given.size() <= length) return std::string(given);
  while (length > 0 && (static_cast<unsigned char>(given[length]) & 0xC0U) == 0x80U) --length;
  return std::string(given.substr(0, length)) + "...";
}

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      result += '\\', result += c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + "\"";
}

}  // namespace amur::text
