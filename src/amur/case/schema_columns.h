#pragma once
// How a table is declared: column by column, each with the member of the row that it fills.

#include <fmt/format.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "amur/case/case_builder.h"
#include "amur/case/schema.h"

namespace amur::cases {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();
inline constexpr text::number_range longitude_range{-180, 180, false, "a longitude, -180 to 180"};
inline constexpr text::number_range latitude_range{-90, 90, false, "a latitude, -90 to 90"};
inline const std::vector<std::string> false_true = {"false", "true"};

/// A number that must be whole.
[[nodiscard]] inline double checked_whole(const text::typed_row& row, const std::string& column,
                                          text::number_range range, double value) {
  if (value != std::floor(value)) row.error(column, "this is not a whole number", range.words);
  return value;
}

/// Where ids of a kind of row are looked up, and how such a row and its table are called.
template <class Id>
struct id_home {
  id_index<Id> case_builder::*index;
  const char *kind, *table;
};
constexpr id_home<calendar_id> home_of(calendar_id) {
  return {&case_builder::calendars, "calendar", "calendars"};
}
constexpr id_home<node_id> home_of(node_id) { return {&case_builder::nodes, "node", "nodes"}; }
constexpr id_home<mode_id> home_of(mode_id) {
  return {&case_builder::modes, "mode of a link", "links"};
}
constexpr id_home<link_id> home_of(link_id) { return {&case_builder::links, "link", "links"}; }
constexpr id_home<vehicle_id> home_of(vehicle_id) {
  return {&case_builder::vehicles, "vehicle", "vehicles"};
}
constexpr id_home<commodity_id> home_of(commodity_id) {
  return {&case_builder::commodities, "commodity", "commodities"};
}
constexpr id_home<crossing_id> home_of(crossing_id) {
  return {&case_builder::crossings, "crossing", "crossings"};
}
constexpr id_home<trade_region_id> home_of(trade_region_id) {
  return {&case_builder::trade_regions, "region", "regions"};
}
constexpr id_home<trade_sector_id> home_of(trade_sector_id) {
  return {&case_builder::trade_sectors, "sector", "sectors"};
}
constexpr id_home<project_id> home_of(project_id) {
  return {&case_builder::projects, "project", "projects"};
}
constexpr id_home<amur::crossing::shift_id> home_of(amur::crossing::shift_id) {
  return {&case_builder::shifts, "shift", "shifts"};
}
constexpr id_home<amur::crossing::resource_id> home_of(amur::crossing::resource_id) {
  return {&case_builder::resources, "resource", "resources"};
}
constexpr id_home<amur::crossing::stage_id> home_of(amur::crossing::stage_id) {
  return {&case_builder::stages, "stage", "stages"};
}

/// A column that must be filled, or (with `otherwise`) what a blank cell of it means.
[[nodiscard]] inline column_rule column_of(const char* name, cell_type type, const char* says,
                                           const char* otherwise = nullptr) {
  column_rule rule;
  rule.name = name;
  rule.type = type;
  rule.required = otherwise == nullptr;
  if (otherwise) rule.otherwise = otherwise;
  rule.sentence = says;
  return rule;
}
[[nodiscard]] inline column_rule number_of(const char* name, const char* unit,
                                           text::number_range range, const char* says,
                                           const char* otherwise = nullptr,
                                           cell_type type = cell_type::number) {
  auto rule = column_of(name, type, says, otherwise);
  rule.unit = unit;
  rule.range = range;
  return rule;
}
[[nodiscard]] inline column_rule word_of(const char* name, std::vector<std::string> words,
                                         const char* says, const char* otherwise = nullptr) {
  auto rule = column_of(name, cell_type::word, says, otherwise);
  rule.words = std::move(words);
  return rule;
}
[[nodiscard]] inline column_rule reference_of(const char* name, const char* table, const char* says,
                                              const char* otherwise = nullptr) {
  auto rule = column_of(name, cell_type::reference, says, otherwise);
  rule.table = table;
  return rule;
}
[[nodiscard]] inline column_rule as_list(column_rule rule) {
  rule.is_list = true;
  return rule;
}

template <class Wrapped>
void assign(std::optional<Wrapped>& to, double from) {
  to = static_cast<Wrapped>(from);
}
template <class To>
void assign(To& to, double from) {
  to = static_cast<To>(from);
}

/// A table whose rows are read into a `Row`. A member is a pointer to one, or a function that takes
/// a row to one of its parts. Columns with `otherwise` may be blank, and it says what that means.
template <class Row>
class table_schema : public table_rule {
 public:
  using range = text::number_range;
  using reader = std::function<void(case_builder&, const text::typed_row&, Row&)>;

