#include "amur/result/tables_appraisal.h"

#include <set>

#include "amur/finance/time_value.h"
#include "amur/result/schema/appraisal.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables_finance.h"

namespace amur::result {
namespace {

const char* to_string(gainer kind) {
  constexpr const char* words[] = {"users", "operators", "treasuries", "climate", "financier"};
  return words[static_cast<std::size_t>(kind)];
}

double benefit_usd(const appraised_year& year) {
  double sum = 0;
  for (const auto& [who, usd] : year.gain_usd)
    if (who.first != gainer::financier) sum += usd;
  return sum;
}

result_table summary_table(const appraised_change& change) {
  const auto worth = appraisal_of(change);
  table_rows<appraisal_row> rows;
  rows.add({.first_year = change.years.front().year,
            .years = static_cast<std::int64_t>(change.years.size()),
            .rate = change.rate,
            .growth = change.growth,
            .carbon_value_usd_per_t = change.carbon_value_usd_per_t,
            .enpv_usd = worth.enpv_usd,
            .eirr = worth.eirr,
            .eirr_all = listed_rates(worth.all_eirr),
            .benefit_cost_ratio = worth.benefit_cost_ratio,
            .benefits_usd = worth.benefits_usd,
            .costs_usd = worth.costs_usd});
  return rows.finish();
}

result_table years_table(const appraised_change& change) {
  table_rows<appraisal_years_row> rows;
  double factor = 1;
  for (const auto& year : change.years) {
    const double cost = 0 - year.sum_usd(gainer::financier), net = benefit_usd(year) - cost;
    rows.add({.year = year.year,
              .users_usd = year.sum_usd(gainer::users),
              .operators_usd = year.sum_usd(gainer::operators),
              .treasuries_usd = year.sum_usd(gainer::treasuries),
              .climate_usd = year.sum_usd(gainer::climate),
              .cost_usd = cost,
              .net_usd = net,
              .discounted_usd = net * factor,
              .co2e_t = year.co2e_t});
    factor /= 1 + change.rate;
  }
  return rows.finish();
}

result_table gains_table(const appraised_change& change) {
  std::set<std::pair<gainer, std::string>> all;
  for (const auto& year : change.years)
    for (const auto& [who, usd] : year.gain_usd) all.insert(who);
  table_rows<appraisal_gains_row> rows;
  for (const auto& who : all) {
    std::vector<double> usd;
    for (const auto& year : change.years) {
      const auto at = year.gain_usd.find(who);
      usd.push_back(at == year.gain_usd.end() ? 0 : at->second);
    }
    rows.add({.kind = to_string(who.first),
              .who = who.second,
              .npv_usd = finance::net_present_value(change.rate, usd),
              .first_year_usd = usd.front(),
              .last_year_usd = usd.back()});
  }
  return rows.finish();
}

result_table users_table(const appraised_change& change) {
  table_rows<appraisal_users_row> rows;
  for (const auto& year : change.years)
    for (const auto& [commodity, gain] : year.users)
      rows.add({.year = year.year,
                .commodity_id = commodity,
                .surplus_usd = gain.usd,
                .rule_of_half_usd = gain.rule_of_half_usd});
  return rows.finish();
}

result_table transfers_table(const appraised_change& change) {
  table_rows<appraisal_transfers_row> rows;
  for (const auto& year : change.years)
    for (const auto& [kind, sums] : year.transfers)
      rows.add({.year = year.year,
                .kind = kind,
                .paid_usd = sums.paid_usd,
                .received_usd = sums.received_usd});
  return rows.finish();
}

}  // namespace

double appraised_year::sum_usd(gainer kind) const {
  double sum = 0;
  for (const auto& [who, usd] : gain_usd)
    if (who.first == kind) sum += usd;
  return sum;
}

finance::appraisal appraisal_of(const appraised_change& change) {
  std::vector<double> benefits, costs;
  for (const auto& year : change.years) {
    benefits.push_back(benefit_usd(year));
    costs.push_back(0 - year.sum_usd(gainer::financier));
  }
  return finance::appraise(change.rate, benefits, costs);
}

std::vector<result_table> appraisal_tables(const appraised_change& change) {
  return {summary_table(change), years_table(change), gains_table(change), users_table(change),
          transfers_table(change)};
}

}  // namespace amur::result
