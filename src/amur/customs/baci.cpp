#include "amur/customs/baci.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <thread>

#include "amur/base/parallel.h"
#include "amur/customs/baci_file.h"
#include "amur/customs/country_list.h"
#include "amur/customs/flow_table.h"
#include "amur/customs/millionths.h"

namespace amur::customs {
namespace {

// A thread's share: sums in whole numbers, which come out the same whoever adds which row.
struct baci_worker {
  baci_block block;
  flow_sums sums;
  std::vector<unweighed_row> unweighed;
  std::vector<std::int64_t> value_of_product = std::vector<std::int64_t>(product_count, 0);
  std::array<std::int64_t, 1000> value_of_nowhere{};
  std::int64_t domestic_value = 0;
  std::size_t domestic_rows = 0, empty_rows = 0, rows = 0, rows_of_other_years = 0;
  std::bitset<10000> years;
  unit_values::part prices;
  bool overflowed = false;
};

struct baci_source {
  std::vector<baci_file> files;
  country_list countries;
  std::optional<commodity_map> commodities;
  goods_numbering goods;
  std::bitset<10000> wanted_years;

  [[nodiscard]] std::int16_t country(std::uint16_t code) const { return countries.number_of[code]; }
};

// Blocks of all files, each in turn.
class baci_pass {
 public:
  explicit baci_pass(std::size_t threads) : pool_(threads) {}
  [[nodiscard]] std::size_t threads() const { return pool_.size(); }

  // Calls `each(worker, block)` for all blocks of a file, in no order, and reports what is wrong in
  // the first of its rows that is.
  template <class Each>
  bool run(const baci_file& file, std::vector<baci_worker>& workers, Each&& each,
           diagnostics& report) {
    std::vector<baci_fault> faults(file.blocks());
    std::vector<std::size_t> lines(file.blocks());
    pool_.run(file.blocks(), [&](std::size_t block, std::size_t thread) {
      auto& worker = workers[thread];
      file.read(block, worker.block);
      lines[block] = worker.block.lines;
      each(worker, worker.block);
      faults[block] = std::move(worker.block.fault);
    });
    std::size_t row = baci_file::first_line, wrong = 0;
    const baci_fault* first = nullptr;
    std::size_t first_row = 0;
    for (std::size_t block = 0; block < faults.size(); row += lines[block++]) {
      wrong += faults[block].rows;
      if (first || faults[block].rows == 0) continue;
      first = &faults[block];
      first_row = row + first->line;
    }
    if (!first) return true;
    const auto others = wrong == 1   ? std::string()
                        : wrong == 2 ? "; 1 other row is wrong too"
                                     : fmt::format("; {} other rows are wrong too", wrong - 1);
    report.error(file.name(), first_row, first->field, first->value, first->message + others,
                 first->allowed);
    return false;
  }

