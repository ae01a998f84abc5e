// The settings of case.toml, section by section.

#include <algorithm>
#include <cmath>
#include <functional>

#include "amur/base/printable.h"
#include "amur/case/schema_columns.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr text::number_range share_above_zero{0, 1, true, "a number above 0, at most 1"};
constexpr text::number_range seed_range{0, 9e15, false, "a whole number >= 0"};

// Settings come as text with a place of their own, like a table of one row.
struct settings_reader {
  const case_text& text;
  diagnostics& report;

  const setting* find(const std::string& name) const {
    const auto at = text.settings.find(name);
    return at == text.settings.end() ? nullptr : &at->second;
  }
  void error(const std::string& name, const std::string& message,
             const std::string& allowed) const {
    const auto* given = find(name);
    report.error(given ? given->file : "case.toml", given ? given->line : 0, name,
                 given ? text::shortened(given->value) : "", message, allowed);
  }
  std::string required(const std::string& name, const std::string& allowed) const {
    const auto* given = find(name);
    if (given && !given->value.empty()) return given->value;
    error(name, "this setting is missing", allowed);
    return {};
  }
  double number(const std::string& name, text::number_range range, double otherwise) const {
    const auto* given = find(name);
    if (!given) return otherwise;
    std::string problem;
    const auto value = text::parse_number(given->value, problem);
    if (!value) {
      error(name, problem, range.words);
    } else if (!range.has(*value)) {
      error(name, "the number is out of range", range.words);
    } else {
      return *value;
    }
    return otherwise;
  }
  template <class Whole>
  Whole whole(const std::string& name, text::number_range range, Whole otherwise) const {
    const double value = number(name, range, static_cast<double>(otherwise));
    if (value == std::floor(value)) return static_cast<Whole>(value);
    error(name, "the number is not whole", range.words);
    return otherwise;
  }
  std::size_t choice(const std::string& name, const std::vector<std::string>& words,
                     std::size_t otherwise) const {
    const auto* given = find(name);
    if (!given) return otherwise;
    const auto at = std::find(words.begin(), words.end(), given->value);
    if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
    error(name, "unknown word", text::join(words));
    return otherwise;
  }
  std::optional<date> day(const std::string& name) const {
    const auto* given = find(name);
    if (!given) return std::nullopt;
    const auto value = parse_date(given->value);
    if (!value) error(name, "there is no such day", "YYYY-MM-DD");
    return value;
  }
};

// Settings in the order of case.toml, each with what it fills.
class settings_schema {
 public:
  using reader = std::function<void(const settings_reader&, case_builder&)>;

  /// Without a reader it is read later, beside what it names.
  settings_schema& setting(column_rule rule, reader read = {}) {
    rules.push_back(std::move(rule));
    if (read) readers_.push_back(std::move(read));
    return *this;
  }
  template <class Member>
  settings_schema& number(Member member, const char* name, const char* unit,
                          text::number_range range, const char* says) {
    const double usual = std::invoke(member, defaults_);
    return setting(number_of(name, unit, range, says, fmt::format("{}", usual).c_str()),
                   [=](const settings_reader& read, case_builder& in) {
                     std::invoke(member, in.data.settings) = read.number(name, range, usual);
                   });
  }
  template <class Member>
  settings_schema& whole(Member member, const char* name, text::number_range range,
                         const char* says, const char* unit = "") {
    const auto usual = std::invoke(member, defaults_);
    return setting(
        number_of(name, unit, range, says, fmt::format("{}", usual).c_str(), cell_type::whole),
        [=](const settings_reader& read, case_builder& in) {
          std::invoke(member, in.data.settings) = read.whole(name, range, usual);
        });
  }
  template <class Member>
  settings_schema& choice(Member member, const char* name, std::vector<std::string> words,
                          const char* says) {
    auto rule = word_of(name, words, says, words.front().c_str());
    return setting(std::move(rule), [=](const settings_reader& read, case_builder& in) {
      auto& to = std::invoke(member, in.data.settings);
      to = static_cast<std::remove_cvref_t<decltype(to)>>(read.choice(name, words, 0));
    });
  }

  std::vector<column_rule> rules;

  void read_all(const settings_reader& read, case_builder& in) const {
    for (const auto& each : readers_) each(read, in);
  }

 private:
  const settings defaults_{};
  std::vector<reader> readers_;
};

