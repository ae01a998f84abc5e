#include "amur/customs/comtrade.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/base/number.h"
#include "amur/customs/comtrade_rows.h"
#include "amur/customs/flow_table.h"
#include "amur/customs/millionths.h"
#include "amur/text/file.h"

namespace amur::customs {
namespace {

struct pair_reports {
  double importer = 0, exporter = 0;
  bool by_importer = false, by_exporter = false;

  [[nodiscard]] bool importer_is_used(comtrade_report use) const {
    if (!by_importer || !by_exporter) return by_importer;
    return use == comtrade_report::larger ? importer >= exporter : use == comtrade_report::importer;
  }
};
using report_choice =
    std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, pair_reports>;

report_choice compare_reports(const std::vector<comtrade_row>& rows) {
  report_choice pairs;
  for (const auto& row : rows) {
    auto& pair = pairs[row.pair()];
    (row.is_import ? pair.importer : pair.exporter) += static_cast<double>(row.value);
    (row.is_import ? pair.by_importer : pair.by_exporter) = true;
  }
  return pairs;
}

std::uint64_t key_of(const comtrade_row& row, std::uint32_t goods) {
  return flow_key{row.origin, row.destination, goods, row.year}.packed();
}

struct comtrade_sums {
  comtrade_report use;
  const std::vector<std::string>& countries;
  const report_choice& pairs;
  const goods_numbering& goods;
};

bool tell_mirror(comtrade_reader& in, const comtrade_sums& by) {
  const auto& goods = by.goods;
  flow_sums importers, exporters;
  for (const auto& row : in.rows) {
    const auto of = goods.of(row.product);
    if (of == goods_numbering::none) continue;
    if (!(row.is_import ? importers : exporters).add(key_of(row, of), row.value, 0)) return false;
  }
  std::map<std::uint64_t, std::pair<double, double>> both;
  for (const auto& each : importers.sorted())
    both[each.key] = {static_cast<double>(each.value) / 1e3, no_number};
  for (const auto& each : exporters.sorted())
    both.insert({each.key, {no_number, 0}}).first->second.second =
        static_cast<double>(each.value) / 1e3;
  for (const auto& [packed, values] : both) {
    const auto key = flow_key::of(packed);
    const auto& pair = by.pairs.at({static_cast<std::uint16_t>(key.origin),
                                    static_cast<std::uint16_t>(key.destination),
                                    static_cast<std::uint16_t>(key.year)});
    in.made.mirror.push_back({by.countries[key.origin], by.countries[key.destination],
                              goods.name(key.goods), static_cast<int>(key.year), values.first,
                              values.second, pair.importer_is_used(by.use)});
  }
  return true;
}

// Sums what is used; false where a sum is too large.
bool sum_up(comtrade_reader& in, const comtrade_sums& by) {
  const auto& goods = by.goods;
  flow_sums sums;
  std::vector<unweighed_row> unweighed;
  std::vector<std::uint64_t> wanted;
  std::vector<std::int64_t> value_of_product(product_count, 0);
  bool good = true;
  for (const auto& row : in.rows) {
    if (row.is_import != by.pairs.at(row.pair()).importer_is_used(by.use)) continue;
    good = add_to(value_of_product[row.product], row.value) && good;
    const auto of = goods.of(row.product);
    if (of == goods_numbering::none) continue;
    const auto key = key_of(row, of);
    if (row.quantity >= 0) {
      good = sums.add(key | (row.weight_is_estimated ? 1U : 0U), row.value, row.quantity) && good;
      continue;
    }
    unweighed.push_back({key, row.product, row.value});
    wanted.push_back(product_flow(row.origin, row.destination, row.product));
  }
  unit_values prices(std::move(wanted));
  std::vector<unit_values::part> parts = {prices.new_part()};
  for (const auto& row : in.rows)
    prices.gather(parts[0], row.origin, row.destination, row.product, row.value, row.quantity);
  if (!good || !prices.finish(parts) || !add_estimates(unweighed, prices, sums, in.made))
    return false;
  if (goods.commodities) account_for_products(value_of_product, *goods.commodities, in.made);
  lay_out(sums, by.countries, goods, in.made);
  return true;
}

}  // namespace

std::optional<comtrade_import> import_comtrade(const comtrade_request& request,
                                               diagnostics& report) {
  const auto countries = comtrade_country_list(request.replaced, report);
  if (!countries) return std::nullopt;
  std::optional<commodity_map> commodities;
  if (!request.commodities.empty()) {
    commodities = read_commodity_map(request.commodities, report);
    if (!commodities) return std::nullopt;
  }
  comtrade_reader in(request, *countries, report);
  if (!in.read_files()) return std::nullopt;
  const goods_numbering goods{commodities ? &*commodities : nullptr};
  const auto pairs = compare_reports(in.rows);
  const comtrade_sums of{request.use, countries->countries, pairs, goods};
  if (!tell_mirror(in, of) || !sum_up(in, of)) {
    report_overflow(in.files.front(), report);
    return std::nullopt;
  }
  if (!in.made.flows.empty()) return std::move(in.made);
  report.error(in.files.front(), 0, "", "",
               "no row is trade between two countries in goods of the table of commodities",
               "one row or more");
  return std::nullopt;
}

bool write_mirror(const std::filesystem::path& path, const std::vector<mirror_gap>& mirror,
                  diagnostics& report) {
  return text::write_file(
      path,
      [&mirror](text::file_writer& out) {
        out << "origin,destination,commodity,year,importer_usd,exporter_usd,used\n";
        for (const auto& each : mirror) {
          out << each.origin << ',' << each.destination << ',' << each.commodity << ','
              << static_cast<std::size_t>(each.year) << ',';
          if (!std::isnan(each.importer_usd)) write_amount(out, each.importer_usd);
          out << ',';
          if (!std::isnan(each.exporter_usd)) write_amount(out, each.exporter_usd);
          out << (each.importer_is_used ? ",importer\n" : ",exporter\n");
        }
      },
      report);
}

}  // namespace amur::customs
