#include "amur/world/trade_requests.h"

#include "amur/world/reported_trade.h"
#include "amur/world/trade_world.h"

namespace amur::world {
namespace {

using text::field_type;
using text::request_field;

// Of a list of regressors, groups or changes, which may name hundreds.
constexpr std::size_t longest_list = 100'000;

request_field column(const char* name, const char* option, const char* sentence) {
  return {.name = name, .option = option, .sentence = sentence};
}

request_field list(const char* name, const char* option, const char* sentence) {
  return {.name = name,
          .option = option,
          .sentence = sentence,
          .longest = longest_list,
          .repeats = true};
}

request_field flag(const char* name, const char* option, const char* sentence) {
  return {.name = name, .option = option, .type = field_type::flag, .sentence = sentence};
}

request_field required(request_field field) {
  field.is_required = true;
  return field;
}

request_field with_usual(request_field field, const std::string& usual) {
  field.usual = usual;
  return field;
}

// Which equation is asked for.
std::vector<request_field> equation_fields() {
  return {
      required(column("y", "-y,--y", "Column of trade")),
      list("x", "-x,--x",
           "Columns that explain it: NAME, ln(NAME) or ln(1+NAME), at another time lag(NAME,4) or "
           "lead(NAME,4), with commas between; a name that holds a comma, '#' or the like in "
           "double quotes"),
      list("fe", "--fe", "Fixed effects: a column or columns together, as in exporter#year"),
      list("cluster", "--cluster",
           "Let errors within these groups move together; else they are only robust"),
      column("offset", "--offset", "Column with a coefficient of 1"),
      column("weights", "--weights",
             "Column of weights, one over a row's chance to be drawn (pweight)"),
      column("time", "--time", "Column of time, for lag() and lead()"),
      list("panel", "--panel",
           "Columns that tell panels apart, for lag() and lead(); default: all of --fe and "
           "--cluster but that of time"),
      flag("refuse_missing", "--refuse-missing",
           "Refuse rows with a missing value (blank, NA, NaN or a dot), which are else left out "
           "and counted")};
}

std::vector<request_field> with_equation(std::vector<request_field> own) {
  auto fields = equation_fields();
  fields.insert(fields.end(), own.begin(), own.end());
  return fields;
}

std::vector<request_field> estimate_fields() {
  return with_equation(
      {list("test", "--test",
            "Test that these regressors' coefficients are all 0, with commas between"),
       flag("reset", "--reset",
            "Test the form of the equation: whether the square of the fit's logarithm explains "
            "more"),
       {.name = "distribution",
        .option = "--distribution",
        .type = field_type::word,
        .sentence = "Of coefficients over their standard errors: normal, as ppmlhdfe has it, or t "
                    "with G - 1 degrees of freedom, G being the fewest clusters, or the rows",
        .words = {"normal", "t"},
        .usual = "normal"},
       column("correct_bias", "--correct-bias",
              "Take out the bias that effects of EXPORTER#TIME, IMPORTER#TIME and the pair leave "
              "in estimates and standard errors (Weidner & Zylkin 2021); the column of time")});
}

// Of how sure the coefficients are.
std::vector<request_field> spread_fields() {
  return {{.name = "samples",
           .option = "--samples",
           .type = field_type::whole,
           .sentence = "Draw so many sets of coefficients from the estimate's covariance, for "
                       "intervals of the equilibrium",
           .highest = 100'000},
          {.name = "seed",
           .option = "--seed",
           .type = field_type::whole,
           .sentence = "Seed of the draws",
           .highest = UINT64_MAX,
           .usual = equilibrium_arguments().seed}};
}

std::vector<request_field> equilibrium_fields() {
  const equilibrium_arguments usual;
  std::vector<request_field> own = {
      required(list("set", "--set",
                    "A change, such as 'pta=1 where exporter=CAN and importer=JPN'; may be given "
                    "again, in order. NAME=, NAME*= or NAME+= a number, or a duty on carbon, "
                    "border_carbon(KG_PER_USD,PRICE,CHARGED); words with | between")),
      list("coefficients", "--coefficients",
           "Take these instead of estimating: NAME=NUMBER, with commas between"),
      {.name = "sigma",
       .option = "--sigma",
       .type = field_type::number,
       .sentence = "Elasticity of substitution",
       .least = 1.001,
       .most = 1000,
       .usual = usual.sigma},
      column("reference", "--reference",
             "Country whose consumer price stays 1; default: who spends most"),
      with_usual(column("exporter", "--exporter", "Column of exporters"), usual.exporter),
      with_usual(column("importer", "--importer", "Column of importers"), usual.importer),
      column("production", "--production",
             "Column of the exporter's output; default: the sum of its trade"),
      column("expenditure", "--expenditure",
             "Column of the importer's expenditure; default: the sum of its trade"),
      column("where", "--where",
             "Rows that are the world of today, such as 'year=2006'; all are estimated from"),
      flag("deficits_held", "--deficits-held",
           "Deficits stay a share of world output, not of the country's own"),
      flag("implied_prices", "--implied-prices",
           "Prices follow resistances without clearing markets, as gegravity has it")};
  const auto spread = spread_fields();
  own.insert(own.begin() + 2, spread.begin(), spread.end());
  return with_equation(std::move(own));
}

std::vector<request_field> gaps_fields() {
  const gaps_arguments usual;
  return {
      with_usual(column("exporter", "--exporter", "Column of exporters"), usual.exporter),
      with_usual(column("importer", "--importer", "Column of importers"), usual.importer),
      column("period", "--period", "Column of years or months, such as 2023, 2023-05 or 202305"),
      column("product", "--product", "Column of products, each compared within itself"),
      column("exports", "--exports", "Column of what exporters report, without freight (FOB)"),
      column("imports", "--imports", "Column of what importers report, with freight (CIF)"),
      column("y", "-y,--y",
             "Column of trade, for gravity; default: what the importer reports, else what the "
             "exporter does with the margin"),
      list("x", "-x,--x",
           "Columns that explain trade: NAME, ln(NAME) or ln(1+NAME), with commas between"),
      {.name = "margin",
       .option = "--margin",
       .type = field_type::number,
       .sentence = "Freight and insurance in what importers report, a share of what exporters do",
       .least = 0,
       .most = 1,
       .usual = usual.margin},
      {.name = "level",
       .option = "--level",
       .type = field_type::number,
       .sentence = "Share of flows without anything odd that are listed all the same",
       .least = 1e-6,
       .most = 0.2,
       .usual = usual.level},
      {.name = "least",
       .option = "--least",
       .type = field_type::number,
       .sentence = "List only what is off by this much, in the table's own unit",
       .least = 0,
       .most = text::largest_number,
       .usual = usual.least}};
}

}  // namespace

const text::declared_command& estimate_request() {
  static const text::declared_command declared{
      "trade estimate", "Gravity equation by Poisson pseudo maximum likelihood with fixed effects",
      "amur trade estimate trade.csv --y trade --x \"ln(distance),contiguity\" \\\n"
      "    --fe exporter#year,importer#year --cluster exporter#importer",
      estimate_fields()};
  return declared;
}

const text::declared_command& equilibrium_request() {
  static const text::declared_command declared{
      "trade equilibrium",
      "Structural gravity with one sector: what a change does to every country",
      "amur trade equilibrium trade.csv --y trade --x \"ln(distance),pta\" --sigma 5 \\\n"
      "    --set \"pta=1 where exporter=CAN and importer=JPN\" \\\n"
      "    --set \"pta=1 where exporter=JPN and importer=CAN\" --reference DEU",
      equilibrium_fields()};
  return declared;
}

const text::declared_command& gaps_request() {
  static const text::declared_command declared{
      "trade gaps",
      "Trade that looks like evasion: mirror gaps, excess over gravity, ways around a measure",
      "amur trade gaps reported.csv --period month --exports fob --imports cif \\\n"
      "    --measures sanctions.csv --level 0.001 -o rows.csv --paths paths.csv",
      gaps_fields()};
  return declared;
}

std::array<const text::declared_command*, 3> trade_requests() {
  return {&estimate_request(), &equilibrium_request(), &gaps_request()};
}

}  // namespace amur::world
