#include "amur/io/tntp.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "amur/io/line_reader.h"
#include "amur/io/text.h"
#include "amur/io/typed_row.h"

namespace amur::io {
namespace {

// Of sums, and of costs of an answer where roads are far beyond their capacity.
constexpr number_range any_finite{-1e300, 1e300, false, "a finite number"};

// The collection's files differ in case and in blanks.
std::string tag_name(std::string_view written) {
  std::string name;
  for (const char c : written) {
    const bool blank = c == ' ' || c == '\t';
    if (blank && (name.empty() || name.back() == ' ')) continue;
    name += blank ? ' ' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return name;
}

struct tntp_lines {
  line_reader reader;
  diagnostics& report;
  bool good = true;

  // The next line that is not blank or a comment; false at the end.
  bool next(std::string_view& found) {
    while (reader.next(found)) {
      found = found.substr(0, found.find('~'));
      const auto first = found.find_first_not_of(" \t\r");
      if (first == std::string_view::npos) continue;
      found = found.substr(first, found.find_last_not_of(" \t\r") - first + 1);
      return true;
    }
    good = good && reader.good();
    return false;
  }

  void error(const std::string& field, std::string_view value, const std::string& message,
             const std::string& allowed) {
    report.error(reader.file(), reader.number(), field, shortened(value), message, allowed);
    good = false;
  }

  std::optional<double> number(std::string_view word, const std::string& field,
                               const number_range& range = any_number) {
    double value = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (problem == std::errc{} && end == word.data() + word.size() && range.has(value))
      return value;
    error(
        field, word,
        std::isfinite(value) && value != 0 ? "the number is out of range" : "this is not a number",
        range.words);
    return std::nullopt;
  }

  // Metadata up to <END OF METADATA>: names without brackets.
  std::map<std::string, std::string> metadata() {
    std::map<std::string, std::string> tags;
    std::string_view found;
    while (next(found)) {
      const auto close = found.find('>');
      if (found.front() != '<' || close == std::string_view::npos) break;
      const std::string name = tag_name(found.substr(1, close - 1));
      if (name == "END OF METADATA") return tags;
      const auto value = found.find_first_not_of(" \t", close + 1);
      tags[name] = value == std::string_view::npos ? "" : std::string(found.substr(value));
    }
    error("", "", "<END OF METADATA> is missing (truncated file?)", "a TNTP header");
    return tags;
  }

  double factor(const std::map<std::string, std::string>& tags, const std::string& name) {
    const auto tag = tags.find(name);
    if (tag == tags.end()) return 0;
    const auto value = number(tag->second, name);
    if (value && *value < 0)
      error(name, tag->second, "the number is out of range", "a number >= 0");
    return value.value_or(0);
  }

  std::uint32_t count(const std::map<std::string, std::string>& tags, const std::string& name) {
    const auto tag = tags.find(name);
    if (tag == tags.end()) {
      error(name, "", "this tag is missing", "<" + name + "> and a whole number");
      return 0;
    }
    const auto value = number(tag->second, name);
    if (value && (*value < 0 || *value > 1e8 || *value != static_cast<std::uint32_t>(*value)))
      error(name, tag->second, "the number is out of range", "a whole number up to 100000000");
    return value && good ? static_cast<std::uint32_t>(*value) : 0;
  }
};

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> result;
  for (std::size_t at = 0;;) {
    at = line.find_first_not_of(" \t;", at);
    if (at == std::string_view::npos) return result;
    const auto end = std::min(line.find_first_of(" \t;", at), line.size());
    result.push_back(line.substr(at, end - at));
    at = end;
  }
}

std::optional<tntp_lines> open(const std::filesystem::path& path, diagnostics& report) {
  auto reader = line_reader::open(path, report);
  if (!reader) return std::nullopt;
  return tntp_lines{std::move(*reader), report};
}

// A node of 1 to `most`; 0 where it is none.
std::uint32_t node(tntp_lines& lines, std::string_view word, const std::string& field,
                   std::uint32_t most) {
  const auto value = lines.number(word, field);
  if (!value) return 0;
  if (*value >= 1 && *value <= most && *value == static_cast<std::uint32_t>(*value))
    return static_cast<std::uint32_t>(*value);
  lines.error(field, word, "there is no such node", fmt::format("1 to {}", most));
  return 0;
}

// Reads an entry "12 : 345.6" in the usual form; false where it takes a closer look.
bool read_plain_entry(std::string_view entry, std::uint32_t zones, std::uint32_t origin,
                      tntp_trip& trip) {
  const char* at = entry.data();
  const char* const end = at + entry.size();
  const auto skip_blanks = [&] {
    while (at < end && (*at == ' ' || *at == '\t')) ++at;
  };
  skip_blanks();
  const auto zone = std::from_chars(at, end, trip.destination);
  at = zone.ptr;
  skip_blanks();
  if (zone.ec != std::errc{} || at == end || *at++ != ':') return false;
  skip_blanks();
  const auto value = std::from_chars(at, end, trip.trips);
  at = value.ptr;
  skip_blanks();
  trip.origin = origin;
  return value.ec == std::errc{} && at == end && trip.destination >= 1 &&
         trip.destination <= zones && not_negative.has(trip.trips);
}

// Entries "12 : 345.6;", several a line. Each must end in ';', or a file cut off within a number
// would be read as a smaller one.
void read_trip_entries(tntp_lines& lines, std::string_view line, std::uint32_t origin,
                       std::uint32_t zones, std::vector<tntp_trip>& trips) {
  while (!line.empty()) {
    const auto end = line.find(';');
    const auto entry = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    if (tntp_trip trip;
        end != std::string_view::npos && read_plain_entry(entry, zones, origin, trip)) {
      if (trip.trips > 0) trips.push_back(trip);
      continue;
    }
    const auto colon = entry.find(':');
    const auto left = words(entry.substr(0, colon));
    if (left.empty() && colon == std::string_view::npos) continue;
    const auto right =
        colon == std::string_view::npos ? decltype(left){} : words(entry.substr(colon + 1));
    if (left.size() != 1 || right.size() != 1 || end == std::string_view::npos) {
      lines.error("trips", entry, "this is not an entry", "destination : trips;");
      continue;
    }
    const auto destination = node(lines, left[0], "destination", zones);
    const auto value = lines.number(right[0], "trips");
    if (value && *value < 0)
      lines.error("trips", right[0], "the number is out of range", "a number >= 0");
    else if (value && *value > 0)
      trips.push_back({origin, destination, *value});
  }
}

// Published totals are rounded; a file that lost an origin is further off than this.
constexpr double total_tolerance = 1e-4;

void check_total(tntp_lines& lines, const std::map<std::string, std::string>& tags,
                 const std::vector<tntp_trip>& trips) {
  const std::string name = "TOTAL OD FLOW";
  const auto tag = tags.find(name);
  if (!lines.good || tag == tags.end()) return;
  const auto stated = lines.number(tag->second, name, any_finite);
  double sum = 0;
  for (const auto& trip : trips) sum += trip.trips;
  if (stated && std::abs(sum - *stated) > total_tolerance * std::max(sum, *stated))
    lines.error(name, tag->second, fmt::format("the trips add up to {} (truncated?)", sum),
                "the sum of the trips");
}

}  // namespace

std::optional<tntp_network> read_tntp_network(const std::filesystem::path& path,
                                              diagnostics& report) {
  auto lines = open(path, report);
  if (!lines) return std::nullopt;
  tntp_network net;
  const auto tags = lines->metadata();
  net.zones = lines->count(tags, "NUMBER OF ZONES");
  net.nodes = lines->count(tags, "NUMBER OF NODES");
  net.first_through_node = lines->count(tags, "FIRST THRU NODE");
  const auto links = lines->count(tags, "NUMBER OF LINKS");
  net.toll_factor = lines->factor(tags, "TOLL FACTOR");
  net.distance_factor = lines->factor(tags, "DISTANCE FACTOR");
  if (!lines->good) return std::nullopt;
  if (net.zones > net.nodes)
    lines->error("NUMBER OF ZONES", tags.at("NUMBER OF ZONES"), "there are more zones than nodes",
                 fmt::format("at most {}", net.nodes));
  std::string_view line;
  while (lines->next(line)) {
    const auto cells = words(line);
    if (cells.size() < 8) {
      lines->error("", line, "a link needs at least 8 columns",
                   "init_node term_node capacity length free_flow_time b power speed [toll type]");
      continue;
    }
    net.from.push_back(node(*lines, cells[0], "init_node", net.nodes));
    net.to.push_back(node(*lines, cells[1], "term_node", net.nodes));
    const auto column = [&](std::size_t i, const char* name, std::vector<double>& into) {
      const auto value = lines->number(cells[i], name);
      if (value && *value < 0)
        lines->error(name, cells[i], "the number is out of range", "a number >= 0");
      into.push_back(value.value_or(0));
    };
    column(2, "capacity", net.capacity);
    column(3, "length", net.length);
    column(4, "free_flow_time", net.free_flow_time);
    column(5, "b", net.b);
    column(6, "power", net.power);
    if (cells.size() > 8)
      column(8, "toll", net.toll);
    else
      net.toll.push_back(0);
  }
  if (lines->good && net.from.size() != links)
    lines->error("NUMBER OF LINKS", tags.at("NUMBER OF LINKS"),
                 fmt::format("the file has {} links (truncated?)", net.from.size()),
                 "the number of its links");
  return lines->good ? std::optional(std::move(net)) : std::nullopt;
}

std::optional<std::vector<tntp_trip>> read_tntp_trips(const std::filesystem::path& path,
                                                      std::uint32_t zones, diagnostics& report) {
  auto lines = open(path, report);
  if (!lines) return std::nullopt;
  const auto tags = lines->metadata();
  const auto stated_zones = lines->count(tags, "NUMBER OF ZONES");
  if (lines->good && stated_zones != zones)
    lines->error("NUMBER OF ZONES", tags.at("NUMBER OF ZONES"),
                 "the network has another number of zones", fmt::format("{}", zones));
  std::vector<tntp_trip> trips;
  std::uint32_t origin = 0;
  std::string_view line;
  while (lines->good && lines->next(line)) {
    if (line.starts_with("Origin")) {
      const auto cells = words(line);
      origin = cells.size() > 1 ? node(*lines, cells[1], "Origin", zones) : 0;
      if (cells.size() < 2) lines->error("Origin", line, "the origin is missing", "Origin N");
      continue;
    }
    if (origin == 0) {
      lines->error("", line, "trips before the first origin", "Origin N, then N : trips;");
      break;
    }
    read_trip_entries(*lines, line, origin, zones, trips);
  }
  check_total(*lines, tags, trips);
  return lines->good ? std::optional(std::move(trips)) : std::nullopt;
}

std::optional<std::vector<tntp_flow>> read_tntp_flows(const std::filesystem::path& path,
                                                      diagnostics& report) {
  auto lines = open(path, report);
  if (!lines) return std::nullopt;
  std::vector<tntp_flow> flows;
  std::string_view line;
  bool header = true;
  while (lines->next(line)) {
    if (line.front() == '<') continue;
    if (std::exchange(header, false)) continue;
    const auto cells = words(line);
    if (cells.size() < 4) {
      lines->error("", line, "a flow needs 4 columns", "From To Volume Cost");
      continue;
    }
    const auto most = 100000000U;
    flows.push_back({node(*lines, cells[0], "From", most), node(*lines, cells[1], "To", most),
                     lines->number(cells[2], "Volume", any_finite).value_or(0),
                     lines->number(cells[3], "Cost", any_finite).value_or(0)});
  }
  return lines->good ? std::optional(std::move(flows)) : std::nullopt;
}

}  // namespace amur::io
