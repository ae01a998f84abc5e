#include "amur/case/schema_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/case/case_builder.h"
#include "amur/case/case_names.h"
#include "amur/case/schema_columns.h"
#include "amur/case/toml_file.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

// A file of entries whose keys are read into a `Row`, in the order in which they are declared.
template <class Row>
class entry_schema : public entry_rule {
 public:
  using reader = std::function<void(case_builder&, const toml_reader&, Row&)>;

  entry_schema(const char* of_file, const char* of_key, const char* says) {
    file = of_file;
    key = of_key;
    sentence = says;
  }
  entry_schema& entry(column_rule rule, reader read) {
    columns.push_back(std::move(rule));
    readers_.push_back(std::move(read));
    return *this;
  }
  entry_schema& text(std::string Row::*member, const char* name, const char* says,
                     const char* otherwise = nullptr) {
    return entry(column_of(name, cell_type::text, says, otherwise),
                 [=](case_builder&, const toml_reader& read, Row& to) {
                   to.*member = read.text(name, otherwise == nullptr);
                 });
  }
  entry_schema& flag(bool Row::*member, const char* name, const char* says) {
    return entry(column_of(name, cell_type::flag, says, "false"),
                 [=](case_builder&, const toml_reader& read, Row& to) {
                   to.*member = read.boolean(name, false);
                 });
  }
  /// A number; a blank one is `usual`, of which `otherwise` says what it means.
  entry_schema& number(double Row::*member, const char* name, const char* unit,
                       text::number_range within, const char* says, const char* otherwise,
                       double usual) {
    return entry(number_of(name, unit, within, says, otherwise),
                 [=](case_builder&, const toml_reader& read, Row& to) {
                   to.*member = read.number(name, usual);
                   if (to.*member != usual && !within.has(to.*member))
                     read.error(name, fmt::format("{}", to.*member), "the number is out of range",
                                within.words);
                 });
  }

  [[nodiscard]] std::vector<std::string> names() const { return names_of(columns); }
  [[nodiscard]] Row read(case_builder& in, const toml_reader& from) const {
    from.allow(names());
    Row to{};
    for (const auto& each : readers_) each(in, from, to);
    return to;
  }

 private:
  std::vector<reader> readers_;
};

// Splits ">= 1.5" into its comparison and number.
bool parse_condition(const std::string& text, std::string& comparison, double& threshold) {
  for (const std::string sign : {"<=", ">=", "!=", "<", ">", "="}) {
    if (!text.starts_with(sign)) continue;
    comparison = sign;
    auto rest = text.substr(sign.size());
    rest.erase(0, rest.find_first_not_of(' '));
    const auto value = text::parse_number(rest);
    if (!value) return false;
    threshold = *value;
    return true;
  }
  return false;
}

void read_condition(case_builder&, const toml_reader& read, claim& to) {
  const auto condition = read.text("holds_if", true);
  if (!condition.empty() && !parse_condition(condition, to.comparison, to.threshold))
    read.error("holds_if", condition, "this is not a condition",
               "one of < <= > >= = != and a number, e.g. \">= 1\"");
}

template <class Row>
void read_source(case_builder& in, const toml_reader& read, Row& to) {
  const auto name = read.text("source");
  if (name.empty()) return;
  if (const auto at = in.sources.find(name); at != in.sources.end()) {
    to.source = at->second;
    return;
  }
  const auto known = case_builder::known_ids(in.sources);
  read.error("source", name, text::with_nearest("there is no such source", name, known),
             "an entry of sources.toml");
}

void read_simulated(case_builder& in, const toml_reader& read, claim& to) {
  to.simulation_of = read.text("simulation_of");
  if (!to.simulation_of.empty() && !in.crossings.contains(to.simulation_of))
    read.error("simulation_of", to.simulation_of, "there is no such crossing",
               "a crossing_id of crossings.csv");
}

