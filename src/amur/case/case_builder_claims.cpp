// The TOML tables of a case: sources, claims, observations.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/case/case_builder.h"
#include "amur/case/toml_file.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

// Splits ">= 1.5" into its comparison and number.
bool parse_condition(const std::string& text, std::string& comparison, double& threshold) {
  for (const std::string sign : {"<=", ">=", "!=", "<", ">", "="}) {
    if (!text.starts_with(sign)) continue;
    comparison = sign;
    auto rest = text.substr(sign.size());
    rest.erase(0, rest.find_first_not_of(' '));
    std::string problem;
    const auto value = text::parse_number(rest, problem);
    if (!value) return false;
    threshold = *value;
    return true;
  }
  return false;
}

// The tables of `[[key]]` in a file that may be missing.
template <class Each>
void for_tables(const case_text& text, const std::string& name, const std::string& key,
                diagnostics& report, Each&& each) {
  const auto content = text.toml.find(name);
  if (content == text.toml.end()) return;
  const std::string file = name + ".toml";
  const auto parsed = parse_toml(content->second, file, report);
  if (!parsed) return;
  const toml_reader top(*parsed, file, "", report);
  top.allow(std::vector<std::string>{key});
  const auto* node = parsed->get(key);
  if (!node) return;
  const auto* list = node->as_array();
  if (!list) top.error(key, "", "the value has the wrong type", fmt::format("[[{}]] tables", key));
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    if (const auto* one = list->get(i)->as_table())
      each(toml_reader(*one, file, key + ".", report));
    else
      top.error(key, "", "the value has the wrong type", fmt::format("[[{}]] tables", key));
  }
}

void check_id(const toml_reader& read, const std::string& id, std::set<std::string>& seen) {
  if (id.empty()) return;
  if (!text::is_id(id))
    read.error("id", id, "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
  else if (!seen.insert(id).second)
    read.error("id", id, "this id is given twice", "each id once");
}

source_id source_named(const toml_reader& read, const id_index<source_id>& sources, diagnostics&) {
  const auto name = read.text("source");
  if (name.empty()) return {};
  if (const auto at = sources.find(name); at != sources.end()) return at->second;
  const auto known = case_builder::known_ids(sources);
  read.error("source", name, text::with_nearest("there is no such source", name, known),
             "an entry of sources.toml");
  return {};
}

}  // namespace

void case_builder::build_sources() {
  static const std::vector<std::string> keys = {"title", "publisher", "year", "confidence", "note"};
  static const std::vector<std::string> levels = {"measured", "reported", "estimated", "assumed"};
  const auto content = text.toml.find("sources");
  if (content == text.toml.end()) return;
  const auto parsed = parse_toml(content->second, "sources.toml", report);
  if (!parsed) return;
  for (const auto& [key, node] : *parsed) {
    const std::string id(key.str());
    const auto* values = node.as_table();
    if (!values) {
      report.error("sources.toml", line_of(node), id, "", "the value has the wrong type",
                   "a table, [" + id + "]");
      continue;
    }
    const toml_reader read(*values, "sources.toml", id + ".", report);
    read.allow(keys);
    cases::source source;
    source.id = id;
    source.title = read.text("title", true);
    source.publisher = read.text("publisher");
    source.note = read.text("note");
    if (const auto* year = values->get("year")) source.year = scalar_text(*year).value_or("");
    const auto level = read.text("confidence", true);
    const auto at = std::find(levels.begin(), levels.end(), level);
    if (at == levels.end() && !level.empty())
      read.error("confidence", level, "unknown word", text::join(levels));
    else if (at != levels.end())
      source.confidence = static_cast<cases::confidence>(at - levels.begin());
    sources[id] = source_id(data.sources.size());
    data.sources.push_back(std::move(source));
  }
}

void case_builder::build_claims() {
  static const std::vector<std::string> keys = {
      "id",   "says",     "who",  "source",        "query",       "holds_if",      "margin",
      "unit", "rests_on", "note", "simulation_of", "needs_trade", "needs_finance", "needs_months"};
  std::set<std::string> seen;
  for_tables(text, "claims", "claim", report, [&](const toml_reader& read) {
    read.allow(keys);
    cases::claim claim;
    claim.id = read.text("id", true);
    check_id(read, claim.id, seen);
    claim.says = read.text("says", true);
    claim.who = read.text("who");
    claim.source = source_named(read, sources, report);
    if (claim.source.valid()) claim.source_text = data.sources[claim.source].title;
    claim.query = read.text("query", true);
    claim.unit = read.text("unit");
    claim.note = read.text("note");
    claim.simulation_of = read.text("simulation_of");
    claim.needs_trade = read.boolean("needs_trade", false);
    claim.needs_finance = read.boolean("needs_finance", false);
    claim.needs_months = read.boolean("needs_months", false);
    if (!claim.simulation_of.empty() && !crossings.contains(claim.simulation_of))
      read.error("simulation_of", claim.simulation_of, "there is no such crossing",
                 "a crossing_id of crossings.csv");
    claim.margin = read.number("margin", 0);
    if (claim.margin < 0)
      read.error("margin", fmt::format("{}", claim.margin), "the number is out of range",
                 "a number >= 0");
    const auto condition = read.text("holds_if", true);
    if (!condition.empty() && !parse_condition(condition, claim.comparison, claim.threshold))
      read.error("holds_if", condition, "this is not a condition",
                 "one of < <= > >= = != and a number, e.g. \">= 1\"");
    claim.rests_on = read.texts("rests_on");
    for (const auto& row : claim.rests_on)
      if (!data.row_confidence.contains(row))
        read.error(
            "rests_on", row, "there is no such row in this case",
            "\"table/id\", e.g. \"crossings/heihe_bridge\"; \"demand/COMMODITY\" for demand");
    data.claims.push_back(std::move(claim));
  });
}

void case_builder::build_observations() {
  static const std::vector<std::string> keys = {"id",     "label",  "query", "observed",     "unit",
                                                "source", "fitted", "note",  "needs_finance"};
  std::set<std::string> seen;
  for_tables(text, "observations", "observation", report, [&](const toml_reader& read) {
    read.allow(keys);
    cases::observation observation;
    observation.id = read.text("id", true);
    check_id(read, observation.id, seen);
    observation.label = read.text("label", true);
    observation.query = read.text("query", true);
    observation.unit = read.text("unit");
    observation.note = read.text("note");
    observation.observed = read.number("observed", std::numeric_limits<double>::quiet_NaN());
    if (std::isnan(observation.observed))
      read.error("observed", "", "this key is missing", "a finite number");
    observation.fitted = read.boolean("fitted", false);
    observation.needs_finance = read.boolean("needs_finance", false);
    observation.source = source_named(read, sources, report);
    data.observations.push_back(std::move(observation));
  });
}

}  // namespace amur::cases
