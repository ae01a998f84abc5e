// Finance by its own tables: cash flows add up, rates of return bring them to nothing.

#include <cmath>
#include <map>

#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr double of_rate = 1e-6;  // a rate of return is searched for

double larger(std::initializer_list<double> values) {
  double most = 0;
  for (const double each : values) most = std::max(most, std::abs(each));
  return most > 0 ? most : 1;
}

struct yearly_flows {
  std::vector<double> project, owners;
};

double worth(const std::vector<double>& flow, double rate) {
  double sum = 0;
  for (std::size_t year = 0; year < flow.size(); ++year)
    sum += flow[year] / std::pow(1 + rate, static_cast<double>(year));
  return sum;
}

// What the present values of a flow add up to without their signs.
double moved(const std::vector<double>& flow, double rate) {
  double sum = 0;
  for (std::size_t year = 0; year < flow.size(); ++year)
    sum += std::abs(flow[year]) / std::pow(1 + rate, static_cast<double>(year));
  return sum > 0 ? sum : 1;
}

struct taxes {
  double paid = 0, without_loans = 0;
};

// By project and year; none where a case's projects pay none.
std::map<std::pair<std::string, std::int64_t>, taxes> taxes_of(
    const result::result_tables& tables) {
  std::map<std::pair<std::string, std::int64_t>, taxes> all;
  if (!tables.has("finance_taxes")) return all;
  const table_columns rows(tables.table("finance_taxes"));
  for (std::size_t i = 0; i < rows.rows(); ++i)
    all[{rows.texts("project_id")[i], rows.integers("year")[i]}] = {
        rows.numbers("tax_usd")[i], rows.numbers("tax_without_loans_usd")[i]};
  return all;
}

std::map<std::string, yearly_flows> check_years(const result::result_tables& tables,
                                                verification& found) {
  const table_columns years(tables.table("finance_years"));
  const auto all_taxes = taxes_of(tables);
  largest_miss sums("cash flows add up, year by year", "of the larger figure", rounding),
      cover("cover is what is available over debt service", "of the larger figure", rounding);
  const auto of = [&](const char* column) { return years.numbers(column); };
  const auto income = of("income_usd"), operating = of("operating_cost_usd"),
             available = of("available_usd"), construction = of("construction_usd"),
             project = of("project_usd"), drawn = of("drawn_usd"), interest = of("interest_usd"),
             fees = of("fees_usd"), principal = of("principal_usd"), service = of("service_usd"),
             reserve = of("reserve_usd"), owners = of("owners_usd"), dscr = of("dscr");
  std::map<std::string, yearly_flows> flows;
  for (std::size_t i = 0; i < years.rows(); ++i) {
    const auto note = [&](const char* column, double off, double beside) {
      sums.note(std::abs(off) / beside, [&] { return years.place(i, column); });
    };
    const auto& project_id = years.texts("project_id")[i];
    const auto taxed = all_taxes.find({project_id, years.integers("year")[i]});
    const auto tax = taxed == all_taxes.end() ? taxes{} : taxed->second;
    const bool first = i == 0 || years.texts("project_id")[i - 1] != project_id;
    const double reserved = reserve[i] - (first ? 0 : reserve[i - 1]);
    note("available_usd", available[i] - income[i] + operating[i] + tax.paid,
         larger({income[i], operating[i], available[i]}));
    note("project_usd", project[i] - available[i] + construction[i] + tax.without_loans - tax.paid,
         larger({available[i], construction[i], project[i]}));
    note("service_usd", service[i] - interest[i] - fees[i] - principal[i],
         larger({interest[i], fees[i], principal[i], service[i]}));
    note("owners_usd",
         owners[i] - project[i] - drawn[i] + service[i] + reserved + tax.paid - tax.without_loans,
         larger({project[i], drawn[i], service[i], owners[i], reserved}));
    if (!std::isnan(dscr[i]))
      cover.note(relative_difference(dscr[i], available[i] / service[i]),
                 [&] { return years.place(i, "dscr"); });
    auto& flow = flows[project_id];
    flow.project.push_back(project[i]);
    flow.owners.push_back(owners[i]);
  }
  found.push_back(sums.finish());
  found.push_back(cover.finish());
  return flows;
}

}  // namespace

void check_finance_tables(const result::result_tables& tables, verification& found) {
  const auto flows = check_years(tables, found);
  const table_columns ratios(tables.table("finance_ratios"));
  largest_miss values("net present values are those of the flows", "of what flows", rounding),
      returns("rates of return bring the flows to nothing", "of what flows", of_rate);
  for (std::size_t i = 0; i < ratios.rows(); ++i) {
    const auto at = flows.find(ratios.texts("project_id")[i]);
    if (at == flows.end()) {
      values.note(1, [&] { return ratios.place(i, "project_id"); });
      continue;
    }
    const double rate = ratios.numbers("discount_rate")[i];
    const auto check = [&](const std::vector<double>& flow, const char* npv, const char* irr) {
      values.note(std::abs(worth(flow, rate) - ratios.numbers(npv)[i]) / moved(flow, rate),
                  [&] { return ratios.place(i, npv); });
      const double own = ratios.numbers(irr)[i];
      if (!std::isnan(own))
        returns.note(std::abs(worth(flow, own)) / moved(flow, own),
                     [&] { return ratios.place(i, irr); });
    };
    check(at->second.project, "npv_usd", "irr");
    check(at->second.owners, "owners_npv_usd", "owners_irr");
  }
  found.push_back(values.finish());
  found.push_back(returns.finish());
}

}  // namespace amur::verify
