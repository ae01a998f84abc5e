#include "amur/customs/comtrade_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>

#include "amur/customs/commodity_map.h"
#include "amur/customs/millionths.h"

namespace amur::customs {
namespace {

std::string lower(std::string text) {
  for (char& each : text) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  return text;
}

enum class flow_kind { imports, exports, part_of_these, unknown };

flow_kind kind_of_flow(const std::string& cell) {
  const auto word = lower(cell);
  if (word == "m" || word == "1" || word == "import" || word == "imports")
    return flow_kind::imports;
  if (word == "x" || word == "2" || word == "export" || word == "exports")
    return flow_kind::exports;
  // Re-exports, domestic exports, goods for processing.
  for (const char* each : {"3", "4", "rx", "rm", "dx", "fm", "mip", "xip", "mop", "xop"})
    if (word == each) return flow_kind::part_of_these;
  for (const char* each : {"re-", "domestic", "foreign"})
    if (word.starts_with(each)) return flow_kind::part_of_these;
  return flow_kind::unknown;
}

}  // namespace

comtrade_reader::party comtrade_reader::find_country(const std::string& code,
                                                     const std::string& iso,
                                                     std::uint16_t& country) const {
  unsigned number = 1000;
  const auto [stop, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  if (error != std::errc{} || stop != code.data() + code.size()) number = 1000;
  if (number == 0 || iso == "W00" || iso == "WLD") return party::world;
  if (number >= 1000 && iso == "S19") number = 490;
  if (number < 1000 && countries_.number_of[number] >= 0) {
    country = static_cast<std::uint16_t>(countries_.number_of[number]);
    return party::country;
  }
  const auto found = std::ranges::lower_bound(countries_.countries, iso);
  if (found == countries_.countries.end() || *found != iso) return party::nowhere;
  country = static_cast<std::uint16_t>(found - countries_.countries.begin());
  return party::country;
}

comtrade_reader::reading comtrade_reader::read_year(const comtrade_record& record,
                                                    comtrade_row& row) {
  const auto& period = record.cells[comtrade_period];
  const bool is_monthly = lower(record.cells[comtrade_frequency]) == "m";
  if (is_monthly || period.size() == 6) {
    record.error(is_monthly ? comtrade_frequency : comtrade_period, "this is a month's trade",
                 "yearly data", report_);
    return reading::wrong;
  }
  const auto field = record.cells[comtrade_year].empty() ? comtrade_period : comtrade_year;
  const auto& text = record.cells[field];
  int year = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), year);
  if (error != std::errc{} || stop != text.data() + text.size() || year < 1000 || year > 9999) {
    record.error(field, "this is no year", "a year, 1000 to 9999", report_);
    return reading::wrong;
  }
  row.year = static_cast<std::uint16_t>(year);
  years_seen_.insert(year);
  const bool is_wanted =
      request_.years.empty() || std::ranges::any_of(request_.years, [year](const year_range& of) {
        return year >= of.first && year <= of.second;
      });
  if (is_wanted) years_.insert(year);
  if (!is_wanted) ++made.rows_of_other_years;
  return is_wanted ? reading::kept : reading::left_out;
}

comtrade_reader::reading comtrade_reader::read_flow(const comtrade_record& record,
                                                    comtrade_row& row) {
  const auto kind = kind_of_flow(record.cells[comtrade_flow]);
  if (kind == flow_kind::unknown) {
    record.error(comtrade_flow, "this is no flow", "M or X, imports or exports", report_);
    return reading::wrong;
  }
  row.is_import = kind == flow_kind::imports;
  if (kind == flow_kind::part_of_these) {
    ++made.repeats.other_flows;
    return reading::left_out;
  }
  for (const auto& [field, total] :
       {std::pair(comtrade_second_partner, "0"), std::pair(comtrade_customs, "C00"),
        std::pair(comtrade_transport, "0")})
    if (!record.cells[field].empty() && record.cells[field] != total) {
      ++made.repeats.details;
      return reading::left_out;
    }
  return reading::kept;
}

comtrade_reader::reading comtrade_reader::read_product(const comtrade_record& record,
                                                       comtrade_row& row) {
  const auto classification = lower(record.cells[comtrade_classification]);
  if (!classification.empty() && classification[0] != 'h') {
    record.error(comtrade_classification, "this is not the Harmonised System", "HS, H0 to H6",
                 report_);
    return reading::wrong;
  }
  const auto product = lower(record.cells[comtrade_product]);
  if (product == "total" || product == "all" || product.starts_with("ag")) {
    ++made.repeats.totals;
    return reading::left_out;
  }
  const auto digits = hs_digits(product);
  if (!digits) {
    record.error(comtrade_product, "this is no product of the Harmonised System",
                 "2, 4 or 6 digits, or TOTAL", report_);
    return reading::wrong;
  }
  row.digits = static_cast<std::uint8_t>(digits->size());
  row.product =
      static_cast<std::uint32_t>(std::stoul(*digits + std::string(6 - digits->size(), '0')));
  return reading::kept;
}

