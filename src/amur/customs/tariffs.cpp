#include "amur/customs/tariffs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "amur/case/country_codes.h"
#include "amur/case/schema.h"
#include "amur/customs/commodity_map.h"
#include "amur/customs/country_list.h"
#include "amur/customs/tariff_file.h"
#include "amur/customs/trade_table.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

constexpr auto world = tariff_lines::world;

// Imports by product: of one exporter, and of all.
class import_weights {
 public:
  bool read(const std::filesystem::path& path, diagnostics& report) {
    const auto flows = read_trade_table(path, report);
    if (!flows) return false;
    for (const auto& each : *flows) {
      if (each.commodity.size() != 6 || !hs_digits(each.commodity)) {
        report.error(path.filename().string(), 0, "commodity", each.commodity,
                     "this is no product of six digits, which duties are weighed by",
                     "a table by product: amur import baci ... --by-product");
        return false;
      }
      const auto product = static_cast<std::uint32_t>(std::stoul(each.commodity));
      value_[{each.destination, each.origin, product}] += each.value_usd;
      value_[{each.destination, "", product}] += each.value_usd;
    }
    return true;
  }

  // Of a product, heading or chapter into one of a customs union's members.
  [[nodiscard]] double of(const std::vector<std::string>& importers, const std::string& exporter,
                          const tariff_line& line) const {
    constexpr std::uint32_t products_in[] = {0, 0, 10'000, 0, 100, 0, 1};  // [digits]
    double sum = 0;
    for (const auto& importer : importers)
      for (auto at = value_.lower_bound({importer, exporter, line.product});
           at != value_.end() && std::get<0>(at->first) == importer &&
           std::get<1>(at->first) == exporter &&
           std::get<2>(at->first) < line.product + products_in[line.digits];
           ++at)
        sum += at->second;
    return sum;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::uint32_t>, double> value_;
};

// An importer's duties in force: of all exporters, and of those with duties of their own.
struct importer_duties {
  int year = 0;
  std::map<std::uint16_t, std::map<std::uint32_t, tariff_line>> of;  // [exporter][product]
};

// Without headings whose parts are there.
void keep_parts(std::map<std::uint32_t, tariff_line>& lines) {
  constexpr std::uint32_t products_in[] = {0, 0, 10'000, 0, 100, 0, 1};
  for (auto at = lines.begin(); at != lines.end();) {
    const auto next = std::next(at);
    const bool has_parts =
        next != lines.end() && next->first - at->first < products_in[at->second.digits];
    at = has_parts ? lines.erase(at) : next;
  }
}

// What is applied where that is known; else preferences beside what all others pay.
importer_duties duties_in_force(const std::vector<tariff_line>& lines, int year,
                                bool most_favoured_alone) {
  importer_duties made;
  made.year = year;
  const auto is_of_year = [year](const tariff_line& line) { return line.year == year; };
  const bool has_applied =
      !most_favoured_alone && std::ranges::any_of(lines, [&](const tariff_line& line) {
        return is_of_year(line) && line.kind == duty_kind::applied;
      });
  // A mean over the world, where each exporter has a rate of its own, is none of anybody's.
  const bool by_exporter = std::ranges::any_of(lines, [&](const tariff_line& line) {
    return is_of_year(line) && line.kind == duty_kind::applied && line.exporter != world;
  });
  for (const auto& line : lines) {
    if (!is_of_year(line)) continue;
    if ((line.kind == duty_kind::applied) != has_applied) continue;
    if (has_applied && by_exporter && line.exporter == world) continue;
    if (most_favoured_alone && line.kind != duty_kind::most_favoured) continue;
    const bool is_preference = line.kind == duty_kind::preferential;
    if (is_preference && line.exporter == world) continue;
    const auto to = line.kind == duty_kind::most_favoured ? world : line.exporter;
    const auto [place, fresh] = made.of[to].insert({line.product, line});
    if (!fresh &&
        (is_preference ? line.percent < place->second.percent : line.digits > place->second.digits))
      place->second = line;
  }
  // Products without a preference pay what all pay.
  if (const auto all = made.of.find(world); all != made.of.end() && !has_applied)
    for (auto& [exporter, products] : made.of)
      if (exporter != world) products.insert(all->second.begin(), all->second.end());
  for (auto& [exporter, products] : made.of) keep_parts(products);
  return made;
}

struct mean_duty {
  double percent = 0;
  std::size_t products = 0;
  bool weighted = false;
};

// By imports, or each product alike where nothing was imported.
std::map<std::uint16_t, mean_duty> means_of(const std::map<std::uint32_t, tariff_line>& lines,
                                            const std::vector<std::string>& importers,
                                            const std::string& exporter,
                                            const import_weights& weights,
                                            const commodity_map& goods) {
  struct sums {
    double rate = 0, weighted_rate = 0, weight = 0;
    std::size_t products = 0;
  };
  std::map<std::uint16_t, sums> by_commodity;
  for (const auto& [product, line] : lines) {
    const auto commodity = goods.commodity_of[product];
    if (commodity >= commodity_map::left_out) continue;
    const double weight = weights.of(importers, exporter, line);
    auto& sum = by_commodity[commodity];
    sum.rate += line.percent;
    sum.weighted_rate += weight * line.percent;
    sum.weight += weight;
    ++sum.products;
  }
  std::map<std::uint16_t, mean_duty> means;
  for (const auto& [commodity, sum] : by_commodity)
    means[commodity] = {sum.weight > 0 ? sum.weighted_rate / sum.weight
                                       : sum.rate / static_cast<double>(sum.products),
                        sum.products, sum.weight > 0};
  return means;
}

class duty_writer {
 public:
  duty_writer(const tariff_request& request, const tariff_lines& from, const commodity_map& goods,
              const import_weights& weights, tariff_import& made)
      : request_(request), from_(from), goods_(goods), weights_(weights), made_(made) {
    made_.duties.name = "duties";
    made_.duties.file = "duties.csv";
    made_.duties.columns = {"duty_id",      "origin_country", "destination_country",
                            "commodity_id", "ad_valorem",     "source",
                            "note"};
  }

  void write(const std::string& importer, const importer_duties& duties) {
    importers_ = members_of(importer);
    // [commodity][rate, weighted] its exporters; of no name, all that have no rate of their own
    std::map<std::uint16_t, std::map<std::pair<double, bool>, std::vector<std::string>>> rates;
    std::map<std::uint16_t, std::vector<std::string>> own;
    std::map<std::uint16_t, mean_duty> of_all;
    for (const auto& [exporter, lines] : duties.of) {
      const auto name = exporter == world ? std::string() : from_.countries[exporter];
      const auto means = means_of(lines, importers_, name, weights_, goods_);
      for (const auto& [commodity, mean] : means) {
        ++(mean.weighted ? made_.weighted : made_.simple);
        if (mean.percent == 0) ++made_.free;
        if (exporter == world) {
          of_all[commodity] = mean;
          continue;
        }
        for (const auto& each : members_of(name)) {
          own[commodity].push_back(each);
          rates[commodity][{mean.percent, mean.weighted}].push_back(each);
        }
      }
    }
    for (const auto& [commodity, mean] : of_all)
      rates[commodity][{mean.percent, mean.weighted}] =
          with_others(std::move(rates[commodity][{mean.percent, mean.weighted}]), own[commodity]);
    std::size_t number = 0;
    for (const auto& [commodity, by_rate] : rates) {
      tariff_summary summary{importer,
                             goods_.commodities[commodity],
                             duties.year,
                             own[commodity].size(),
                             by_rate.begin()->first.first,
                             by_rate.rbegin()->first.first};
      made_.summary.push_back(std::move(summary));
      for (const auto& [rate, exporters] : by_rate)
        if (rate.first > 0)
          add_row(fmt::format("tariff_{}_{}", importer, ++number), exporters, commodity, rate,
                  duties.year);
    }
  }

 private:
  // All exporters but those with a rate of their own; nobody's name where there are none.
  std::vector<std::string> with_others(std::vector<std::string> same,
                                       const std::vector<std::string>& own) const {
    if (own.empty()) return {};
    diagnostics none;
    const auto all = iso_country_list({}, none);
    for (const auto& each : all->countries)
      if (std::ranges::find(own, each) == own.end() &&
          std::ranges::find(importers_, each) == importers_.end())
        same.push_back(each);
    return same;
  }

  void add_row(std::string id, std::vector<std::string> exporters, std::uint16_t commodity,
               std::pair<double, bool> rate, int year) {
    std::ranges::sort(exporters);
    table_row row;
    row.cells = {std::move(id),
                 text::join(exporters, ";"),
                 text::join(importers_, ";"),
                 goods_.commodities[commodity],
                 fmt::format("{}", rate.first / 100),
                 request_.source,
                 fmt::format("TRAINS {}, {}", year,
                             rate.second ? "products weighted by imports" : "mean of products")};
    made_.duties.rows.push_back(std::move(row));
  }

  const tariff_request& request_;
  const tariff_lines& from_;
  const commodity_map& goods_;
  const import_weights& weights_;
  tariff_import& made_;
  std::vector<std::string> importers_;
};

}  // namespace

std::optional<tariff_import> import_tariffs(const tariff_request& request, diagnostics& report) {
  const auto goods = read_commodity_map(request.commodities, report);
  if (!goods) return std::nullopt;
  import_weights weights;
  if (!request.imports.empty() && !weights.read(request.imports, report)) return std::nullopt;
  const auto from = read_tariffs(request.files, request.replaced, report);
  if (!from) return std::nullopt;
  std::map<std::string, std::vector<tariff_line>> of_importer;
  for (const auto& line : from->lines) of_importer[from->countries[line.importer]].push_back(line);
  tariff_import made;
  made.rows = from->rows;
  made.without_rate = from->without_rate;
  made.bound = from->bound;
  made.of_groups = from->of_groups;
  duty_writer writer(request, *from, *goods, weights, made);
  for (const auto& [importer, lines] : of_importer) {
    const int last = std::ranges::max(lines, {}, &tariff_line::year).year;
    writer.write(importer, duties_in_force(lines, request.year > 0 ? request.year : last,
                                           request.most_favoured_alone));
  }
  if (!made.summary.empty()) return made;
  report.error(request.files.front().filename().string(), 0, request.year > 0 ? "--year" : "",
               request.year > 0 ? std::to_string(request.year) : "",
               "no duty of that year and kind is on a product of the table of commodities",
               "one or more");
  return std::nullopt;
}

}  // namespace amur::customs
