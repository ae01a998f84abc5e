#include "amur/gmns/gmns_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "amur/gmns/gmns_words.h"
#include "amur/text/text.h"

namespace amur::gmns {
namespace {

struct field_words {
  const char* field;
  std::vector<std::string> words;
};

const std::vector<field_words> specified = {
    {"dir_flag", {"1", "0", "-1"}},
    {"bike_facility",
     {"unseparated bike lane", "buffered bike lane", "separated bike lane",
      "counter-flow bike lane", "paved shoulder", "shared lane", "shared use path",
      "off-road unpaved trail", "other", "none"}},
    {"ped_facility", {"unknown", "none", "shoulder", "sidewalk", "offstreet_path"}},
    {"parking", {"unknown", "none", "parallel", "angle", "other"}}};

struct odd_value {
  std::size_t row = 0, count = 0;
};

void warn(const table& links, const char* field, const std::map<std::string, odd_value>& odd,
          const char* what, const std::string& allowed, diagnostics& report) {
  for (const auto& [value, of] : odd)
    report.warning(links.file, of.row, field, value,
                   of.count == 1 ? what : fmt::format("{}, in {} rows", what, of.count), allowed);
}

// By value, the cells of a column that are not empty and that `is_known` does not know.
template <class Known>
std::map<std::string, odd_value> odd_values(const table& links, const char* field, Known is_known) {
  std::map<std::string, odd_value> odd;
  const auto column = links.column(field);
  if (column == table::npos) return odd;
  for (const auto& row : links.rows) {
    const auto& cell = row.cells[column];
    if (cell.empty() || is_known(cell)) continue;
    auto& of = odd.try_emplace(cell, odd_value{row.line, 0}).first->second;
    ++of.count;
  }
  return odd;
}

}  // namespace

void warn_of_odd_links(const table& links, diagnostics& report) {
  for (const auto& each : specified) {
    const auto is_word = [&each](const std::string& cell) {
      return std::ranges::find(each.words, lowered(cell)) != each.words.end();
    };
    warn(links, each.field, odd_values(links, each.field, is_word), "no word of the specification",
         text::join(each.words), report);
  }
  std::set<std::string> ids;
  const auto own = links.column("link_id");
  for (const auto& row : links.rows)
    if (own != table::npos) ids.insert(row.cells[own]);
  const auto is_link = [&ids](const std::string& cell) { return ids.contains(cell); };
  warn(links, "parent_link_id", odd_values(links, "parent_link_id", is_link),
       "there is no such link", "a link_id, or blank", report);
}

}  // namespace amur::gmns
