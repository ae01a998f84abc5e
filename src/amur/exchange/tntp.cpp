#include "amur/exchange/tntp.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "amur/exchange/tntp_columns.h"
#include "amur/text/line_reader.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::exchange {
namespace {

constexpr std::uint32_t most_nodes = 100'000'000;

// Of sums, and of costs of an answer where roads are far beyond their capacity.
constexpr text::number_range any_finite{-1e300, 1e300, false, "a finite number"};

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
  text::line_reader reader;
  diagnostics& report;
  bool good = true;
  std::string comment{};  ///< the last one that names columns

  // The next line that is not blank or a comment; false at the end.
  bool next(std::string_view& found) {
    while (reader.next(found)) {
      const auto tilde = found.find('~');
      if (tilde != std::string_view::npos && names_tntp_columns(found.substr(tilde + 1)))
        comment = found.substr(tilde + 1);
      found = found.substr(0, tilde);
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
    report.error(reader.file(), reader.number(), field, text::shortened(value), message, allowed);
    good = false;
  }

  std::optional<double> number(std::string_view word, const std::string& field,
                               const text::number_range& range = text::any_number) {
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
    std::string last;
    while (next(found)) {
      const auto close = found.find('>');
      // Its content may stand on the lines that follow.
      if (found.front() != '<' && last == "ORIGINAL HEADER") continue;
      if (found.front() != '<' || close == std::string_view::npos) break;
      const std::string name = tag_name(found.substr(1, close - 1));
      if (name == "END OF METADATA") return tags;
      const auto value = found.find_first_not_of(" \t", close + 1);
      tags[name] = value == std::string_view::npos ? "" : std::string(found.substr(value));
      last = name;
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
  auto reader = text::line_reader::open(path, report);
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
         trip.destination <= zones && text::not_negative.has(trip.trips);
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

// Returns the stated number of links.
std::uint32_t read_counts(tntp_lines& lines, const std::map<std::string, std::string>& tags,
                          tntp_network& net) {
  net.zones = lines.count(tags, "NUMBER OF ZONES");
  net.nodes = lines.count(tags, "NUMBER OF NODES");
  if (tags.contains("FIRST THRU NODE"))
    net.first_through_node = lines.count(tags, "FIRST THRU NODE");
  else
    lines.report.warning(lines.reader.file(), 0, "FIRST THRU NODE", "",
                         "this tag is missing and taken as 1: routes may pass every node");
  const auto links = lines.count(tags, "NUMBER OF LINKS");
  net.toll_factor = lines.factor(tags, "TOLL FACTOR");
  net.distance_factor = lines.factor(tags, "DISTANCE FACTOR");
  if (lines.good && net.zones > net.nodes)
    lines.error("NUMBER OF ZONES", tags.at("NUMBER OF ZONES"), "there are more zones than nodes",
                fmt::format("at most {}", net.nodes));
  return links;
}

// Where a node's number is above the number of nodes for the first time.
struct numbers_beyond {
  std::size_t row = 0;
  std::uint32_t number = 0;
};

void read_links(tntp_lines& lines, tntp_network& net, numbers_beyond& beyond) {
  std::optional<tntp_columns> columns;
  std::string_view line;
  while (lines.next(line)) {
    if (!columns) columns = find_tntp_columns(lines.comment);
    const auto cells = words(line);
    if (net.from.empty() && line.starts_with("Origin")) {
      lines.error("", line, "this is a table of trips, not a network (files swapped?)",
                  "a file of links");
      return;
    }
    if (cells.size() < std::max<std::size_t>(columns->last_needed + 1, 8)) {
      lines.error("", line, "a link needs at least 8 columns",
                  "init_node term_node capacity length free_flow_time b power speed [toll type]");
      continue;
    }
    const auto end = [&](std::size_t column, const char* name, std::vector<std::uint32_t>& into) {
      into.push_back(node(lines, cells[column], name, most_nodes));
      if (into.back() > net.nodes && beyond.row == 0) beyond = {lines.reader.number(), into.back()};
    };
    const auto number = [&](std::size_t column, const char* name, std::vector<double>& into) {
      const auto value = lines.number(cells[column], name);
      if (value && *value < 0 && &into != &net.toll)
        lines.error(name, cells[column], "the number is out of range", "a number >= 0");
      into.push_back(value.value_or(0));
    };
    end(columns->init_node, "init_node", net.from);
    end(columns->term_node, "term_node", net.to);
    number(columns->capacity, "capacity", net.capacity);
    number(columns->length, "length", net.length);
    number(columns->free_flow_time, "free_flow_time", net.free_flow_time);
    number(columns->b, "b", net.b);
    number(columns->power, "power", net.power);
    if (columns->toll && *columns->toll < cells.size())
      number(*columns->toll, "toll", net.toll);
    else
      net.toll.push_back(0);
  }
}

// Some files of the collection number the nodes that are no zones with gaps.
void number_nodes(tntp_lines& lines, const numbers_beyond& beyond, tntp_network& net) {
  std::vector<std::uint32_t> others;
  for (const auto* ends : {&net.from, &net.to})
    std::copy_if(ends->begin(), ends->end(), std::back_inserter(others),
                 [&](std::uint32_t number) { return number > net.zones; });
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  if (net.zones + others.size() > net.nodes) {
    lines.report.error(lines.reader.file(), beyond.row, "init_node, term_node",
                       fmt::format("{}", beyond.number), "there is no such node",
                       fmt::format("1 to {}, or as many nodes with other numbers", net.nodes));
    lines.good = false;
    return;
  }
  lines.report.warning(
      lines.reader.file(), beyond.row, "", fmt::format("{}", beyond.number),
      fmt::format("nodes are not numbered 1 to {}: the {} zones and the {} other nodes that links "
                  "touch are taken",
                  net.nodes, net.zones, others.size()));
  const auto place_of = [&](std::uint32_t number) {
    const auto at = std::lower_bound(others.begin(), others.end(), number) - others.begin();
    return number <= net.zones ? number : net.zones + 1 + static_cast<std::uint32_t>(at);
  };
  for (auto* ends : {&net.from, &net.to})
    for (auto& end : *ends) end = place_of(end);
  net.first_through_node = place_of(net.first_through_node);
  for (std::uint32_t zone = 1; zone <= net.zones; ++zone) net.numbers.push_back(zone);
  net.numbers.insert(net.numbers.end(), others.begin(), others.end());
  net.nodes = static_cast<std::uint32_t>(net.numbers.size());
}

}  // namespace

std::uint32_t number_in_file(const tntp_network& net, std::uint32_t node) {
  return net.numbers.empty() ? node : net.numbers[node - 1];
}

std::optional<tntp_network> read_tntp_network(const std::filesystem::path& path,
                                              diagnostics& report) {
  auto lines = open(path, report);
  if (!lines) return std::nullopt;
  tntp_network net;
  const auto tags = lines->metadata();
  if (lines->good && !tags.contains("NUMBER OF LINKS") && tags.contains("TOTAL OD FLOW"))
    lines->error("", "", "this is a table of trips, not a network (files swapped?)",
                 "a file with <NUMBER OF LINKS>");
  if (!lines->good) return std::nullopt;
  const auto links = read_counts(*lines, tags, net);
  if (!lines->good) return std::nullopt;
  numbers_beyond beyond;
  read_links(*lines, net, beyond);
  if (lines->good && net.from.size() != links)
    lines->error("NUMBER OF LINKS", tags.at("NUMBER OF LINKS"),
                 fmt::format("the file has {} links (truncated?)", net.from.size()),
                 "the number of its links");
  if (lines->good && beyond.row > 0) number_nodes(*lines, beyond, net);
  return lines->good ? std::optional(std::move(net)) : std::nullopt;
}

std::optional<std::vector<tntp_trip>> read_tntp_trips(const std::filesystem::path& path,
                                                      std::uint32_t zones, diagnostics& report) {
  auto lines = open(path, report);
  if (!lines) return std::nullopt;
  const auto tags = lines->metadata();
  if (lines->good && tags.contains("NUMBER OF LINKS") && !tags.contains("TOTAL OD FLOW"))
    lines->error("", "", "this is a network, not a table of trips (files swapped?)",
                 "a file without <NUMBER OF LINKS>");
  if (!lines->good) return std::nullopt;
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
    flows.push_back({node(*lines, cells[0], "From", most_nodes),
                     node(*lines, cells[1], "To", most_nodes),
                     lines->number(cells[2], "Volume", any_finite).value_or(0),
                     lines->number(cells[3], "Cost", any_finite).value_or(0)});
  }
  return lines->good ? std::optional(std::move(flows)) : std::nullopt;
}

}  // namespace amur::exchange
