// The settings of case.toml, section by section.

#include <algorithm>
#include <cmath>

#include "amur/base/printable.h"
#include "amur/case/case_builder.h"
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

void read_equilibrium(const settings_reader& read, cases::settings& to) {
  to.equilibrium = static_cast<cases::equilibrium>(
      read.choice("equilibrium.model", {"logit", "user", "all-or-nothing", "markov"}, 0));
  to.tolerance = read.number("equilibrium.tolerance", share_above_zero, to.tolerance);
  to.max_iterations =
      read.whole("equilibrium.max_iterations", {1, 1e6, false, "a whole number, 1 to 1000000"},
                 to.max_iterations);
  // A nest whose members vary more than the nests themselves is no choice that maximises utility.
  to.route_dispersion_share = read.number("equilibrium.route_dispersion_share", share_above_zero,
                                          to.route_dispersion_share);
  to.refusal_usd_per_t =
      read.number("equilibrium.refusal_usd_per_t", text::positive, to.refusal_usd_per_t);
  to.max_changes = read.whole("equilibrium.max_changes",
                              {0, 100, false, "a whole number, 0 to 100"}, to.max_changes);
  to.considered_dispersions = read.number("equilibrium.considered_dispersions",
                                          {0.5, 40, false, "a number of dispersions, 0.5 to 40"},
                                          to.considered_dispersions);
}

void read_trade(const settings_reader& read, cases::trade_settings& to) {
  to.deficits =
      static_cast<cases::trade_deficits>(read.choice("trade.deficits", {"held", "closed"}, 0));
  to.tolerance = read.number("trade.tolerance", share_above_zero, to.tolerance);
  to.most_rounds =
      read.whole("trade.max_rounds", {1, 1e4, false, "a whole number, 1 to 10000"}, to.most_rounds);
  to.samples =
      read.whole("trade.samples", {0, 1e5, false, "a whole number, 0 to 100000"}, to.samples);
  to.seed = read.whole("trade.seed", seed_range, to.seed);
}

void read_finance(const settings_reader& read, cases::finance_settings& to) {
  to.years =
      read.whole("finance.years", {3, 100, false, "a whole number of years, 3 to 100"}, to.years);
  to.samples =
      read.whole("finance.samples", {0, 1e6, false, "a whole number, 0 to 1000000"}, to.samples);
  to.seed = read.whole("finance.seed", seed_range, to.seed);
}

void read_time(const settings_reader& read, cases::time_settings& to) {
  constexpr text::number_range monthly_share{0, 1, true, "a share above 0, at most 1"};
  to.reconsider_share = read.number("time.reconsider_share", monthly_share, to.reconsider_share);
  to.recovery_share = read.number("time.recovery_share", monthly_share, to.recovery_share);
}

void read_simulation(const settings_reader& read, cases::simulation_settings& to) {
  to.from = read.day("simulation.from");
  to.days =
      read.number("simulation.days", {1, 36525, false, "a number of days, 1 to 36525"}, to.days);
  to.replications = read.whole("simulation.replications",
                               {1, 1e5, false, "a whole number, 1 to 100000"}, to.replications);
  to.seed = read.whole("simulation.seed", seed_range, to.seed);
  if (read.find("simulation.warm_up_h"))
    to.warm_up_h = read.number("simulation.warm_up_h", text::not_negative, 0);
}

}  // namespace

void case_builder::build_settings() {
  const settings_reader read{text, report};
  auto& settings = data.settings;
  settings.title = printable(read.required("title", "a text"));
  if (const auto* given = read.find("description")) settings.description = given->value;
  if (const auto* given = read.find("currency")) settings.currency = given->value;
  read.required("base_year", "a year");
  settings.base_year = read.whole("base_year", text::year_range, 1);
  if (text.has_network) read.required("date", "YYYY-MM-DD");
  settings.day = read.day("date").value_or(date{});
  settings.demand_day = read.day("demand.observed_on").value_or(settings.day);
  if (text.has_network) read.required("demand.per", "day, month, year");
  const double days[] = {1, 365.0 / 12, 365};
  demand_days = days[read.choice("demand.per", {"day", "month", "year"}, 0)];
  settings.crossing_delay =
      static_cast<cases::crossing_delay>(read.choice("crossing.delay", {"fixed", "simulated"}, 0));
  read_equilibrium(read, settings);
  read_trade(read, settings.trade);
  read_finance(read, settings.finance);
  read_time(read, settings.time);
  read_simulation(read, settings.simulation);
}

}  // namespace amur::cases
