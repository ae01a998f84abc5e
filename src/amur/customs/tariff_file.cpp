#include "amur/customs/tariff_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "amur/case/country_codes.h"
#include "amur/customs/commodity_map.h"
#include "amur/customs/country_list.h"
#include "amur/customs/record_file.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::customs {
namespace {

constexpr const char* union_name = "EU";
constexpr text::number_range percent_range{0, 10'000, false, "a number of per cent, 0 to 10000"};

std::string lower_case(std::string text) {
  for (char& each : text) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  return text;
}

// What countries are called in these files, as numbers of one list.
class tariff_countries {
 public:
  bool start(std::span<const std::string> replaced, diagnostics& report) {
    std::vector<std::string> numbers;
    for (const auto& each : replaced) {
      const auto equals = std::min(each.rfind('='), each.size());
      const auto name = each.substr(0, equals);
      if (name.find_first_not_of("0123456789") == std::string::npos) {
        numbers.push_back(each);
        continue;
      }
      const auto alpha3 = each.substr(std::min(equals + 1, each.size()));
      if (!cases::is_known_country(alpha3)) {
        report.error("", 0, "--as", text::shortened(each), "this names no country",
                     "NAME=COUNTRY, such as 'Korea, Rep.=KOR'");
        return false;
      }
      by_name_[lower_case(name)] = alpha3;
    }
    list_ = comtrade_country_list(numbers, report);
    if (!list_) return false;
    for (const auto& alpha3 : list_->countries)
      by_name_.insert({lower_case(cases::country_name(alpha3)), alpha3});
    for (const char* each : {"european union", "eun", "eu", "918", "97"})
      by_name_.insert({each, union_name});
    return true;
  }

  // Alpha-3, "EU", "world", or empty.
  [[nodiscard]] std::string find(const std::string& cell) const {
    const auto text = lower_case(cell);
    if (text == "000" || text == "0" || text == "world" || text == "wld" || text == "w00")
      return "world";
    if (const auto found = by_name_.find(text); found != by_name_.end()) return found->second;
    unsigned code = 1000;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    if (error == std::errc{} && stop == text.data() + text.size() && code < 1000)
      return list_->number_of[code] < 0
                 ? std::string()
                 : list_->countries[static_cast<std::size_t>(list_->number_of[code])];
    return cases::is_known_country(cell) ? cell : std::string();
  }

 private:
  std::optional<country_list> list_;
  std::map<std::string, std::string> by_name_;
};

struct tariff_columns {
  std::size_t importer, exporter, product, year, kind, rate;
};

std::optional<tariff_columns> find_tariff_columns(const record_file& in, diagnostics& report) {
  tariff_columns at{};
  at.importer = in.need({"Reporter_ISO_N", "Reporter", "Reporter ISO", "Reporter Name"}, report);
  at.product = in.need({"ProductCode", "Product", "Product Code"}, report);
  at.year = in.need({"Year", "Tariff Year", "TariffYear"}, report);
  at.rate = in.need({"SimpleAverage", "Simple Average", "AvgDuty"}, report);
  at.exporter = in.find({"Partner", "Partner ISO", "PartnerCode", "Partner Name"});
  at.kind = in.find({"DutyType", "Duty Type"});
  for (const auto each : {at.importer, at.product, at.year, at.rate})
    if (each == record_file::none) return std::nullopt;
  return at;
}

class tariff_reader {
 public:
  tariff_reader(const tariff_countries& known, tariff_lines& made, diagnostics& report)
      : known_(known), made_(made), report_(report) {}

  bool read(const std::filesystem::path& path) {
    auto in = record_file::open(path, report_);
    if (!in) return false;
    const auto at = find_tariff_columns(*in, report_);
    if (!at) return false;
    while (in->next(report_))
      if (++made_.rows; !read_row(*in, *at)) return false;
    return in->good();
  }

 private:
  bool read_row(const record_file& in, const tariff_columns& at) {
    tariff_line line;
    const auto kind = lower_case(in.cell(at.kind));
    if (kind == "bnd") return ++made_.bound > 0;
    line.kind = kind == "ahs" ? duty_kind::applied
                : kind == "prf" || (kind.empty() && at.exporter != record_file::none)
                    ? duty_kind::preferential
                    : duty_kind::most_favoured;
    if (!kind.empty() && kind != "ahs" && kind != "prf" && kind != "mfn")
      return fail(in, at.kind, "this is no kind of duty", "AHS, MFN, PRF, BND");
    const auto importer = known_.find(in.cell(at.importer));
    if (importer.empty() || importer == "world")
      return fail(in, at.importer, "this is no country",
                  "a code of ISO 3166, an English name, or --as NAME=COUNTRY");
    const auto exporter = at.exporter == record_file::none || in.cell(at.exporter).empty()
                              ? std::string("world")
                              : known_.find(in.cell(at.exporter));
    // Groups of beneficiaries, whose members the file doesn't say.
    if (exporter.empty()) return ++made_.of_groups > 0;
    const auto digits = hs_digits(in.cell(at.product));
    if (!digits)
      return fail(in, at.product, "this is no product of the Harmonised System",
                  "2, 4 or 6 digits");
    if (!read_year(in, at, line) || !read_rate(in, at, line)) return false;
    if (std::isnan(line.percent)) return ++made_.without_rate > 0;
    line.importer = number_of(importer);
    line.exporter = exporter == "world" ? tariff_lines::world : number_of(exporter);
    line.digits = static_cast<std::uint8_t>(digits->size());
    line.product =
        static_cast<std::uint32_t>(std::stoul(*digits + std::string(6 - digits->size(), '0')));
    made_.lines.push_back(line);
    return true;
  }

  bool read_year(const record_file& in, const tariff_columns& at, tariff_line& line) {
    const auto& cell = in.cell(at.year);
    const auto [stop, error] = std::from_chars(cell.data(), cell.data() + cell.size(), line.year);
    if (error == std::errc{} && stop == cell.data() + cell.size() && line.year >= 1000 &&
        line.year <= 9999)
      return true;
    return fail(in, at.year, "this is no year", "a year, 1000 to 9999");
  }

  bool read_rate(const record_file& in, const tariff_columns& at, tariff_line& line) {
    const auto& cell = in.cell(at.rate);
    if (cell.empty() || lower_case(cell) == "na" || lower_case(cell) == "nan") {
      line.percent = std::nan("");
      return true;
    }
    std::string problem;
    const auto number = text::parse_number(cell, problem);
    if (number && percent_range.has(*number)) {
      line.percent = *number;
      return true;
    }
    return fail(in, at.rate, number ? "the number is out of range" : problem, percent_range.words);
  }

  std::uint16_t number_of(const std::string& country) {
    const auto next = static_cast<std::uint16_t>(made_.countries.size());
    const auto [place, fresh] = numbers_.insert({country, next});
    if (fresh) made_.countries.push_back(country);
    return place->second;
  }

  bool fail(const record_file& in, std::size_t column, const std::string& message,
            const std::string& allowed) {
    in.error(column, message, allowed, report_);
    return false;
  }

  const tariff_countries& known_;
  tariff_lines& made_;
  diagnostics& report_;
  std::map<std::string, std::uint16_t> numbers_;
};

}  // namespace

std::optional<tariff_lines> read_tariffs(std::span<const std::filesystem::path> files,
                                         std::span<const std::string> replaced,
                                         diagnostics& report) {
  tariff_countries known;
  if (!known.start(replaced, report)) return std::nullopt;
  tariff_lines made;
  tariff_reader reader(known, made, report);
  for (const auto& path : files)
    if (!reader.read(path)) return std::nullopt;
  if (!made.lines.empty()) return made;
  report.error(files.front().filename().string(), 0, "", "", "no row has a duty",
               "rows under the header");
  return std::nullopt;
}

std::vector<std::string> members_of(const std::string& country) {
  if (country != union_name) return {country};
  return {"AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST",
          "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX",
          "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"};
}

}  // namespace amur::customs
