#include "amur/case/schema.h"

#include "amur/case/schema_tables.h"

namespace amur::cases {

const std::vector<table_rule>& table_rules() {
  static const std::vector<table_rule> rules = [] {
    std::vector<table_rule> all;
    add_network_tables(all);
    add_freight_tables(all);
    add_rule_tables(all);
    add_trade_tables(all);
    add_project_tables(all);
    add_loan_tables(all);
    add_economy_tables(all);
    add_investment_tables(all);
    add_place_tables(all);
    add_spread_tables(all);
    add_stage_tables(all);
    add_arrival_tables(all);
    return all;
  }();
  return rules;
}

const table_rule* find_table_rule(const std::string& name) {
  for (const auto& candidate : table_rules())
    if (candidate.name == name) return &candidate;
  return nullptr;
}

std::vector<std::string> names_of(const std::vector<column_rule>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto& column : columns) names.push_back(column.name);
  return names;
}

const std::vector<std::string>& setting_names() {
  static const auto names = names_of(setting_rules());
  return names;
}

const column_rule* find_setting_rule(const std::string& name) {
  for (const auto& candidate : setting_rules())
    if (candidate.name == name) return &candidate;
  return nullptr;
}

}  // namespace amur::cases
