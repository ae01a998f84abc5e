#pragma once
// CSV tables of trade as columns of numbers.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "amur/text/csv.h"
#include "amur/trade/gravity.h"
#include "amur/trade/many_sector.h"

namespace amur::test {

struct text_columns {
  std::map<std::string, std::vector<std::string>> text;
  std::size_t rows = 0;

  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    std::vector<double> values;
    for (const auto& cell : text.at(name)) values.push_back(std::stod(cell));
    return values;
  }
};

inline text_columns read_columns(const std::filesystem::path& path) {
  diagnostics report;
  const auto bytes = text::read_file(path, path.filename().string(), report);
  const auto parsed =
      bytes ? text::parse_csv(*bytes, path.filename().string(), report) : std::nullopt;
  if (!parsed || report.has_errors()) throw std::runtime_error("can't read " + path.string());
  text_columns read;
  read.rows = parsed->rows.size();
  for (std::size_t c = 0; c < parsed->columns.size(); ++c) {
    auto& column = read.text[parsed->columns[c]];
    for (const auto& row : parsed->rows) column.push_back(row.cells[c]);
  }
  return read;
}

/// Numbers for names, in alphabetical order.
struct name_index {
  std::map<std::string, std::uint32_t> number;
  std::vector<std::string> name;

  explicit name_index(const std::vector<std::string>& names) {
    for (const auto& each : names) number[each] = 0;
    for (auto& [text, place] : number) {
      place = static_cast<std::uint32_t>(name.size());
      name.push_back(text);
    }
  }
  [[nodiscard]] std::vector<std::uint32_t> of(const std::vector<std::string>& names) const {
    std::vector<std::uint32_t> numbers;
    for (const auto& each : names) numbers.push_back(number.at(each));
    return numbers;
  }
};

/// A table of pairs of countries, ready for estimation.
struct pair_table {
  text_columns table;
  name_index countries;
  std::vector<std::uint32_t> exporter, importer;
  std::vector<double> trade;
  std::map<std::string, std::vector<double>> column;

  pair_table(const std::filesystem::path& path, const std::string& trade_name)
      : table(read_columns(path)),
        countries(table.text.at("exporter")),
        exporter(countries.of(table.text.at("exporter"))),
        importer(countries.of(table.text.at("importer"))),
        trade(table.numbers(trade_name)) {}

  [[nodiscard]] trade::gravity_data gravity(const std::vector<std::string>& names) const {
    trade::gravity_data data;
    data.trade = trade;
    for (const auto& each : names) data.regressors.push_back({each, column.at(each)});
    data.effects = {{"exporter", exporter}, {"importer", importer}};
    return data;
  }
};

/// 30 countries in 2006, the sample of the Python package gegravity (Herman 2021).
inline pair_table read_gegravity_sample(const std::filesystem::path& folder) {
  pair_table read(folder / "trade" / "gegravity_sample_2006.csv", "trade");
  for (const char* name :
       {"lndist", "contiguity", "common_language", "pta", "international", "Y", "E"})
    read.column[name] = read.table.numbers(name);
  return read;
}

/// 69 countries in 2006, of the applications of Yotov, Piermartini, Monteiro & Larch (2016).
inline pair_table read_wto_sample(const std::filesystem::path& folder) {
  pair_table read(folder / "geo" / "agtpa_manufacturing_trade_2006.csv", "trade_musd");
  for (const double km : read.table.numbers("dist_km"))
    read.column["log_distance"].push_back(std::log(km));
  read.column["contiguous"] = read.table.numbers("contiguous");
  for (std::size_t i = 0; i < read.trade.size(); ++i) {
    const auto& from = read.table.text.at("exporter")[i];
    const auto& to = read.table.text.at("importer")[i];
    const bool canada_usa = (from == "CAN" && to == "USA") || (from == "USA" && to == "CAN");
    read.column["border"].push_back(from == to ? 0 : 1);
    read.column["canada_usa"].push_back(canada_usa ? 1 : 0);
    read.column["border_of_others"].push_back(from == to || canada_usa ? 0 : 1);
  }
  return read;
}

/// The NAFTA files: 31 regions and 40 sectors in 1993 (Caliendo & Parro 2015).
struct nafta_accounts {
  std::vector<std::string> region, sector;
  std::vector<double> elasticity, trade, duty, duty_after, intermediate, final_consumption,
      value_added, deficit;

  [[nodiscard]] trade::trade_accounts accounts() const {
    return {region.size(), sector.size(),     elasticity,  trade,  duty,
            intermediate,  final_consumption, value_added, deficit};
  }
  [[nodiscard]] std::size_t number_of(const std::string& name) const {
    return static_cast<std::size_t>(std::ranges::find(region, name) - region.begin());
  }
};

inline nafta_accounts read_nafta(const std::filesystem::path& folder) {
  nafta_accounts read;
  const auto file = [&folder](const char* name) {
    return read_columns(folder / "trade" / (std::string("nafta_") + name + ".csv"));
  };
  const auto deficit = file("deficit"), theta = file("theta"), trade = file("trade");
  const auto intermediate = file("intermediate_consumption");
  const auto consumption = file("final_consumption"), added = file("value_added");
  const name_index regions(deficit.text.at("region")), sectors(theta.text.at("sector"));
  read.region = regions.name;
  read.sector = sectors.name;
  const auto n = regions.name.size(), j = sectors.name.size();
  // Puts a column of numbers where its row's names say.
  const auto place = [](const std::vector<double>& values, std::size_t size, const auto& where) {
    std::vector<double> placed(size, 0);
    for (std::size_t row = 0; row < values.size(); ++row) placed[where(row)] = values[row];
    return placed;
  };
  const auto numbers = [](const text_columns& table, const char* name, const name_index& index) {
    return index.of(table.text.at(name));
  };
  const auto to = numbers(trade, "importer", regions), from = numbers(trade, "exporter", regions);
  const auto of = numbers(trade, "sector", sectors);
  const auto pair = [&](std::size_t row) { return (of[row] * n + to[row]) * n + from[row]; };
  read.trade = place(trade.numbers("value"), j * n * n, pair);
  read.duty = place(trade.numbers("tariff_bln"), j * n * n, pair);
  read.duty_after = place(trade.numbers("tariff_cfl"), j * n * n, pair);
  const auto where = numbers(intermediate, "region", regions);
  const auto user = numbers(intermediate, "sector", sectors);
  const auto input = numbers(intermediate, "input", sectors);
  read.intermediate = place(intermediate.numbers("value"), n * j * j, [&](std::size_t row) {
    return (where[row] * j + user[row]) * j + input[row];
  });
  const auto by_sector = [&](const text_columns& table) {
    const auto region = numbers(table, "region", regions);
    const auto sector = numbers(table, "sector", sectors);
    return place(table.numbers("value"), n * j,
                 [&](std::size_t row) { return region[row] * j + sector[row]; });
  };
  read.final_consumption = by_sector(consumption);
  read.value_added = by_sector(added);
  const auto owes = numbers(deficit, "region", regions);
  read.deficit = place(deficit.numbers("D"), n, [&](std::size_t row) { return owes[row]; });
  const auto has = numbers(theta, "sector", sectors);
  read.elasticity = place(theta.numbers("value"), j, [&](std::size_t row) { return has[row]; });
  return read;
}

}  // namespace amur::test
