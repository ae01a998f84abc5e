#include "amur/exchange/tntp_columns.h"

#include <algorithm>
#include <array>
#include <vector>

namespace amur::exchange {
namespace {

enum field : std::size_t { init_node, term_node, capacity, length, time, b, power, toll, fields };

// As the collection's files have them, in lower case, without blanks, marks and units in brackets.
const std::array<std::vector<std::string_view>, fields> names = {{
    {"initnode", "init", "tail", "tailnode", "from", "fromnode", "a", "anode"},
    {"termnode", "term", "head", "headnode", "to", "tonode", "bnode"},
    {"capacity", "cap"},
    {"length", "distance", "dist"},
    {"freeflowtime", "fft", "fftt", "ftime", "freeflow", "time", "t0"},
    {"b", "alpha", "bprb"},
    {"power", "beta", "bprpower"},
    {"toll"},
}};

std::string plain(std::string_view written) {
  std::string name;
  for (const char c : written.substr(0, written.find('('))) {
    if (c >= 'A' && c <= 'Z') name += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
  }
  return name;
}

// Names with blanks in them are split by tabs, others by blanks too.
std::vector<std::string> split(std::string_view comment, std::string_view separators) {
  std::vector<std::string> result;
  for (std::size_t at = 0;;) {
    at = comment.find_first_not_of(separators, at);
    if (at == std::string_view::npos) return result;
    const auto end = std::min(comment.find_first_of(separators, at), comment.size());
    if (auto name = plain(comment.substr(at, end - at)); !name.empty())
      result.push_back(std::move(name));
    at = end;
  }
}

std::size_t field_of(const std::string& name) {
  for (std::size_t i = 0; i < fields; ++i)
    if (std::find(names[i].begin(), names[i].end(), name) != names[i].end()) return i;
  return fields;
}

std::size_t known(const std::vector<std::string>& columns) {
  return static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(),
                    [](const std::string& name) { return field_of(name) < fields; }));
}

std::vector<std::string> columns_of(std::string_view comment) {
  auto by_tabs = split(comment, "\t\r;,"), by_blanks = split(comment, " \t\r;,");
  return known(by_tabs) >= known(by_blanks) ? by_tabs : by_blanks;
}

}  // namespace

bool names_tntp_columns(std::string_view comment) { return known(columns_of(comment)) >= 5; }

tntp_columns find_tntp_columns(std::string_view comment) {
  tntp_columns found;
  if (comment.empty()) return found;
  const auto columns = columns_of(comment);
  const std::array<std::size_t*, toll> places = {
      &found.init_node,      &found.term_node, &found.capacity, &found.length,
      &found.free_flow_time, &found.b,         &found.power};
  if (columns.size() > *found.toll) found.toll.reset();
  for (std::size_t i = columns.size(); i-- > 0;) {
    const auto field = field_of(columns[i]);
    if (field < toll) *places[field] = i;
    if (field == toll) found.toll = i;
  }
  for (const auto* place : places) found.last_needed = std::max(found.last_needed, *place);
  return found;
}

}  // namespace amur::exchange
