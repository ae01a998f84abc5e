#include "amur/customs/country_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "amur/case/country_codes.h"
#include "amur/customs/record_file.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

constexpr unsigned most_codes = 1000;

struct listed_country {
  std::string alpha3, name;  // alpha3 is empty where there is no such country
};
using listed = std::map<unsigned, listed_country>;

std::optional<unsigned> code_of(std::string_view text) {
  unsigned code = most_codes;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc{} || stop != text.data() + text.size() || code >= most_codes)
    return std::nullopt;
  return code;
}

std::string iso_of(unsigned code) { return cases::alpha3_of(fmt::format("{:03}", code)); }

// CEPII's older lists are in Latin-1.
std::string utf8_of(const std::string& text) {
  if (text::find_invalid_utf8(text) == std::string_view::npos) return text;
  std::string made;
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    if (byte >= 0x80) made += static_cast<char>(0xC0U | (byte >> 6U));
    made += byte < 0x80 ? each : static_cast<char>(0x80U | (byte & 0x3FU));
  }
  return made;
}

// Italy is 381 in lists up to 2022 and 380 in files since, and both go with each other.
void add_other_number_of_italy(listed& codes) {
  constexpr unsigned older = 381, newer = 380;
  if (codes.contains(older))
    codes.insert({newer, codes[older]});
  else if (codes.contains(newer))
    codes.insert({older, codes[newer]});
}

listed iso_codes() {
  listed made;
  for (unsigned code = 1; code < most_codes; ++code)
    if (const auto alpha3 = iso_of(code); !alpha3.empty())
      made[code] = {alpha3, cases::country_name(alpha3)};
  return made;
}

bool replace(listed& in, std::span<const std::string> replaced, diagnostics& report) {
  for (const auto& each : replaced) {
    const auto equals = std::min(each.find('='), each.size());
    const auto code = code_of(std::string_view(each).substr(0, equals));
    const auto alpha3 = each.substr(std::min(equals + 1, each.size()));
    if (!code || !cases::is_known_country(alpha3)) {
      report.error("", 0, "--as", text::shortened(each), "this names no code and country",
                   "CODE=COUNTRY, such as 490=TWN");
      return false;
    }
    in[*code].alpha3 = alpha3;
  }
  return true;
}

country_list numbered(std::string file, const listed& from) {
  country_list made;
  made.file = std::move(file);
  std::set<std::string> countries;
  for (const auto& [code, each] : from)
    if (!each.alpha3.empty()) countries.insert(each.alpha3);
  made.countries.assign(countries.begin(), countries.end());
  made.number_of.fill(country_list::unknown);
  for (const auto& [code, each] : from) {
    made.name_of[code] = each.name;
    const auto place = std::ranges::lower_bound(made.countries, each.alpha3);
    made.number_of[code] = each.alpha3.empty()
                               ? country_list::nowhere
                               : static_cast<std::int16_t>(place - made.countries.begin());
  }
  return made;
}

}  // namespace

std::optional<country_list> read_country_list(const std::filesystem::path& path,
                                              std::span<const std::string> replaced,
                                              diagnostics& report) {
  auto in = record_file::open(path, report);
  if (!in) return std::nullopt;
  const auto code = in->need({"country_code", "code"}, report);
  const auto alpha3 = in->need({"iso_3digit_alpha", "country_iso3", "iso3"}, report);
  const auto name = in->find({"country_name_abbreviation", "country_name", "country_name_full"});
  if (code == record_file::none || alpha3 == record_file::none) return std::nullopt;
  listed codes;
  while (in->next(report)) {
    const auto number = code_of(in->cell(code));
    if (!number) {
      in->error(code, "this is no code of a country", "a whole number, 0 to 999", report);
      return std::nullopt;
    }
    // Countries that are no more, and groups of them, are in such lists too.
    const bool is_country = cases::is_known_country(in->cell(alpha3));
    const listed_country given{is_country ? in->cell(alpha3) : "", utf8_of(in->cell(name))};
    if (!codes.insert({*number, given}).second) {
      in->error(code, "this code stands twice", "each code once", report);
      return std::nullopt;
    }
  }
  if (!in->good()) return std::nullopt;
  add_other_number_of_italy(codes);
  if (!replace(codes, replaced, report)) return std::nullopt;
  if (codes.empty()) {
    report.error(in->file(), 0, "", "", "there is no row", "rows under the header");
    return std::nullopt;
  }
  return numbered(in->file(), codes);
}

std::optional<country_list> iso_country_list(std::span<const std::string> replaced,
                                             diagnostics& report) {
  auto codes = iso_codes();
  if (!replace(codes, replaced, report)) return std::nullopt;
  return numbered("ISO 3166", codes);
}

std::optional<country_list> comtrade_country_list(std::span<const std::string> replaced,
                                                  diagnostics& report) {
  auto codes = iso_codes();
  for (const auto& [code, alpha3] :
       {std::pair(251U, "FRA"), std::pair(381U, "ITA"), std::pair(412U, "XKX"), std::pair(490U, ""),
        std::pair(579U, "NOR"), std::pair(699U, "IND"), std::pair(757U, "CHE"),
        std::pair(842U, "USA")})
    codes[code] = {alpha3, *alpha3 == 0 ? "Other Asia, nes" : cases::country_name(alpha3)};
  if (!replace(codes, replaced, report)) return std::nullopt;
  return numbered("UN Comtrade's codes", codes);
}

std::string iso_instead(const country_list& list, unsigned code) {
  const auto alpha3 = iso_of(code);
  if (alpha3.empty()) return {};
  const auto found = std::ranges::find(list.countries, alpha3);
  if (found == list.countries.end()) return {};
  const auto number = static_cast<std::int16_t>(found - list.countries.begin());
  const auto own = std::ranges::find(list.number_of, number) - list.number_of.begin();
  return fmt::format("this is the ISO 3166 code of {}, which {} gives {}",
                     cases::country_name(alpha3), list.file, own);
}

}  // namespace amur::customs
