#include "amur/calibrate/fitted_scenario.h"

#include <fmt/format.h>

#include <vector>

#include "amur/text/text.h"

namespace amur::calibrate {

std::string scenario_of(const cases::case_text& text, std::span<const cases::named_cell> named,
                        std::span<const double> values, const std::string& title,
                        const std::string& description, std::span<const std::string> says) {
  auto toml = fmt::format("title = {}\ndescription = {}\ncorrects = true\n",
                          text::toml_string(title), text::toml_string(description));
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto& cell = named[i];
    const auto& rows = text.tables.at(cell.table);
    const auto keys = cases::key_columns(*cases::find_table_rule(cell.table));
    const bool by_id = keys.size() == 1;
    toml += fmt::format("\n# {}: {}\n", cell.name, says[i]);
    const auto edit = [&](const std::string& where, double value) {
      toml += fmt::format(
          "[[edit]]\ntable = \"{}\"\naction = \"set\"\nwhere = {{ {} }}\nvalues = {{ {} = {} }}\n",
          cell.table, where, cell.column, value);
    };
    const auto key_of = [&](std::size_t row, const std::string& key) {
      return text::toml_string(rows.rows[cell.rows[row]].cells[rows.column(key)]);
    };
    if (by_id && !cell.is_factor) {
      std::vector<std::string> ids;
      for (std::size_t r = 0; r < cell.rows.size(); ++r) ids.push_back(key_of(r, keys.front()));
      edit(fmt::format("{} = {}", keys.front(),
                       ids.size() == 1 ? ids.front() : fmt::format("[{}]", text::join(ids))),
           values[i]);
      continue;
    }
    for (std::size_t r = 0; r < cell.rows.size(); ++r) {
      std::vector<std::string> fields;
      for (const auto& key : keys)
        if (rows.column(key) != table::npos) fields.push_back(key + " = " + key_of(r, key));
      edit(text::join(fields), cell.value_in(r, values[i]));
    }
  }
  return toml;
}

}  // namespace amur::calibrate