// A part of the settings of a section.
template <class Section, class Part>
auto within(Section settings::*section, Part Section::*part) {
  return [=](auto& of) -> auto& { return (of.*section).*part; };
}

void add_top(settings_schema& to) {
  to.setting(column_of("title", cell_type::text, "What the case is about, in one line."),
             [](const auto& read, auto& in) {
               in.data.settings.title = printable(read.required("title", "a text"));
             })
      .setting(column_of("description", cell_type::text, "One paragraph.", "none"),
               [](const auto& read, auto& in) {
                 if (const auto* given = read.find("description"))
                   in.data.settings.description = given->value;
               })
      .setting(number_of("base_year", "year", text::year_range, "The year that figures are of.",
                         nullptr, cell_type::whole),
               [](const auto& read, auto& in) {
                 (void)read.required("base_year", "a year");
                 in.data.settings.base_year = read.whole("base_year", text::year_range, 1);
               })
      .setting(column_of("currency", cell_type::text, "Names the money, for the reader.", "USD"),
               [](const auto& read, auto& in) {
                 if (const auto* given = read.find("currency"))
                   in.data.settings.currency = given->value;
               })
      .setting(column_of("date", cell_type::day,
                         "Calendars, duties, visas, rates and bans are read for this day; a case "
                         "of money alone needs none."),
               [](const auto& read, auto& in) {
                 if (in.text.has_network) (void)read.required("date", "YYYY-MM-DD");
                 in.data.settings.day = read.day("date").value_or(date{});
               })
      .setting(as_list(reference_of("focus", "crossings",
                                    "Crossings that the case is about: page, report and screen "
                                    "begin with them.",
                                    "none: those with most freight")))
      .number(&settings::carbon_price_usd_per_t, "carbon_price_usd_per_t", "USD/t",
              text::not_negative,
              "Charged on each tonne of CO2 equivalent, as part of what kilometres, hours and "
              "handling cost.");
}

void add_demand(settings_schema& to) {
  to.setting(word_of("demand.per", {"day", "month", "year"},
                     "What the demand table's quantity is per; a case of money alone needs none."),
             [](const auto& read, auto& in) {
               if (in.text.has_network) (void)read.required("demand.per", "day, month, year");
               constexpr double days[] = {1, 365.0 / 12, 365};
               in.demand_days = days[read.choice("demand.per", {"day", "month", "year"}, 0)];
             })
      .setting(column_of("demand.observed_on", cell_type::day,
                         "The day whose prices the demand table reflects.", "date"),
               [](const auto& read, auto& in) {
                 auto& settings = in.data.settings;
                 settings.demand_day = read.day("demand.observed_on").value_or(settings.day);
               });
}

void add_equilibrium(settings_schema& to) {
  to.choice(&settings::equilibrium, "equilibrium.model",
            {"logit", "user", "all-or-nothing", "markov"},
            "How ways are chosen: logit, markov (a logit over all walks), user (least cost, with "
            "delay), all-or-nothing (neither delay nor hard capacities).")
      .number(&settings::tolerance, "equilibrium.tolerance", "", share_above_zero,
              "Gap at which the equilibrium is solved.")
      .whole(&settings::max_iterations, "equilibrium.max_iterations",
             {1, 1e6, false, "a whole number, 1 to 1000000"}, "Iterations at most.")
      // A nest whose members vary more than the nests themselves is no choice that maximises
      // utility.
      .number(&settings::route_dispersion_share, "equilibrium.route_dispersion_share", "share",
              share_above_zero, "Dispersion of route detail, of the commodity's own.")
      .number(&settings::refusal_usd_per_t, "equilibrium.refusal_usd_per_t", "USD/t",
              text::positive, "What a shipper pays at most before freight stays unserved.")
      .whole(&settings::max_changes, "equilibrium.max_changes",
             {0, 100, false, "a whole number, 0 to 100"},
             "Changes of mode within one stay in a country.")
      .number(&settings::considered_dispersions, "equilibrium.considered_dispersions",
              "dispersions", {0.5, 40, false, "a number of dispersions, 0.5 to 40"},
              "What is dearer than the least cost by more is left out.");
}

