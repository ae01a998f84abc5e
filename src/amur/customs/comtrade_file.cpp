#include "amur/customs/comtrade_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "amur/customs/record_file.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

// [field] its names: since 2023, in older downloads, in the older API.
const std::array<std::vector<std::string_view>, comtrade_fields>& comtrade_names() {
  static const std::array<std::vector<std::string_view>, comtrade_fields> names = {{
      {"refYear", "Year", "yr"},
      {"period", "Period"},
      {"freqCode"},
      {"flowCode", "Trade Flow Code", "rgCode", "Trade Flow", "flowDesc", "rgDesc"},
      {"reporterCode", "Reporter Code", "rtCode"},
      {"reporterISO", "Reporter ISO", "rt3ISO"},
      {"partnerCode", "Partner Code", "ptCode"},
      {"partnerISO", "Partner ISO", "pt3ISO"},
      {"partnerDesc", "Partner", "ptTitle"},
      {"classificationCode", "Classification", "pfCode"},
      {"cmdCode", "Commodity Code"},
      {"primaryValue", "Trade Value (US$)", "TradeValue"},
      {"netWgt", "Netweight (kg)", "NetWeight"},
      {"isNetWgtEstimated"},
      {"partner2Code"},
      {"customsCode"},
      {"motCode"},
  }};
  return names;
}

// What a record can't do without; a country may be given by either of its two codes.
bool has_needed(const std::function<bool(comtrade_field)>& has, const std::string& file,
                std::size_t row, diagnostics& report) {
  for (const auto& [one, other] :
       {std::pair(comtrade_year, comtrade_period), std::pair(comtrade_flow, comtrade_flow),
        std::pair(comtrade_reporter_iso, comtrade_reporter),
        std::pair(comtrade_partner_iso, comtrade_partner),
        std::pair(comtrade_product, comtrade_product), std::pair(comtrade_value, comtrade_value),
        std::pair(comtrade_weight, comtrade_weight)}) {
    if (has(one) || has(other)) continue;
    std::vector<std::string> allowed(comtrade_names()[one].begin(), comtrade_names()[one].end());
    if (other != one)
      allowed.insert(allowed.end(), comtrade_names()[other].begin(), comtrade_names()[other].end());
    report.error(file, row, allowed.front(), "", "there is no such column",
                 "a column named " + text::join(allowed, " or "));
    return false;
  }
  return true;
}

bool read_comtrade_csv(const std::filesystem::path& path,
                       const std::function<bool(const comtrade_record&)>& each,
                       diagnostics& report) {
  auto in = record_file::open(path, report);
  if (!in) return false;
  std::array<std::size_t, comtrade_fields> place{};
  comtrade_record record;
  record.file = in->file();
  for (std::size_t field = 0; field < comtrade_fields; ++field) {
    place[field] = in->find(comtrade_names()[field]);
    if (place[field] != record_file::none) record.names[field] = in->header()[place[field]];
  }
  if (!has_needed([&place](comtrade_field field) { return place[field] != record_file::none; },
                  in->file(), 1, report))
    return false;
  while (in->next(report)) {
    for (std::size_t field = 0; field < comtrade_fields; ++field)
      record.cells[field] = in->cell(place[field]);
    record.line = in->line();
    ++record.number;
    if (!each(record)) return false;
  }
  return in->good();
}

std::string cell_of(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  return {};
}

void fill_record(const nlohmann::json& object, comtrade_record& record) {
  for (std::size_t field = 0; field < comtrade_fields; ++field) {
    record.cells[field].clear();
    record.names[field].clear();
    for (const auto name : comtrade_names()[field]) {
      const auto found = object.find(std::string(name));
      if (found == object.end()) continue;
      record.names[field] = name;
      record.cells[field] = text::trimmed(cell_of(*found));
      break;
    }
  }
}

bool read_comtrade_json(const std::filesystem::path& path, const std::string& content,
                        const std::function<bool(const comtrade_record&)>& each,
                        diagnostics& report) {
  comtrade_record record;
  record.file = path.filename().string();
  bool good = true;
  // A record is done with when its object ends, so all are never in memory at once.
  const auto take = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& value) {
    if (event != nlohmann::json::parse_event_t::object_end || !value.contains("cmdCode"))
      return true;
    if (!good) return false;
    fill_record(value, record);
    ++record.number;
    good = (record.number > 1 ||
            has_needed([&record](comtrade_field field) { return !record.names[field].empty(); },
                       record.file, 0, report)) &&
           each(record);
    return false;
  };
  try {
    [[maybe_unused]] const auto rest = nlohmann::json::parse(content, take);
  } catch (const nlohmann::json::parse_error& problem) {
    const auto end = std::min<std::size_t>(problem.byte, content.size());
    const auto line =
        1 + std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    report.error(record.file, static_cast<std::size_t>(line), "", "",
                 problem.byte >= content.size() ? "the JSON ends before it is complete (truncated?)"
                                                : fmt::format("this is no JSON, at byte {}", end),
                 "a JSON document of Comtrade");
    return false;
  }
  if (good && record.number == 0)
    report.error(record.file, 0, "", "", "there is no record", "records with a cmdCode under data");
  return good && record.number > 0;
}

}  // namespace

void comtrade_record::error(comtrade_field field, const std::string& message,
                            const std::string& allowed, diagnostics& report) const {
  const auto& name = names[field];
  report.error(file, line, line > 0 ? name : fmt::format("data[{}].{}", number - 1, name),
               text::shortened(cells[field]), message, allowed);
}

bool for_each_comtrade_record(const std::filesystem::path& path,
                              const std::function<bool(const comtrade_record&)>& each,
                              diagnostics& report) {
  if (path.extension() != ".json") return read_comtrade_csv(path, each, report);
  const auto content = text::read_file(path, path.filename().string(), report);
  return content && read_comtrade_json(path, *content, each, report);
}

}  // namespace amur::customs
