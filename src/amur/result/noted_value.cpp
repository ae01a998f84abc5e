#include "amur/result/noted_value.h"

#include <algorithm>
#include <vector>

namespace amur::result {

void note_value(result_tables& tables, const std::string& table, const std::string& name,
                const std::string& value) {
  for (auto& each : tables.tables) {
    if (each.name != table) continue;
    auto& names = std::get<std::vector<std::string>>(each.columns[0].values);
    auto& values = std::get<std::vector<std::string>>(each.columns[1].values);
    const auto at = std::ranges::find(names, name) - names.begin();
    if (at == std::ssize(names)) {
      names.push_back(name);
      values.emplace_back();
    }
    values[static_cast<std::size_t>(at)] = value;
  }
}

}  // namespace amur::result