void add_trade(settings_schema& to) {
  using part = trade_settings;
  to.choice(within(&settings::trade, &part::deficits), "trade.deficits", {"held", "closed"},
            "Whether regions keep their deficits, or spend no more than their income.")
      .number(within(&settings::trade, &part::tolerance), "trade.tolerance", "", share_above_zero,
              "Largest relative difference of a flow, network to trade.")
      .whole(within(&settings::trade, &part::most_rounds), "trade.max_rounds",
             {1, 1e4, false, "a whole number, 1 to 10000"}, "Rounds between the two at most.")
      .whole(within(&settings::trade, &part::samples), "trade.samples",
             {0, 1e5, false, "a whole number, 0 to 100000"}, "Draws of the trade elasticities.")
      .whole(within(&settings::trade, &part::seed), "trade.seed", seed_range, "Of those draws.");
}

void add_finance(settings_schema& to) {
  using part = finance_settings;
  to.whole(within(&settings::finance, &part::years), "finance.years",
           {3, 100, false, "a whole number of years, 3 to 100"},
           "Length of debt paths, from each economy's base year.", "years")
      .whole(within(&settings::finance, &part::samples), "finance.samples",
             {0, 1e6, false, "a whole number, 0 to 1000000"}, "Futures of the fan chart; 0: none.")
      .whole(within(&settings::finance, &part::seed), "finance.seed", seed_range,
             "Of those futures.");
}

void add_time(settings_schema& to) {
  using part = time_settings;
  constexpr text::number_range monthly_share{0, 1, true, "a share above 0, at most 1"};
  to.number(within(&settings::time, &part::reconsider_share), "time.reconsider_share", "share",
            monthly_share, "Of a flow's freight, what chooses anew each month.")
      .number(within(&settings::time, &part::recovery_share), "time.recovery_share", "share",
              monthly_share, "By which cut demand fades and comes back each month.");
}

void add_simulation(settings_schema& to) {
  using part = simulation_settings;
  to.setting(column_of("simulation.from", cell_type::day, "First day of the simulation.",
                       "1 January of the date's year"),
             [](const auto& read, auto& in) {
               in.data.settings.simulation.from = read.day("simulation.from");
             })
      .number(within(&settings::simulation, &part::days), "simulation.days", "days",
              {1, 36525, false, "a number of days, 1 to 36525"}, "Its length.")
      .whole(within(&settings::simulation, &part::replications), "simulation.replications",
             {1, 1e5, false, "a whole number, 1 to 100000"}, "How often it is repeated.")
      .whole(within(&settings::simulation, &part::seed), "simulation.seed", seed_range,
             "Of its draws.")
      .setting(number_of("simulation.warm_up_h", "h", text::not_negative,
                         "Hours before anything is counted.", "found by the simulation"),
               [](const auto& read, auto& in) {
                 if (read.find("simulation.warm_up_h"))
                   in.data.settings.simulation.warm_up_h =
                       read.number("simulation.warm_up_h", text::not_negative, 0);
               });
}

const settings_schema& all_settings() {
  static const settings_schema schema = [] {
    settings_schema all;
    add_top(all);
    add_demand(all);
    add_equilibrium(all);
    all.choice(&settings::crossing_delay, "crossing.delay", {"fixed", "simulated"},
               "Whether hours at crossings are `wait_h`, or follow from the simulation of those "
               "that have stages.");
    add_trade(all);
    add_finance(all);
    add_time(all);
    add_simulation(all);
    return all;
  }();
  return schema;
}

}  // namespace

const std::vector<column_rule>& setting_rules() { return all_settings().rules; }

void case_builder::build_settings() {
  all_settings().read_all(settings_reader{text, report}, *this);
}

void case_builder::build_focus(const table& unedited_crossings) {
  const settings_reader read{text, report};
  const auto* given = read.find("focus");
  if (!given) return;
  const auto known = known_ids(crossings);
  const auto column = unedited_crossings.column("crossing_id");
  const auto was_there = [&](const std::string& id) {
    return column != table::npos &&
           std::ranges::any_of(unedited_crossings.rows, [&](const auto& row) {
             return column < row.cells.size() && row.cells[column] == id;
           });
  };
  auto& focus = data.settings.focus;
  for (const auto& id : text::split_list(given->value)) {
    if (const auto at = crossings.find(id); at == crossings.end()) {
      if (!was_there(id))
        report.error(given->file, given->line, "focus", text::shortened(id),
                     text::with_nearest("there is no such crossing", id, known),
                     allowed_ids("crossing", known));
    } else if (std::ranges::find(focus, at->second) != focus.end()) {
      report.error(given->file, given->line, "focus", id, "this crossing is named twice",
                   "each crossing once");
    } else {
      focus.push_back(at->second);
    }
  }
}

}  // namespace amur::cases
