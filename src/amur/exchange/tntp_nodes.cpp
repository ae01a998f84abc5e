#include "amur/exchange/tntp_nodes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

#include "amur/text/line_reader.h"
#include "amur/text/text.h"

namespace amur::exchange {
namespace {

constexpr const char* blanks = " \t\r;";

// Takes the next word off `line`; empty at its end.
std::string_view take_word(std::string_view& line) {
  const auto begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  line.remove_prefix(begin);
  const auto word = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(word.size());
  return word;
}

template <class Number>
bool parse(std::string_view word, Number& number) {
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
  return problem == std::errc{} && end == word.data() + word.size();
}

// 0 where the network has none of this number.
std::uint32_t node_of(const tntp_network& net, std::uint32_t number) {
  if (net.numbers.empty()) return number <= net.nodes ? number : 0;
  const auto at = std::lower_bound(net.numbers.begin(), net.numbers.end(), number);
  if (at == net.numbers.end() || *at != number) return 0;
  return 1 + static_cast<std::uint32_t>(at - net.numbers.begin());
}

}  // namespace

std::optional<std::vector<std::array<double, 2>>> read_tntp_nodes(const std::filesystem::path& path,
                                                                  const tntp_network& net,
                                                                  diagnostics& report) {
  auto reader = text::line_reader::open(path, report);
  if (!reader) return std::nullopt;
  const auto errors = report.count(severity::error);
  const auto fail = [&](std::string_view value, const std::string& message,
                        const std::string& allowed) {
    report.error(reader->file(), reader->number(), "", text::shortened(value), message, allowed);
  };
  std::vector<std::array<double, 2>> place(net.nodes);
  std::vector<bool> known(net.nodes, false);
  bool header = true;
  std::string_view line;
  while (reader->next(line)) {
    auto rest = line.substr(0, line.find('~'));
    const auto name = take_word(rest);
    if (name.empty()) continue;
    std::uint32_t number = 0;
    const bool is_number = parse(name, number);
    if (header && !is_number) {
      header = false;
      continue;
    }
    header = false;
    std::array<double, 2> at{};
    if (!is_number || !parse(take_word(rest), at[0]) || !parse(take_word(rest), at[1]) ||
        !std::isfinite(at[0]) || !std::isfinite(at[1]))
      fail(line, "this is not the place of a node", "Node X Y");
    else if (const auto node = node_of(net, number); node == 0) {
      if (net.numbers.empty())
        fail(name, "the network has no such node", fmt::format("1 to {}", net.nodes));
    } else if (known[node - 1])
      fail(name, "this node is given twice", "each node once");
    else
      place[node - 1] = at, known[node - 1] = true;
  }
  for (std::uint32_t node = 1; node <= net.nodes; ++node) {
    if (known[node - 1] || report.count(severity::error) > errors) continue;
    report.error(reader->file(), 0, "", fmt::format("{}", number_in_file(net, node)),
                 "this node has no place", "a line for each node (cut off?)");
  }
  if (!reader->good() || report.count(severity::error) > errors) return std::nullopt;
  return place;
}

}  // namespace amur::exchange
