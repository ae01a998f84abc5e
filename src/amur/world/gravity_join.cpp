#include "amur/world/gravity_join.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/grouped.h"
#include "amur/text/line_reader.h"
#include "amur/text/text.h"

namespace amur::world {
namespace {

using text::column_file;

struct named_header {
  std::string path, file;
  std::vector<std::string> columns;

  [[nodiscard]] bool has(std::string_view name) const {
    return std::ranges::find(columns, name) != columns.end();
  }
  // The first of these that is there, or empty.
  [[nodiscard]] std::string first_of(std::span<const std::string_view> names) const {
    const auto found = std::ranges::find_if(names, [this](auto name) { return has(name); });
    return found == names.end() ? std::string() : std::string(*found);
  }
};

std::optional<named_header> read_join_header(const std::string& path, diagnostics& report) {
  auto lines = text::line_reader::open(path, report);
  if (!lines) return std::nullopt;
  named_header made{path, lines->file(), {}};
  std::string_view line;
  if (!lines->next(line)) {
    if (lines->good()) report.error(made.file, 0, "", "", "the file is empty", "a header row");
    return std::nullopt;
  }
  diagnostics said_when_read;
  const char separator = text::find_separator(line, made.file, said_when_read);
  std::vector<std::string> cells;
  if (!text::parse_csv_record(line, made.file, 1, separator, cells, report)) return std::nullopt;
  for (const auto& each : cells) made.columns.emplace_back(text::trimmed(each));
  return made;
}

// What the same thing is called in other versions: V202010 and V202102, V202211.
constexpr std::pair<std::string_view, std::string_view> other_names[] = {
    {"distw", "distw_arithmetic"},
    {"distwces", "distw_harmonic"},
    {"rta", "fta_wto"},
    {"colony", "col_dep_ever"}};

std::string other_name_of(const std::string& column, const named_header& in) {
  for (const auto& [one, other] : other_names) {
    if (column == one && in.has(other)) return std::string(other);
    if (column == other && in.has(one)) return std::string(one);
  }
  return {};
}

// Exporter, importer, year.
struct key_columns {
  std::string exporter, importer, year;
};

std::optional<key_columns> find_keys(const named_header& in, diagnostics& report) {
  constexpr std::string_view exporters[] = {"exporter_iso3", "iso3_o", "exporter", "origin",
                                            "iso_o"};
  constexpr std::string_view importers[] = {"importer_iso3", "iso3_d", "importer", "destination",
                                            "iso_d"};
  constexpr std::string_view years[] = {"year"};
  key_columns made;
  const std::tuple<std::string*, std::span<const std::string_view>, const char*> wanted[] = {
      {&made.exporter, exporters, "exporters"},
      {&made.importer, importers, "importers"},
      {&made.year, years, "years"}};
  for (const auto& [to, names, what] : wanted) {
    *to = in.first_of(names);
    if (!to->empty()) continue;
    report.error(in.file, 1, std::string(names.front()), "",
                 fmt::format("there is no column of {} to join by", what),
                 text::join(std::vector<std::string>(names.begin(), names.end()), " or "));
    return std::nullopt;
  }
  return made;
}

// A wanted column: where it is read from, and as which of that file's wanted ones.
struct joined_column {
  bool of_gravity = false;
  std::size_t place = 0;
};

struct join_plan {
  std::vector<text::wanted_number> trade_numbers, gravity_numbers;
  std::vector<std::string> trade_labels, gravity_labels;
  std::vector<joined_column> numbers, labels;
};

std::size_t place_of_label(std::vector<std::string>& labels, const std::string& name) {
  const auto found = std::ranges::find(labels, name);
  if (found != labels.end()) return static_cast<std::size_t>(found - labels.begin());
  labels.push_back(name);
  return labels.size() - 1;
}

// The file that a column is in, by the name that it has there.
std::optional<bool> find_file(std::string& column, const named_header& trade,
                              const named_header& gravity, diagnostics& report) {
  if (trade.has(column)) return false;
  if (gravity.has(column)) return true;
  if (const auto other = other_name_of(column, gravity); !other.empty()) {
    report.warning(gravity.file, 1, column, other,
                   "this version calls the column so, and it is taken");
    column = other;
    return true;
  }
  auto known = trade.columns;
  known.insert(known.end(), gravity.columns.begin(), gravity.columns.end());
  report.error(trade.file, 1, column, "",
               text::with_nearest("neither this file nor " + gravity.file + " has such a column",
                                  column, known),
               text::shortened(text::join(known), 400));
  return std::nullopt;
}

std::optional<join_plan> plan_join(const named_header& trade, const named_header& gravity,
                                   std::span<const text::wanted_number> numbers,
                                   std::span<const std::string> labels, diagnostics& report) {
  join_plan plan;
  for (auto each : numbers) {
    const auto of_gravity = find_file(each.column, trade, gravity, report);
    if (!of_gravity) return std::nullopt;
    auto& to = *of_gravity ? plan.gravity_numbers : plan.trade_numbers;
    plan.numbers.push_back({*of_gravity, to.size()});
    to.push_back(std::move(each));
  }
  for (auto each : labels) {
    const auto of_gravity = find_file(each, trade, gravity, report);
    if (!of_gravity) return std::nullopt;
    auto& to = *of_gravity ? plan.gravity_labels : plan.trade_labels;
    plan.labels.push_back({*of_gravity, place_of_label(to, each)});
  }
  return plan;
}

// Labels of two files by one numbering: what both call alike is alike.
class shared_labels {
 public:
  // [level of the column] its number
  std::vector<std::uint64_t> number(const text::label_column& column) {
    std::vector<std::uint64_t> made;
    for (const auto& label : column.label)
      made.push_back(numbers_.insert({label, numbers_.size()}).first->second);
    return made;
  }