void read_rests_on(case_builder& in, const toml_reader& read, claim& to) {
  to.rests_on = read.texts("rests_on");
  for (const auto& row : to.rests_on)
    if (!in.data.row_confidence.contains(row))
      read.error("rests_on", row, "there is no such row in this case",
                 "\"table/id\", e.g. \"crossings/heihe_bridge\"; \"demand/COMMODITY\" for demand");
}

void read_confidence(case_builder&, const toml_reader& read, source& to) {
  const auto level = read.text("confidence", true);
  const auto& levels = confidence_words();
  const auto at = std::find(levels.begin(), levels.end(), level);
  if (at == levels.end() && !level.empty())
    read.error("confidence", level, "unknown word", text::join(levels));
  else if (at != levels.end())
    to.confidence = static_cast<confidence>(at - levels.begin());
}

const entry_schema<source>& source_schema() {
  static const auto schema =
      entry_schema<source>("sources", "",
                           "Where figures come from. Each entry is a table by its id, which rows "
                           "name as their `source`: `[tass_1155199]`.")
          .text(&source::title, "title", "What it is called.")
          .text(&source::publisher, "publisher", "Who published it.", "none")
          .entry(column_of("year", cell_type::text, "When, a number or a text.", "none"),
                 [](case_builder&, const toml_reader& read, source& to) {
                   to.year = read.scalar("year");
                 })
          .entry(word_of("confidence", confidence_words(),
                         "How sure its figures are: it sets their spread, and a claim that rests "
                         "on a row that is only assumed cannot be told."),
                 read_confidence)
          .text(&source::note, "note", "Anything worth saying.", "none");
  return schema;
}

const entry_schema<claim>& claim_schema() {
  static const auto schema =
      entry_schema<claim>("claims", "claim",
                          "What people say, and how a result tells whether it holds.")
          .entry(column_of("id", cell_type::id, "Its name."),
                 [](case_builder&, const toml_reader& read, claim& to) {
                   to.id = read.text("id", true);
                 })
          .text(&claim::says, "says", "What is said.")
          .text(&claim::who, "who", "Who says so.", "nobody")
          .entry(reference_of("source", "sources.toml", "Where it stands.", "none"),
                 [](case_builder& in, const toml_reader& read, claim& to) {
                   read_source(in, read, to);
                   if (to.source.valid()) to.source_text = in.data.sources[to.source].title;
                 })
          .text(&claim::query, "query",
                "SQL that reads the result's tables and gives one number in one row.")
          .entry(column_of("holds_if", cell_type::text,
                           "`<`, `<=`, `>`, `>=`, `=` or `!=`, and a number."),
                 read_condition)
          .number(&claim::margin, "margin", "unit", text::not_negative,
                  "A figure nearer to the threshold than this can't be told.", "0", 0)
          .text(&claim::unit, "unit", "Of the figure, for the reader.", "none")
          .entry(as_list(column_of("rests_on", cell_type::text,
                                   "Rows that the figure rests on, `table/id`; where one is only "
                                   "assumed the verdict is 'cannot be told'.",
                                   "none")),
                 read_rests_on)
          .text(&claim::note, "note", "Anything worth saying.", "none")
          .entry(reference_of("simulation_of", "crossings",
                              "It is asked of this crossing's simulation.", "of a run"),
                 read_simulated)
          .flag(&claim::needs_trade, "needs_trade", "It is asked of runs with trade.")
          .flag(&claim::needs_finance, "needs_finance", "It is asked of `amur finance`.")
          .flag(&claim::needs_months, "needs_months", "It is asked of a run by months.");
  return schema;
}

