#pragma once
// What the tables of a result are: a struct for each row, and a column for each of its members. The
// folder schema/ declares them all; GeoPackages, manual, `amur schema result`, months, comparisons
// and the page's types come from there.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "amur/result/result.h"

namespace amur::result {

enum class cell_type { number, integer, text };

/// "number", "integer" or "text".
[[nodiscard]] const char* to_string(cell_type type);

/// What a column's values are counted in (empty for text), and what they say in one sentence.
struct meaning {
  const char* unit;
  const char* says;
};

/// What else holds for a column; several are put together by |.
enum column_trait : unsigned {
  nullable = 1,  ///< a number may be NULL
  key = 2,       ///< names a row, with the table's other keys
  compared = 4   ///< a figure that `amur compare` shows
};

template <typename row>
struct column {
  const char* name;
  std::variant<double row::*, std::int64_t row::*, std::string row::*> member;
  meaning means;
  unsigned traits = 0;
};

/// Which results have a table, in words.
namespace written_by {
inline constexpr const char* any = "every result";
inline constexpr const char* run = "a case with a network";
inline constexpr const char* paths = "`amur run --paths`, `amur corridor` and runs of `amur serve`";
inline constexpr const char* delays = "a case with simulated delays";
inline constexpr const char* places = "a case with shopping centres";
inline constexpr const char* trade = "`amur run --trade`";
inline constexpr const char* finance = "`amur finance`";
inline constexpr const char* toll = "`amur toll`";
inline constexpr const char* simulate = "`amur simulate`";
inline constexpr const char* skim = "`amur skim -o FILE.gpkg`";
}  // namespace written_by

/// Whether months keep it too, as `month_...`.
enum class by_month { no, yes };

template <typename row>
struct row_schema {
  const char* table;
  const char* when;  ///< which results have it, in words
  const char* says;  ///< what a row is
  std::vector<column<row>> columns;
  geometry_kind geometry = geometry_kind::none;
  by_month months = by_month::no;
};

/// A column without the struct that it is a member of.
struct column_schema {
  std::string name;
  cell_type type;
  std::string unit, says;
  bool nullable, key, compared;
};

struct table_schema {
  std::string name;
  std::string when, says;
  geometry_kind geometry;
  by_month months;
  std::vector<column_schema> columns;
};

/// Tables of one idea.
struct schema_part {
  std::string title;
  std::vector<table_schema> tables;
};

template <typename row>
[[nodiscard]] table_schema described() {
  const row_schema<row>& rows = row::schema();
  table_schema table{rows.table, rows.when, rows.says, rows.geometry, rows.months, {}};
  for (const auto& each : rows.columns)
    table.columns.push_back({each.name, static_cast<cell_type>(each.member.index()),
                             each.means.unit, each.means.says, (each.traits & nullable) != 0,
                             (each.traits & key) != 0, (each.traits & compared) != 0});
  return table;
}

/// All tables but those of months, in the order of the manual.
[[nodiscard]] std::span<const schema_part> result_schema();

/// The table of that name, of months too; none where no result has it.
[[nodiscard]] const table_schema* find_table_schema(std::string_view table);

/// Whether a table is of a study: results of this alone have it.
[[nodiscard]] bool is_of_study(std::string_view table, const std::string& study);

/// The name of a month's rows of a table.
[[nodiscard]] std::string month_table(const std::string& table);

/// Of all tables that a result may have, each followed by that of its months.
[[nodiscard]] std::vector<std::string> names_of_tables();

/// The tables that are kept for every month, in the order of the manual.
[[nodiscard]] std::span<const std::string> monthly_tables();

/// "time_h (h)".
[[nodiscard]] std::string title_of(const column_schema& column);

/// "Mean time on the way. Unit: h."
[[nodiscard]] std::string described_with_unit(const column_schema& column);

}  // namespace amur::result
