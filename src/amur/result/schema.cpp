#include "amur/result/schema.h"

#include <algorithm>

#include "amur/result/schema/about.h"
#include "amur/result/schema/access.h"
#include "amur/result/schema/appraisal.h"
#include "amur/result/schema/border.h"
#include "amur/result/schema/calibrate.h"
#include "amur/result/schema/carbon.h"
#include "amur/result/schema/corridor.h"
#include "amur/result/schema/critical.h"
#include "amur/result/schema/debt.h"
#include "amur/result/schema/detour.h"
#include "amur/result/schema/ensemble.h"
#include "amur/result/schema/finance.h"
#include "amur/result/schema/flows.h"
#include "amur/result/schema/invest.h"
#include "amur/result/schema/network.h"
#include "amur/result/schema/places.h"
#include "amur/result/schema/simulation.h"
#include "amur/result/schema/skim.h"
#include "amur/result/schema/sums.h"
#include "amur/result/schema/sweep.h"
#include "amur/result/schema/tolls.h"
#include "amur/result/schema/world_trade.h"

namespace amur::result {
namespace {

// Of every month what a run of one day has.
table_schema of_months(const table_schema& day) {
  table_schema table = day;
  table.name = month_table(day.name);
  table.geometry = geometry_kind::none;
  table.months = by_month::no;
  table.columns.insert(table.columns.begin(),
                       {"month", cell_type::text, "", "The month: 2022-06.", false, true, false});
  return table;
}

}  // namespace

std::span<const schema_part> result_schema() {
  static const std::vector<schema_part> parts = {
      network_schema(),   flows_schema(),     corridor_schema(), border_schema(),
      sums_schema(),      places_schema(),    about_schema(),    world_trade_schema(),
      finance_schema(),   debt_schema(),      tolls_schema(),    simulation_schema(),
      skim_schema(),      ensemble_schema(),  critical_schema(), access_schema(),
      carbon_schema(),    appraisal_schema(), detour_schema(),   sweep_schema(),
      calibrate_schema(), invest_schema()};
  return parts;
}

const table_schema* find_table_schema(std::string_view table) {
  static const auto all = [] {
    std::vector<table_schema> tables;
    for (const auto& part : result_schema())
      for (const auto& each : part.tables) {
        tables.push_back(each);
        if (each.months == by_month::yes) tables.push_back(of_months(each));
      }
    return tables;
  }();
  const auto found = std::ranges::find(all, table, &table_schema::name);
  return found == all.end() ? nullptr : &*found;
}

bool is_of_study(std::string_view table, const std::string& study) {
  const auto* schema = find_table_schema(table);
  return schema && schema->when == "`amur " + study + "`";
}

std::string month_table(const std::string& table) { return "month_" + table; }

std::vector<std::string> names_of_tables() {
  std::vector<std::string> names;
  for (const auto& part : result_schema())
    for (const auto& table : part.tables) {
      names.push_back(table.name);
      if (table.months == by_month::yes) names.push_back(month_table(table.name));
    }
  return names;
}

std::span<const std::string> monthly_tables() {
  static const auto names = [] {
    std::vector<std::string> tables;
    for (const auto& part : result_schema())
      for (const auto& each : part.tables)
        if (each.months == by_month::yes) tables.push_back(each.name);
    return tables;
  }();
  return names;
}

std::string title_of(const column_schema& column) {
  return column.unit.empty() ? column.name : column.name + " (" + column.unit + ")";
}

std::string described_with_unit(const column_schema& column) {
  return column.unit.empty() ? column.says : column.says + " Unit: " + column.unit + ".";
}

const char* to_string(cell_type type) {
  static constexpr const char* names[] = {"number", "integer", "text"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace amur::result
