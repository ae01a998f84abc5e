#include "amur/customs/commodity_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "amur/customs/record_file.h"
#include "amur/text/text.h"

namespace amur::customs {
namespace {

const char* const prefix_form =
    "a chapter, heading or subheading of 2, 4 or 6 digits, zeros in front included: 01";

struct written_prefix {
  std::string commodity;
  std::size_t row;
};

bool is_prefix(std::string_view digits) {
  return (digits.size() == 2 || digits.size() == 4 || digits.size() == 6) &&
         digits.find_first_not_of("0123456789") == std::string_view::npos &&
         !digits.starts_with("00");
}

// The products that start with these digits.
std::pair<std::uint32_t, std::uint32_t> products_of(const std::string& digits) {
  std::uint32_t first = 0, count = 1;
  for (const char digit : digits) first = first * 10 + static_cast<std::uint32_t>(digit - '0');
  for (std::size_t i = digits.size(); i < 6; ++i) count *= 10;
  return {first * count, first * count + count};
}

bool read_prefix_row(const record_file& in, std::size_t hs, std::size_t commodity,
                     std::map<std::string, written_prefix>& to, diagnostics& report) {
  const auto& name = in.cell(commodity);
  if (!name.empty() && !text::is_id(name)) {
    in.error(commodity, "this is no commodity", "1 to 64 letters, digits, '_', '-' or '.'", report);
    return false;
  }
  const auto prefixes = text::split_list(in.cell(hs));
  if (prefixes.empty()) in.error(hs, "this cell is empty", prefix_form, report);
  for (const auto& digits : prefixes) {
    if (!is_prefix(digits)) {
      report.error(in.file(), in.line(), "hs", text::shortened(digits), "this is no prefix",
                   prefix_form);
      return false;
    }
    const auto [first, fresh] = to.insert({digits, {name, in.line()}});
    if (fresh) continue;
    report.error(in.file(), in.line(), "hs", digits,
                 fmt::format("this prefix stands in row {} too", first->second.row),
                 "each prefix once");
    return false;
  }
  return !prefixes.empty();
}

}  // namespace

std::uint16_t commodity_map::within(std::uint16_t prefix) const {
  const auto& digits = prefixes[prefix].digits;
  for (std::size_t length = digits.size() - 2; length > 0; length -= 2) {
    const auto found =
        std::ranges::lower_bound(prefixes, digits.substr(0, length), {}, &hs_prefix::digits);
    if (found != prefixes.end() && found->digits.size() == length &&
        digits.starts_with(found->digits))
      return static_cast<std::uint16_t>(found - prefixes.begin());
  }
  return unmatched;
}

std::optional<commodity_map> read_commodity_map(const std::filesystem::path& path,
                                                diagnostics& report) {
  auto in = record_file::open(path, report);
  if (!in) return std::nullopt;
  const auto hs = in->need({"hs", "hs_prefix", "prefix"}, report);
  const auto commodity = in->need({"commodity", "commodity_id"}, report);
  if (hs == record_file::none || commodity == record_file::none) return std::nullopt;
  std::map<std::string, written_prefix> written;
  bool good = true;
  while (in->next(report)) good = read_prefix_row(*in, hs, commodity, written, report) && good;
  if (!in->good() || !good) return std::nullopt;
  if (written.empty() || written.size() >= commodity_map::left_out) {
    report.error(in->file(), 0, "", fmt::format("{} prefixes", written.size()),
                 "no table of commodities", "1 to 65,533 prefixes");
    return std::nullopt;
  }
  commodity_map made;
  made.file = in->file();
  std::map<std::string, std::uint16_t> number;
  for (const auto& [digits, each] : written)
    if (!each.commodity.empty()) number.insert({each.commodity, 0});
  for (auto& [name, place] : number) {
    place = static_cast<std::uint16_t>(made.commodities.size());
    made.commodities.push_back(name);
  }
  made.commodity_of.assign(product_count, commodity_map::unmatched);
  made.prefix_of.assign(product_count, commodity_map::unmatched);
  // A prefix stands before those that it is the start of, so the longer ones come last.
  for (const auto& [digits, each] : written) {
    const auto prefix = static_cast<std::uint16_t>(made.prefixes.size());
    const auto of = each.commodity.empty() ? commodity_map::left_out : number.at(each.commodity);
    made.prefixes.push_back({digits, of, each.row});
    const auto [first, last] = products_of(digits);
    for (auto product = first; product < last; ++product) {
      made.commodity_of[product] = of;
      made.prefix_of[product] = prefix;
    }
  }
  return made;
}

std::string product_digits(std::uint32_t product) { return fmt::format("{:06}", product); }

std::optional<std::string> hs_digits(std::string_view text) {
  if (text.empty() || text.size() > 6 ||
      text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  std::string digits = (text.size() % 2 == 1 ? "0" : "") + std::string(text);
  if (digits.starts_with("00")) return std::nullopt;
  return digits;
}

}  // namespace amur::customs