  table_schema(const char* table_name, const char* says) {
    name = table_name;
    sentence = says;
  }
  /// The file must be there in a case with a network, and have rows unless told otherwise.
  table_schema& must_be_there(bool with_rows = true) {
    required_file = true;
    may_be_empty = !with_rows;
    return *this;
  }

  /// A column with a reader of its own; without one it is read beside another.
  table_schema& column(column_rule rule, reader read = {}) {
    columns.push_back(std::move(rule));
    if (read) readers_.push_back(std::move(read));
    return *this;
  }
  /// The id of the row, once in its table.
  template <class Member>
  table_schema& id(Member member, const char* column_name, const char* says) {
    return column(column_of(column_name, cell_type::id, says),
                  [=, table = name](case_builder& in, const auto& row, Row& to) {
                    std::invoke(member, to) = in.new_id(row, column_name, in.seen_ids[table]);
                  });
  }
  template <class Member>
  table_schema& words(Member member, const char* column_name, const char* says,
                      const char* otherwise = nullptr) {
    return column(column_of(column_name, cell_type::text, says, otherwise),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.text(column_name, otherwise == nullptr);
                  });
  }
  template <class Member>
  table_schema& word_list(Member member, const char* column_name, const char* says,
                          const char* otherwise) {
    return column(as_list(column_of(column_name, cell_type::text, says, otherwise)),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.list(column_name);
                  });
  }
  template <class Member>
  table_schema& number(Member member, const char* column_name, const char* unit, range within,
                       const char* says) {
    return column(number_of(column_name, unit, within, says),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.number(column_name, within);
                  });
  }
  template <class Member>
  table_schema& number(Member member, const char* column_name, const char* unit, range within,
                       const char* says, double otherwise) {
    const auto shown = std::isinf(otherwise) ? "unlimited" : fmt::format("{}", otherwise);
    return column(number_of(column_name, unit, within, says, shown.c_str()),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.number(column_name, within, otherwise);
                  });
  }
  /// What a blank cell means follows from the columns before.
  template <class Member>
  table_schema& number(Member member, const char* column_name, const char* unit, range within,
                       const char* says, const char* shown, double (*otherwise)(const Row&)) {
    return column(number_of(column_name, unit, within, says, shown),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.number(column_name, within, otherwise(to));
                  });
  }
  /// Of a member that stays as it is where the cell is blank.
  template <class Member>
  table_schema& number_if(Member member, const char* column_name, const char* unit, range within,
                          const char* says, const char* shown) {
    return column(number_of(column_name, unit, within, says, shown),
                  [=](case_builder&, const auto& row, Row& to) {
                    if (!row.blank(column_name))
                      std::invoke(member, to) = row.number(column_name, within);
                  });
  }
  template <class Member>
  table_schema& whole(Member member, const char* column_name, const char* unit, range within,
                      const char* says) {
    return column(number_of(column_name, unit, within, says, nullptr, cell_type::whole),
                  [=](case_builder&, const auto& row, Row& to) {
                    assign(std::invoke(member, to), checked_whole(row, column_name, within,
                                                                  row.number(column_name, within)));
                  });
  }
  /// As `number_if`.
  template <class Member>
  table_schema& whole_if(Member member, const char* column_name, const char* unit, range within,
                         const char* says, const char* shown) {
    return column(number_of(column_name, unit, within, says, shown, cell_type::whole),
                  [=](case_builder&, const auto& row, Row& to) {
                    if (row.blank(column_name)) return;
                    const double value = row.number(column_name, within);
                    assign(std::invoke(member, to), checked_whole(row, column_name, within, value));
                  });
  }
  /// A list of numbers.
  template <class Member>
  table_schema& numbers(Member member, const char* column_name, const char* unit, range within,
                        const char* says, const char* otherwise = nullptr) {
    return column(as_list(number_of(column_name, unit, within, says, otherwise)),
                  [=](case_builder&, const auto& row, Row& to) {
                    auto given = row.numbers(column_name, within, otherwise == nullptr);
                    if (!given.empty()) std::invoke(member, to) = std::move(given);
                  });
  }
  /// One of some words, in the order of the member's values; the first where the cell is blank.
  template <class Member>
  table_schema& choice(Member member, const char* column_name, std::vector<std::string> allowed,
                       const char* says, bool may_be_blank = true) {
    return column(
        word_of(column_name, allowed, says, may_be_blank ? allowed.front().c_str() : nullptr),
        [=](case_builder&, const auto& row, Row& to) {
          assign(std::invoke(member, to), static_cast<double>(row.choice(column_name, allowed, 0)));
        });
  }
  /// True or false.
  template <class Member>
  table_schema& flag(Member member, const char* column_name, const char* says, bool otherwise) {
    return column(column_of(column_name, cell_type::flag, says, otherwise ? "true" : "false"),
                  [=](case_builder&, const auto& row, Row& to) {
                    std::invoke(member, to) = row.choice(column_name, false_true, otherwise) == 1;
                  });
  }
  template <class Member>
  table_schema& reference(Member member, const char* column_name, const char* says,
                          const char* otherwise = nullptr) {
    using id_type = std::remove_cvref_t<std::invoke_result_t<Member, Row&>>;
    constexpr auto home = home_of(id_type{});
    return column(reference_of(column_name, home.table, says, otherwise),
                  [=](case_builder& in, const auto& row, Row& to) {
                    std::invoke(member, to) = in.resolve_cell(row, column_name, in.*home.index,
                                                              home.kind, otherwise == nullptr);
                  });
  }
  template <class Member>
  table_schema& references(Member member, const char* column_name, const char* says,
                           const char* otherwise = nullptr) {
    using list_type = std::remove_cvref_t<std::invoke_result_t<Member, Row&>>;
    constexpr auto home = home_of(typename list_type::value_type{});
    return column(as_list(reference_of(column_name, home.table, says, otherwise)),
                  [=](case_builder& in, const auto& row, Row& to) {
                    std::invoke(member, to) = in.resolve_list(row, column_name, in.*home.index,
                                                              home.kind, otherwise == nullptr);
                  });
  }
  template <class Member>
  table_schema& country(Member member, const char* says, const char* otherwise = nullptr) {
    return column(column_of("country", cell_type::country, says, otherwise),
                  [=](case_builder& in, const auto& row, Row& to) {
                    std::invoke(member, to) = in.country_of(row, otherwise == nullptr);
                  });
  }
  template <class Member>
  table_schema& countries(Member member, const char* column_name, const char* says,
                          const char* otherwise) {
    return column(as_list(column_of(column_name, cell_type::country, says, otherwise)),
                  [=](case_builder& in, const auto& row, Row& to) {
                    std::invoke(member, to) = in.countries(row, column_name);
                  });
  }
  /// The days in which the row is in force, where `otherwise` says, open where blank.
  template <class Member>
  table_schema& window(Member member, bool recurring = false, const char* otherwise = "open") {
    const auto type = recurring ? cell_type::recurring_day : cell_type::day;
    return column(column_of("from_date", type, "First day of the window.", otherwise))
        .column(column_of("to_date", type, "Last day of the window.", otherwise),
                [=](case_builder& in, const auto& row, Row& to) {
                  std::invoke(member, to) = in.window(row, recurring, otherwise == nullptr);
                });
  }
  /// The columns that tables end with; with `assumed` where a source may not give all columns.
  table_schema& ends(bool with_assumed = false) {
    if (with_assumed)
      column(as_list(column_of("assumed", cell_type::text,
                               "Columns of this row that its source does not give.", "none")));
    return column(reference_of("source", "sources.toml", "Where the figures come from.",
                               "none, which is a warning"))
        .column(column_of("note", cell_type::text, "Anything worth saying; not read.", "none"));
  }

  /// A row with its columns read in their order; its cross-column rules come after.
  [[nodiscard]] Row read(case_builder& in, const text::typed_row& row) const {
    Row result{};
    read_into(in, row, result);
    return result;
  }
  void read_into(case_builder& in, const text::typed_row& row, Row& to) const {
    if constexpr (requires { to.row; }) to.row = row.place().line;
    for (const auto& each : readers_) each(in, row, to);
  }

 private:
  std::vector<reader> readers_;
};

/// Reads each row of a table and hands it on.
template <class Row, class Each>
void for_each_row(case_builder& in, const table_schema<Row>& of, Each&& each) {
  in.for_rows(of.name, [&](const text::typed_row& row) { each(row, of.read(in, row)); });
}

/// Keeps a row that has an id of its own, so that others can name it.
template <class Id, class Row>
void keep_row(case_builder& in, const table_rule& of, const text::typed_row& row, Row& value,
              id_vector<Id, Row>& all, id_index<Id>& index) {
  value.source = in.source_of(row, of.name, value.id);
  in.note_assumed(row, of.name, value.id);
  index[value.id] = Id(all.size());
  all.push_back(std::move(value));
}
/// The same of a row that no other names.
template <class Row>
void keep_row(case_builder& in, const table_rule& of, const text::typed_row& row, Row& value,
              std::vector<Row>& all) {
  value.source = in.source_of(row, of.name, value.id);
  in.note_assumed(row, of.name, value.id);
  all.push_back(std::move(value));
}

}  // namespace amur::cases
