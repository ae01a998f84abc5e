#include "amur/study/told_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "amur/base/number.h"
#include "amur/result/case_store.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/schema.h"

namespace amur::study {
namespace {

// A table of more rows is for a result, not for percentiles.
constexpr std::size_t most_rows_told = 2000;

// The tables that a study adds to those of a run.
bool is_own_table(const result::table_schema& schema, const std::string& study) {
  if (study == "months") return schema.name.starts_with(result::month_table(""));
  if (study == "paths") return schema.when == result::written_by::paths;
  return !study.empty() && schema.when.find("`amur " + study) != std::string::npos;
}

std::string cell_text(const result::result_column& column, std::size_t row) {
  return std::visit([&](const auto& values) { return fmt::format("{}", values[row]); },
                    column.values);
}

double cell_number(const result::result_column& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values))
    return (*numbers)[row];
  return static_cast<double>(std::get<std::vector<std::int64_t>>(column.values)[row]);
}

}  // namespace

const result::result_table* told_case::claims() const {
  const auto at = std::ranges::find(asked, "claims", &result::result_table::name);
  return at == asked.end() ? nullptr : &*at;
}

void for_each_figure(const result::result_tables& tables, const std::string& own_study,
                     const std::function<void(const told_figure&, double)>& use,
                     std::vector<std::string>* left_out) {
  for (const auto& table : tables.tables) {
    const auto* schema = result::find_table_schema(table.name);
    if (!schema) continue;
    const auto& columns = schema->columns;
    const bool is_own = is_own_table(*schema, own_study);
    const auto is_told = [&](const result::column_schema& column) {
      return column.type != result::cell_type::text && !column.key && (is_own || column.compared);
    };
    if (std::ranges::none_of(columns, is_told) ||
        std::ranges::none_of(columns, &result::column_schema::key))
      continue;
    if (table.row_count() > most_rows_told) {
      if (left_out) left_out->push_back(table.name);
      continue;
    }
    for (std::size_t row = 0; row < table.row_count(); ++row) {
      std::string keys, unit;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].key) keys += (keys.empty() ? "" : " ") + cell_text(table.columns[i], row);
        if (columns[i].name == "unit" && columns[i].type == result::cell_type::text)
          unit = cell_text(table.columns[i], row);
      }
      for (std::size_t i = 0; i < columns.size(); ++i)
        if (is_told(columns[i]))
          use({table.name, keys, columns[i].name,
               columns[i].unit.starts_with("unit") && !unit.empty()
                   ? unit + columns[i].unit.substr(4)
                   : columns[i].unit},
              cell_number(table.columns[i], row));
    }
  }
}

std::map<std::string, double> figures_of_claims(const result::result_table& claims) {
  std::map<std::string, double> figures;
  const auto& ids = std::get<std::vector<std::string>>(claims.column("claim_id").values);
  const auto& values = std::get<std::vector<double>>(claims.column("figure").values);
  for (std::size_t i = 0; i < ids.size(); ++i)
    if (std::isfinite(values[i])) figures[ids[i]] = values[i];
  return figures;
}

told_variant tell(const told_case& of, const result::result_tables& tables,
                  const std::string& own_study) {
  told_variant told;
  std::map<told_figure, double> values;
  for_each_figure(tables, own_study, [&](const told_figure& figure, double value) {
    if (std::isfinite(value)) values.insert_or_assign(figure, value);
  });
  told.figures.assign(of.figures.size(), no_number);
  for (std::size_t i = 0; i < of.figures.size(); ++i)
    if (const auto at = values.find(of.figures[i]); at != values.end()) {
      told.figures[i] = at->second;
      values.erase(at);
    }
  told.more = std::move(values);
  return told;
}

bool write_told(const asked_case& task, const told_case& of, const run_clock& watch,
                result::result_tables& tables, diagnostics& report) {
  tables.tables.push_back(result::case_text_table(of.inputs));
  tables.tables.push_back(run_log_table(watch.seconds(), task.threads));
  tables.tables.insert(tables.tables.end(), of.asked.begin(), of.asked.end());
  return result::write_result(task.output, tables, {}, report);
}

}  // namespace amur::study
