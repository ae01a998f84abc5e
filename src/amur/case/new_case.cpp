#include "amur/case/new_case.h"

#include <fmt/format.h>

#include <initializer_list>

#include "amur/case/schema_text.h"

namespace amur::cases {
namespace {

using cells = std::vector<std::string>;

// Rows under the columns that the schema declares; what a row leaves out is blank. Its last cell is
// the source.
void add_table(case_text& text, const std::string& name, std::initializer_list<cells> rows) {
  auto& table = text.tables[name];
  table.name = name;
  table.file = name + ".csv";
  for (const auto& column : find_table_rule(name)->columns)
    if (column.name != "note") table.columns.push_back(column.name);
  for (auto row : rows) {
    row.resize(table.columns.size());
    row.back() = "first_guess";
    table.rows.push_back({std::move(row), table.file, table.rows.size() + 2, table.rows.size()});
  }
}

void add_network(case_text& text) {
  add_table(text, "nodes",
            {{"mill", "Mill", "AAA", "plant", "127", "50"},
             {"gate_a", "Border gate", "AAA", "border", "127.9", "50.1"},
             {"gate_b", "Gate beyond", "BBB", "border", "128", "50.1"},
             {"market", "Market", "BBB", "city", "128.8", "50.3"}});
  add_table(text, "links",
            {{"road_a", "Road to the border", "mill", "gate_a", "false", "road", "80", "1.5"},
             {"bridge_link", "Bridge", "gate_a", "gate_b", "false", "road", "8", "0.2"},
             {"road_b", "Road to the market", "gate_b", "market", "false", "road", "70", "1.4"}});
  add_table(text, "vehicles", {{"truck", "Truck", "road", "20", "0.8", "12", "2"}});
}

void add_freight(case_text& text) {
  add_table(text, "commodities",
            {{"flour", "Flour", "t", "bags", "400", "0.1", "5", "0.5", "truck"}});
  add_table(text, "transfers",
            {{"load", "", "origin", "road", "", "3", "2"},
             {"unload", "", "road", "destination", "", "3", "2"}});
  add_table(text, "crossings",
            {{"bridge", "Bridge", "bridge_link", "300", "", "each_way", "50", "", "", "4", "16"}});
  add_table(text, "demand", {{"mill", "market", "flour", "500"}});
}

}  // namespace

case_text starter_case(const std::string& title) {
  case_text text;
  for (const auto& [name, value] :
       std::initializer_list<std::pair<const char*, std::string>>{{"title", title},
                                                                  {"base_year", "2025"},
                                                                  {"date", "2025-06-15"},
                                                                  {"focus", "bridge"},
                                                                  {"demand.per", "day"}})
    text.settings[name] = {value, "case.toml", 0};
  add_network(text);
  add_freight(text);
  text.toml["sources"] =
      "# Where figures come from; every row of a table names one of these. confidence is one of\n"
      "# measured, reported, estimated, assumed.\n"
      "[first_guess]\ntitle = \"A first guess, to be replaced\"\nconfidence = \"assumed\"\n";
  return text;
}

std::string columns_markdown(const case_text& text) {
  std::string page =
      "# The tables of this case\n`*` marks what a table must have; any other column, or a cell "
      "of it, may be left out.\n";
  std::string others;
  for (const auto& rule : table_rules())
    if (text.tables.contains(rule.name))
      page += "\n" + table_markdown(rule);
    else
      others += fmt::format("- `{}.csv`: {}\n", rule.name, rule.sentence);
  return page + "\n## Tables that it may have too\n" + others;
}

}  // namespace amur::cases