comtrade_reader::reading comtrade_reader::read_amounts(const comtrade_record& record,
                                                       comtrade_row& row) {
  const auto& value = record.cells[comtrade_value];
  const auto usd = parse_millionths(value);
  if (!usd || *usd < 0) {
    record.error(comtrade_value,
                 value.empty() ? "the value is missing"
                 : usd         ? "this is negative"
                               : "this is no number",
                 "a number of USD >= 0, up to 9e12", report_);
    return reading::wrong;
  }
  row.value = (*usd + 500) / 1000;
  const auto weight = lower(record.cells[comtrade_weight]);
  const auto kg = weight.empty() || weight == "na" || weight == "null"
                      ? std::optional<std::int64_t>(0)
                      : parse_millionths(weight);
  if (!kg || *kg < 0) {
    record.error(comtrade_weight, kg ? "this is negative" : "this is no number",
                 "a number of kg >= 0, up to 9e12, or blank", report_);
    return reading::wrong;
  }
  row.quantity = *kg > 0 ? (*kg + 500) / 1000 : -1;  // 0 stands for unknown
  const auto estimated = lower(record.cells[comtrade_weight_is_estimated]);
  row.weight_is_estimated = estimated == "true" || estimated == "1";
  return reading::kept;
}

comtrade_reader::reading comtrade_reader::read_countries(const comtrade_record& record,
                                                         comtrade_row& row) {
  const auto& cells = record.cells;
  std::uint16_t reporter = 0, partner = 0;
  const auto of = find_country(cells[comtrade_reporter], cells[comtrade_reporter_iso], reporter);
  const auto with = find_country(cells[comtrade_partner], cells[comtrade_partner_iso], partner);
  if (of == party::world || with == party::world) {
    ++made.repeats.of_world;
    return reading::left_out;
  }
  if (of == party::nowhere || with == party::nowhere) {
    const bool is_reporter = of == party::nowhere;
    const auto& code = cells[is_reporter ? comtrade_reporter : comtrade_partner];
    const auto& iso = cells[is_reporter ? comtrade_reporter_iso : comtrade_partner_iso];
    auto& [name, value] = nowhere_[code.empty() ? iso : code];
    if (!is_reporter) name = cells[comtrade_partner_name];
    // Headings and their parts would both count, and so would both sides.
    if (row.digits == 6 && !add_to(value, row.value)) value = INT64_MAX;
    return reading::left_out;
  }
  if (reporter == partner) {
    ++made.domestic.rows;
    if (row.digits == 6) made.domestic.value_usd += static_cast<double>(row.value) / 1e3;
    return reading::left_out;
  }
  row.origin = row.is_import ? partner : reporter;
  row.destination = row.is_import ? reporter : partner;
  if (row.value > 0 || row.quantity > 0) return reading::kept;
  ++made.empty_rows;
  return reading::left_out;
}

comtrade_reader::reading comtrade_reader::read(const comtrade_record& record) {
  comtrade_row row;
  ++made.rows;
  for (const auto step :
       {&comtrade_reader::read_year, &comtrade_reader::read_flow, &comtrade_reader::read_product,
        &comtrade_reader::read_amounts, &comtrade_reader::read_countries})
    if (const auto result = (this->*step)(record, row); result != reading::kept) return result;
  row.file = static_cast<std::uint32_t>(files.size());
  row.line = static_cast<std::uint32_t>(record.line > 0 ? record.line : record.number);
  rows.push_back(row);
  return reading::kept;
}

// Leaves out headings whose parts are there; false where a row stands twice.
bool comtrade_reader::keep_each_once() {
  std::ranges::sort(rows, [](const comtrade_row& a, const comtrade_row& b) {
    return a.order() != b.order() ? a.order() < b.order()
                                  : std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const auto &first = rows[row - 1], &again = rows[row];
    if (first.order() != again.order()) continue;
    report_.error(
        files[again.file], again.line, "", product_digits(again.product),
        fmt::format("this trade stands in row {} of {} too", first.line, files[first.file]),
        "one row for a reporter, a partner, a flow, a product and a year");
    return false;
  }
  constexpr std::uint32_t products_in[] = {0, 0, 10'000, 0, 100, 0, 1};  // [digits]
  std::size_t kept = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto each = rows[row];
    const auto* next = row + 1 < rows.size() ? &rows[row + 1] : nullptr;
    const bool has_parts = next && next->pair() == each.pair() &&
                           next->is_import == each.is_import && next->digits > each.digits &&
                           next->product - each.product < products_in[each.digits];
    if (has_parts)
      ++made.repeats.headings;
    else
      rows[kept++] = each;
  }
  rows.resize(kept);
  return true;
}

bool comtrade_reader::tell_years() {
  made.years.assign(years_.begin(), years_.end());
  for (const auto& [first, last] : request_.years)
    for (int year = first; year <= last; ++year)
      if (!years_seen_.contains(year)) {
        report_.error(files.front(), 0, "--years", std::to_string(year),
                      "no file has a row of this year", "years of the files");
        return false;
      }
  return true;
}

bool comtrade_reader::read_files() {
  for (const auto& path : request_.files) {
    const bool good = for_each_comtrade_record(
        path, [this](const comtrade_record& record) { return read(record) != reading::wrong; },
        report_);
    files.push_back(path.filename().string());
    if (!good) return false;
  }
  made.files = files.size();
  for (const auto& [code, each] : nowhere_)
    made.nowhere.push_back({code, each.first, static_cast<double>(each.second) / 1e3});
  std::ranges::stable_sort(made.nowhere, std::ranges::greater{}, &named_value::value_usd);
  return tell_years() && keep_each_once();
}

}  // namespace amur::customs