 private:
  thread_pool pool_;
};

std::optional<baci_source> open_source(const baci_request& request, diagnostics& report) {
  baci_source source;
  auto countries = request.iso_codes
                       ? iso_country_list(request.replaced, report)
                       : read_country_list(request.countries, request.replaced, report);
  if (!countries) return std::nullopt;
  source.countries = std::move(*countries);
  if (!request.commodities.empty()) {
    source.commodities = read_commodity_map(request.commodities, report);
    if (!source.commodities) return std::nullopt;
  }
  for (const auto& path : request.files) {
    auto file = baci_file::open(path, report);
    if (!file) return std::nullopt;
    source.files.push_back(std::move(*file));
  }
  if (request.years.empty()) source.wanted_years.set();
  for (const auto& [first, last] : request.years)
    for (int year = first; year <= last; ++year)
      source.wanted_years.set(static_cast<std::size_t>(year));
  return source;
}

void add_row(const baci_source& source, const baci_row& row, baci_worker& to) {
  ++to.rows;
  to.years.set(row.year);
  if (!source.wanted_years[row.year]) {
    ++to.rows_of_other_years;
    return;
  }
  const auto origin = source.country(row.exporter), destination = source.country(row.importer);
  if (row.value == 0 && row.quantity <= 0) {
    ++to.empty_rows;
    return;
  }
  bool good = true;
  if (origin == country_list::nowhere || destination == country_list::nowhere) {
    const auto code = origin == country_list::nowhere ? row.exporter : row.importer;
    good = add_to(to.value_of_nowhere[code], row.value);
  } else if (origin == destination) {
    ++to.domestic_rows;
    good = add_to(to.domestic_value, row.value);
  } else {
    good = add_to(to.value_of_product[row.product], row.value);
    const auto goods = source.goods.of(row.product);
    if (goods != goods_numbering::none) {
      const auto key = flow_key{static_cast<std::uint32_t>(origin),
                                static_cast<std::uint32_t>(destination), goods, row.year}
                           .packed();
      if (row.quantity == baci_row::no_quantity)
        to.unweighed.push_back({key, row.product, row.value});
      else
        good = to.sums.add(key, row.value, row.quantity) && good;
    }
  }
  if (!good) to.overflowed = true;
}

// Why a row's countries are none; empty where they are.
std::string unknown_country(const baci_source& source, std::uint16_t code) {
  if (source.country(code) != country_list::unknown) return {};
  const auto mistaken = iso_instead(source.countries, code);
  return mistaken.empty() ? "this number is not in " + source.countries.file : mistaken;
}

void add_block(const baci_source& source, baci_worker& to, baci_block& block) {
  for (const auto& row : block.rows) {
    for (const auto& [field, code] : {std::pair("i", row.exporter), std::pair("j", row.importer)}) {
      if (source.country(code) != country_list::unknown) continue;
      // What could not be read before it stands first.
      if (block.fault.rows == 0 || row.line < block.fault.line) {
        const auto rows = block.fault.rows;
        block.fault = {rows,
                       row.line,
                       field,
                       std::to_string(code),
                       unknown_country(source, code),
                       "codes of " + source.countries.file +
                           "; --as CODE=COUNTRY for one of another, --iso-codes "
                           "where all are those of ISO 3166"};
      }
      ++block.fault.rows;
      break;
    }
    if (block.fault.rows == 0) add_row(source, row, to);
  }
}

void gather_prices(const baci_source& source, const unit_values& wanted, baci_worker& to,
                   const baci_block& block) {
  for (const auto& row : block.rows) {
    const auto origin = source.country(row.exporter), destination = source.country(row.importer);
    if (origin < 0 || destination < 0 || origin == destination) continue;
    wanted.gather(to.prices, static_cast<std::uint32_t>(origin),
                  static_cast<std::uint32_t>(destination), row.product, row.value, row.quantity);
  }
}

// Sums of all threads; false where one is too large.
bool join(std::vector<baci_worker>& workers, baci_worker& to) {
  bool good = true;
  for (auto& each : workers) {
    good = !each.overflowed && good;
    good = to.sums.add(each.sums) && good;
    to.unweighed.insert(to.unweighed.end(), each.unweighed.begin(), each.unweighed.end());
    each.unweighed = {};
    each.sums = {};
    for (std::size_t product = 0; product < product_count; ++product)
      good = add_to(to.value_of_product[product], each.value_of_product[product]) && good;
    for (std::size_t code = 0; code < each.value_of_nowhere.size(); ++code)
      good = add_to(to.value_of_nowhere[code], each.value_of_nowhere[code]) && good;
    good = add_to(to.domestic_value, each.domestic_value) && good;
    to.domestic_rows += each.domestic_rows;
    to.empty_rows += each.empty_rows;
    to.rows += each.rows;
    to.rows_of_other_years += each.rows_of_other_years;
    to.years |= each.years;
  }
  return good;
}

bool have_years(const baci_request& request, const baci_source& source, const baci_worker& all,
                trade_import& made, diagnostics& report) {
  for (std::size_t year = 0; year < all.years.size(); ++year)
    if (all.years[year] && source.wanted_years[year]) made.years.push_back(static_cast<int>(year));
  for (const auto& [first, last] : request.years)
    for (int year = first; year <= last; ++year)
      if (!all.years[static_cast<std::size_t>(year)]) {
        report.error(source.files.front().name(), 0, "--years", std::to_string(year),
                     source.files.size() == 1 ? "the file has no row of this year"
                                              : "no file has a row of this year",
                     "years of the files");
        return false;
      }
  if (all.rows > 0) return true;
  report.error(source.files.front().name(), 0, "", "", "there is no row", "rows under the header");
  return false;
}

void tell_sums(const baci_source& source, const baci_worker& all, trade_import& made) {
  made.files = source.files.size();
  made.rows = all.rows;
  made.rows_of_other_years = all.rows_of_other_years;
  made.empty_rows = all.empty_rows;
  made.domestic.rows = all.domestic_rows;
  made.domestic.value_usd = static_cast<double>(all.domestic_value) / 1e3;
  if (source.commodities) account_for_products(all.value_of_product, *source.commodities, made);
  for (std::size_t code = 0; code < all.value_of_nowhere.size(); ++code)
    if (all.value_of_nowhere[code] > 0)
      made.nowhere.push_back({std::to_string(code), source.countries.name_of[code],
                              static_cast<double>(all.value_of_nowhere[code]) / 1e3});
  std::ranges::stable_sort(made.nowhere, std::ranges::greater{}, &named_value::value_usd);
}

// The same files once more, for what a tonne costs.
bool find_prices(const baci_source& source, baci_pass& pass, std::vector<baci_worker>& workers,
                 unit_values& prices, diagnostics& report) {
  for (auto& each : workers) each.prices = prices.new_part();
  for (const auto& file : source.files)
    if (!pass.run(
            file, workers,
            [&](baci_worker& worker, const baci_block& block) {
              gather_prices(source, prices, worker, block);
            },
            report))
      return false;
  std::vector<unit_values::part> parts;
  for (auto& each : workers) parts.push_back(std::move(each.prices));
  return prices.finish(parts);
}

}  // namespace

std::optional<trade_import> import_baci(const baci_request& request, diagnostics& report) {
  auto source = open_source(request, report);
  if (!source) return std::nullopt;
  source->goods.commodities = source->commodities ? &*source->commodities : nullptr;
  // Each thread keeps sums by product, which a machine of many would fill its memory with.
  constexpr std::size_t most_threads = 16;
  const auto threads = request.threads > 0 ? request.threads : std::thread::hardware_concurrency();
  baci_pass pass(std::clamp<std::size_t>(threads, 1, most_threads));
  std::vector<baci_worker> workers(pass.threads());
  for (const auto& file : source->files) {
    if (!pass.run(
            file, workers,
            [&](baci_worker& worker, baci_block& block) { add_block(*source, worker, block); },
            report))
      return std::nullopt;
    if (!file.is_whole())
      report.warning(file.name(), 0, "", "",
                     "the last line has no line break: the file may have been cut short");
  }
  baci_worker all;
  trade_import made;
  const bool summed = join(workers, all);
  if (!have_years(request, *source, all, made, report)) return std::nullopt;
  tell_sums(*source, all, made);
  std::vector<std::uint64_t> wanted;
  for (const auto& each : all.unweighed) {
    const auto key = flow_key::of(each.key);
    wanted.push_back(product_flow(key.origin, key.destination, each.product));
  }
  unit_values prices(std::move(wanted));
  const bool priced =
      summed && (all.unweighed.empty() || find_prices(*source, pass, workers, prices, report)) &&
      add_estimates(all.unweighed, prices, all.sums, made);
  if (!priced) {
    if (!report.has_errors()) report_overflow(source->files.front().name(), report);
    return std::nullopt;
  }
  lay_out(all.sums, source->countries.countries, source->goods, made);
  if (!made.flows.empty()) return made;
  report.error(source->files.front().name(), 0, "", "",
               "no row is trade between two countries in goods of the table of commodities",
               "one row or more");
  return std::nullopt;
}

}  // namespace amur::customs
