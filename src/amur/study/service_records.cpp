#include "amur/study/service_records.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "amur/base/date.h"
#include "amur/base/table.h"
#include "amur/text/csv.h"
#include "amur/text/typed_row.h"

namespace amur::study {
namespace {

constexpr const char* moment_words = "YYYY-MM-DD HH:MM, or with seconds HH:MM:SS";

std::optional<int> two_digits(std::string_view text, int most) {
  int value = 0;
  if (text.size() != 2) return std::nullopt;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + 2, value);
  if (problem != std::errc{} || end != text.data() + 2 || value < 0 || value > most)
    return std::nullopt;
  return value;
}

// Minutes since 1970.
std::optional<double> moment_of(std::string_view text) {
  if (text.size() != 16 && text.size() != 19) return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  const auto hour = two_digits(text.substr(11, 2), 23), minute = two_digits(text.substr(14, 2), 59);
  const auto second =
      text.size() == 19 ? two_digits(text.substr(17, 2), 59) : std::optional<int>(0);
  const bool split = (text[10] == ' ' || text[10] == 'T') && text[13] == ':' &&
                     (text.size() == 16 || text[16] == ':');
  if (!day || !hour || !minute || !second || !split) return std::nullopt;
  const std::chrono::sys_days days = std::chrono::year(day->year) / day->month / day->day;
  return 1440 * static_cast<double>(days.time_since_epoch().count()) + *hour * 60 + *minute +
         *second / 60.0;
}

std::optional<double> between(const text::typed_row& row) {
  const auto moment = [&](const char* column) {
    const auto found = moment_of(row.text(column));
    if (!found) row.error(column, "this is no moment", moment_words);
    return found;
  };
  const auto begin = moment("begin"), end = moment("end");
  if (!begin || !end) return std::nullopt;
  if (*end < *begin) {
    row.error("end", "it ends before it begins", "a moment from 'begin' on");
    return std::nullopt;
  }
  return *end - *begin;
}

}  // namespace

std::optional<service_records> read_service_records(const std::filesystem::path& path,
                                                    diagnostics& report) {
  const auto name = path.filename().string();
  const auto text = text::read_file(path, name, report);
  const auto records = text ? text::parse_csv(*text, name, report) : std::nullopt;
  if (!records) return std::nullopt;
  const auto has = [&](const char* column) { return records->column(column) != table::npos; };
  const bool durations = has("time_min");
  if (!durations && !(has("begin") && has("end"))) {
    report.error(name, 1, "time_min", "", "nothing says how long a service took",
                 "a column time_min, or begin and end");
    return std::nullopt;
  }
  service_records found;
  for (const auto& at : records->rows) {
    const text::typed_row row(*records, at, report);
    if (durations ? row.blank("time_min") : row.blank("begin") || row.blank("end")) {
      ++found.left_out;
      continue;
    }
    const auto minutes =
        durations ? std::optional(row.number("time_min", text::not_negative)) : between(row);
    if (!minutes) continue;
    const auto stage = row.text("stage_id");
    auto into = std::ranges::find(found.stages, stage, &stage_times::stage);
    if (into == found.stages.end()) {
      found.stages.push_back({stage, {}});
      into = found.stages.end() - 1;
    }
    into->minutes.push_back(*minutes);
  }
  if (report.has_errors()) return std::nullopt;
  if (found.stages.empty()) {
    report.error(name, 0, "", "", "no row has a time");
    return std::nullopt;
  }
  return found;
}

}  // namespace amur::study
