#include "amur/compose/defaults.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/case/schema_columns.h"
#include "amur/case/starter_tables.h"
#include "amur/compose/foreign_table.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::compose {
namespace {

constexpr const char* modes_word = "modes";

struct default_kind {
  const char *what, *unit;
  text::number_range range;
};

constexpr default_kind kinds[] = {{"payload_t", "t", text::positive},
                                  {"cost_usd_per_km", "USD/km", text::not_negative},
                                  {"cost_usd_per_h", "USD/h", text::not_negative},
                                  {"pce", "cars", text::positive},
                                  {"loading_usd_per_t", "USD/t", text::not_negative},
                                  {"loading_h", "h", text::not_negative},
                                  {"connector_speed_kmh", "km/h", text::positive},
                                  {"connector_detour", "road km per km", text::positive},
                                  {"crossing_wait_h", "h", text::not_negative},
                                  {"time_share_of_value_per_day", "1/day", text::share_range},
                                  {"dispersion_usd_per_t", "USD/t", text::positive},
                                  {"value_usd_per_t", "USD/t", text::not_negative},
                                  {modes_word, "list", text::any_number}};

const default_kind* find_kind(const std::string& what) {
  const auto* found =
      std::ranges::find_if(kinds, [&what](const default_kind& each) { return what == each.what; });
  return found == std::end(kinds) ? nullptr : found;
}

std::vector<std::string> known_kinds() {
  std::vector<std::string> words;
  for (const auto& kind : kinds) words.emplace_back(kind.what);
  return words;
}

void add_default(defaults_table& table, const char* what, const std::string& of,
                 const std::string& value, const char* because) {
  table.rows.push_back({what, of, value, find_kind(what)->unit, because});
}

defaults_table built_in() {
  defaults_table table;
  const char* const round = "a round figure to start from";
  for (const auto& with : cases::starter_carriers()) {
    const std::string of = *with.mode == 0 ? "*" : with.mode;
    const auto add = [&](const char* what, double number) {
      add_default(table, what, of, fmt::format("{}", number), round);
    };
    add("payload_t", with.payload_t);
    add("cost_usd_per_km", with.cost_usd_per_km);
    add("cost_usd_per_h", with.cost_usd_per_h);
    add("pce", with.pce);
    add("loading_usd_per_t", with.load_usd_per_t);
    add("loading_h", with.load_h);
  }
  add_default(table, "connector_speed_kmh", "*", "30", "streets of a town and its surroundings");
  add_default(table, "connector_detour", "*", "1.3",
              "roads of settled land are 1.2 to 1.4 times as long as the straight line");
  add_default(table, "crossing_wait_h", "*", "4", round);
  add_default(table, "crossing_wait_h", "pipeline", "0", "nobody stops");
  add_default(
      table, "time_share_of_value_per_day", "*", "0.001",
      "interest and depreciation; manufactures lose 0.006 to 0.021 (Hummels and Schaur 2013, "
      "American Economic Review 103(7))");
  add_default(table, "dispersion_usd_per_t", "*", "5", round);
  add_default(table, "value_usd_per_t", "*", "1000",
              "where the trade table has tonnes without value");
  add_default(table, modes_word, "*", "road;rail;river;ferry;sea",
              "pipelines take what they are for");
  return table;
}

const default_value* find_row(const defaults_table& table, std::string_view what,
                              const std::string& of) {
  const auto found = std::ranges::find_if(
      table.rows, [&](const default_value& row) { return row.what == what && row.of == of; });
  return found == table.rows.end() ? nullptr : &*found;
}

const cases::table_rule& defaults_rule() {
  static const auto rule = [] {
    auto unit = cases::column_of("unit", cases::cell_type::text, "");
    auto because = cases::column_of("because", cases::cell_type::text, "");
    unit.required = because.required = false;
    return cases::table_rule{"defaults",
                             "",
                             true,
                             true,
                             {cases::column_of("what", cases::cell_type::word, ""),
                              cases::column_of("of", cases::cell_type::text, ""),
                              cases::column_of("value", cases::cell_type::text, ""),
                              std::move(unit), std::move(because)}};
  }();
  return rule;
}

std::optional<default_value> default_in(const text::typed_row& row) {
  default_value made{row.text("what", true), row.text("of", true), row.text("value", true),
                     row.text("unit"), row.text("because")};
  const auto* const kind = find_kind(made.what);
  if (!kind) {
    const auto words = known_kinds();
    row.error("what", made.what, text::with_nearest("there is no such default", made.what, words),
              text::join(words));
    return std::nullopt;
  }
  if (!made.unit.empty() && made.unit != kind->unit)
    row.error("unit", made.unit, "this value is in another unit", kind->unit);
  made.unit = kind->unit;
  if (made.what != modes_word) (void)row.number("value", kind->range);
  if (made.because.empty()) made.because = "a file of defaults";
  return made;
}

}  // namespace

double defaults_table::number(std::string_view what, const std::string& of) const {
  const auto* row = find_row(*this, what, of.substr(0, of.find('_')));
  if (!row) row = find_row(*this, what, of);
  if (!row) row = find_row(*this, what, "*");
  return text::parse_number(row->value).value_or(0);
}

std::vector<std::string> defaults_table::modes_of(const std::string& commodity) const {
  const auto* row = find_row(*this, modes_word, commodity);
  if (!row) row = find_row(*this, modes_word, "*");
  return text::split_list(row->value);
}

const defaults_table& usual_defaults() {
  static const auto table = built_in();
  return table;
}

std::optional<defaults_table> read_defaults(const std::filesystem::path& path,
                                            diagnostics& report) {
  const auto before = report.count(severity::error);
  const auto file = read_foreign_table(path, defaults_rule(), {}, report);
  if (!file) return std::nullopt;
  auto table = usual_defaults();
  for (const auto& row : file->cells.rows) {
    const auto given = default_in(text::typed_row(file->cells, row, report));
    if (!given) continue;
    const auto at = std::ranges::find_if(table.rows, [&given](const default_value& each) {
      return each.what == given->what && each.of == given->of;
    });
    if (at == table.rows.end())
      table.rows.push_back(*given);
    else
      *at = *given;
  }
  if (report.count(severity::error) > before) return std::nullopt;
  return table;
}

std::string csv_of(const defaults_table& table) {
  std::string csv = "what,of,value,unit,because\n";
  for (const auto& row : table.rows)
    csv += fmt::format("{},{},{},{},{}\n", row.what, text::csv_cell(row.of), row.value, row.unit,
                       text::csv_cell(row.because));
  return csv;
}

}  // namespace amur::compose