 private:
  std::unordered_map<std::string, std::uint64_t> numbers_;
};

// [row] exporter, importer and year as one number.
std::vector<std::uint64_t> keys_of(const column_file& file, std::span<const std::size_t> columns,
                                   shared_labels& countries, shared_labels& years) {
  constexpr unsigned bits = 21;
  const auto exporter = countries.number(file.labels[columns[0]]);
  const auto importer = countries.number(file.labels[columns[1]]);
  const auto year = years.number(file.labels[columns[2]]);
  std::vector<std::uint64_t> keys(file.line.size());
  for (std::size_t row = 0; row < keys.size(); ++row)
    keys[row] = (exporter[file.labels[columns[0]].level[row]] << (2 * bits)) |
                (importer[file.labels[columns[1]].level[row]] << bits) |
                year[file.labels[columns[2]].level[row]];
  return keys;
}

std::string pair_of(const column_file& file, std::span<const std::size_t> columns,
                    std::size_t row) {
  const auto word = [&](std::size_t c) {
    return file.labels[columns[c]].label[file.labels[columns[c]].level[row]];
  };
  return word(0) + "-" + word(1) + " " + word(2);
}

// Gravity's rows by their keys: of a country that changed, the one that existed.
std::optional<std::unordered_map<std::uint64_t, std::size_t>> index_gravity(
    const column_file& gravity, std::span<const std::size_t> columns,
    const std::vector<std::uint64_t>& keys, const std::vector<std::size_t>& existence,
    diagnostics& report) {
  std::unordered_map<std::uint64_t, std::size_t> row_of;
  row_of.reserve(keys.size());
  for (std::size_t row = 0; row < keys.size(); ++row) {
    if (std::ranges::any_of(existence,
                            [&](std::size_t column) { return gravity.numbers[column][row] == 0; }))
      continue;
    const auto [first, fresh] = row_of.insert({keys[row], row});
    if (fresh) continue;
    report.error(gravity.file, gravity.line[row], "", pair_of(gravity, columns, row),
                 fmt::format("this pair and year stand in row {} too", gravity.line[first->second]),
                 "one row for an exporter, an importer and a year");
    return std::nullopt;
  }
  return row_of;
}

using matched_rows = std::vector<std::pair<std::size_t, std::size_t>>;  // of trade, of Gravity

// Rows of trade with those that Gravity has of them; empty, and reported, where there is none.
std::optional<matched_rows> matched(const column_file& trade, const column_file& gravity,
                                    const std::vector<std::uint64_t>& trade_key,
                                    const std::unordered_map<std::uint64_t, std::size_t>& row_of,
                                    std::span<const std::size_t> in_trade,
                                    text::missing_rule missing, diagnostics& report) {
  matched_rows rows;
  std::size_t first_alone = trade.line.size();
  for (std::size_t row = 0; row < trade_key.size(); ++row) {
    const auto found = row_of.find(trade_key[row]);
    if (found != row_of.end())
      rows.emplace_back(row, found->second);
    else
      first_alone = std::min(first_alone, row);
  }
  if (const auto alone = trade.line.size() - rows.size(); alone > 0) {
    const auto message =
        fmt::format("{} {} left out: {} has no such exporter, importer and year, or not all values",
                    text::grouped(static_cast<double>(alone)), alone == 1 ? "row is" : "rows are",
                    gravity.file);
    const bool is_error = missing == text::missing_rule::refused || rows.empty();
    report.add({is_error ? severity::error : severity::warning, trade.file, trade.line[first_alone],
                "", pair_of(trade, in_trade, first_alone), message, "pairs of both files"});
    if (is_error) return std::nullopt;
  }
  return rows;
}

column_file joined(const column_file& trade, const column_file& gravity, const join_plan& plan,
                   const matched_rows& rows) {
  column_file made;
  made.file = trade.file;
  made.left_out = trade.left_out + trade.line.size() - rows.size();
  for (const auto& [of_gravity, place] : plan.numbers) {
    const auto& from = (of_gravity ? gravity : trade).numbers[place];
    auto& to = made.numbers.emplace_back();
    for (const auto& [in_trade, in_gravity] : rows)
      to.push_back(from[of_gravity ? in_gravity : in_trade]);
    made.missing.push_back(of_gravity ? 0 : trade.missing[place]);
  }
  for (const auto& [of_gravity, place] : plan.labels) {
    const auto& from = (of_gravity ? gravity : trade).labels[place];
    auto& to = made.labels.emplace_back();
    to.label = from.label;
    for (const auto& [in_trade, in_gravity] : rows)
      to.level.push_back(from.level[of_gravity ? in_gravity : in_trade]);
    made.missing.push_back(of_gravity ? 0 : trade.missing[plan.trade_numbers.size() + place]);
  }
  for (const auto& row : rows) made.line.push_back(trade.line[row.first]);
  return made;
}

}  // namespace

std::optional<column_file> read_with_gravity(const joined_files& files,
                                             std::span<const text::wanted_number> numbers,
                                             std::span<const std::string> labels,
                                             text::missing_rule missing, diagnostics& report) {
  const auto trade_header = read_join_header(files.trade, report);
  const auto gravity_header = trade_header ? read_join_header(files.gravity, report) : std::nullopt;
  if (!gravity_header) return std::nullopt;
  const auto trade_keys = find_keys(*trade_header, report);
  const auto gravity_keys = find_keys(*gravity_header, report);
  if (!trade_keys || !gravity_keys) return std::nullopt;
  auto plan = plan_join(*trade_header, *gravity_header, numbers, labels, report);
  if (!plan) return std::nullopt;
  std::vector<std::size_t> in_trade, in_gravity, existence;
  for (const auto* each : {&trade_keys->exporter, &trade_keys->importer, &trade_keys->year})
    in_trade.push_back(place_of_label(plan->trade_labels, *each));
  for (const auto* each : {&gravity_keys->exporter, &gravity_keys->importer, &gravity_keys->year})
    in_gravity.push_back(place_of_label(plan->gravity_labels, *each));
  for (const char* each : {"country_exists_o", "country_exists_d"})
    if (gravity_header->has(each)) {
      existence.push_back(plan->gravity_numbers.size());
      plan->gravity_numbers.push_back({each, {0, 1, false, "0 or 1"}});
    }
  const auto trade =
      text::read_columns(files.trade, plan->trade_numbers, plan->trade_labels, missing, report);
  if (!trade) return std::nullopt;
  // Gravity has holes wherever it looks; they matter where trade meets them.
  const auto gravity =
      text::read_columns(files.gravity, plan->gravity_numbers, plan->gravity_labels,
                         text::missing_rule::left_out, report);
  if (!gravity) return std::nullopt;
  shared_labels countries, years;
  const auto trade_key = keys_of(*trade, in_trade, countries, years);
  const auto gravity_key = keys_of(*gravity, in_gravity, countries, years);
  const auto row_of = index_gravity(*gravity, in_gravity, gravity_key, existence, report);
  if (!row_of) return std::nullopt;
  const auto rows = matched(*trade, *gravity, trade_key, *row_of, in_trade, missing, report);
  if (!rows) return std::nullopt;
  return joined(*trade, *gravity, *plan, *rows);
}

}  // namespace amur::world