const entry_schema<observation>& observation_schema() {
  static const auto schema =
      entry_schema<observation>("observations", "observation",
                                "Known totals, set beside computed ones.")
          .entry(column_of("id", cell_type::id, "Its name."),
                 [](case_builder&, const toml_reader& read, observation& to) {
                   to.id = read.text("id", true);
                 })
          .text(&observation::label, "label", "What is observed.")
          .text(&observation::query, "query",
                "SQL that reads the result's tables and gives the computed figure.")
          .entry(number_of("observed", "unit", text::any_number, "The figure as known."),
                 [](case_builder&, const toml_reader& read, observation& to) {
                   to.observed = read.required_number("observed", text::any_number).value_or(0);
                 })
          .entry(number_of("error", "unit", text::positive,
                           "Its standard error, by which `amur calibrate` weighs it.",
                           "by the confidence of its source"),
                 [](case_builder&, const toml_reader& read, observation& to) {
                   if (read.has("error")) to.error = read.required_number("error", text::positive);
                 })
          .text(&observation::unit, "unit", "Of both figures, for the reader.", "none")
          .entry(reference_of("source", "sources.toml", "Where it is known from.", "none"),
                 read_source<observation>)
          .flag(&observation::fitted, "fitted", "A cell of the case was tuned to it.")
          .text(&observation::note, "note", "Anything worth saying.", "none")
          .flag(&observation::needs_finance, "needs_finance", "It is asked of `amur finance`.");
  return schema;
}

// Each `[[key]]` of a file that may be missing; an id that stands twice or is none is an error.
template <class Row, class Each>
void for_entries(case_builder& in, const entry_schema<Row>& of, Each&& each) {
  const auto content = in.text.toml.find(of.file);
  if (content == in.text.toml.end()) return;
  const std::string file = of.file + ".toml";
  const auto parsed = parse_toml(content->second, file, in.report);
  if (!parsed) return;
  const toml_reader top(*parsed, file, "", in.report);
  top.allow(std::vector<std::string>{of.key});
  const auto* node = parsed->get(of.key);
  if (!node) return;
  const auto wrong = [&] {
    top.error(of.key, "", "the value has the wrong type", fmt::format("[[{}]] tables", of.key));
  };
  const auto* list = node->as_array();
  if (!list) return wrong();
  std::set<std::string> seen;
  for (const auto& one : *list) {
    const auto* table = one.as_table();
    if (!table) {
      wrong();
      continue;
    }
    const toml_reader read(*table, file, of.key + ".", in.report);
    Row row = of.read(in, read);
    if (!row.id.empty() && !text::is_id(row.id))
      read.error("id", row.id, "this can't be an id", "1 to 64 letters, digits, '_', '-' or '.'");
    else if (!row.id.empty() && !seen.insert(row.id).second)
      read.error("id", row.id, "this id is given twice", "each id once");
    each(std::move(row));
  }
}

}  // namespace

void case_builder::build_sources() {
  const auto& of = source_schema();
  const auto content = text.toml.find(of.file);
  if (content == text.toml.end()) return;
  const std::string file = of.file + ".toml";
  const auto parsed = parse_toml(content->second, file, report);
  if (!parsed) return;
  for (const auto& [key, node] : *parsed) {
    const std::string id(key.str());
    const auto* values = node.as_table();
    if (!values) {
      report.error(file, line_of(node), id, "", "the value has the wrong type",
                   "a table, [" + id + "]");
      continue;
    }
    auto source = of.read(*this, toml_reader(*values, file, id + ".", report));
    source.id = id;
    sources[id] = source_id(data.sources.size());
    data.sources.push_back(std::move(source));
  }
}

void case_builder::build_claims() {
  for_entries(*this, claim_schema(),
              [this](claim&& row) { data.claims.push_back(std::move(row)); });
}

void case_builder::build_observations() {
  for_entries(*this, observation_schema(),
              [this](observation&& row) { data.observations.push_back(std::move(row)); });
}

const std::vector<entry_rule>& entry_rules() {
  static const std::vector<entry_rule> rules = {source_schema(), claim_schema(),
                                                observation_schema()};
  return rules;
}

}  // namespace amur::cases
