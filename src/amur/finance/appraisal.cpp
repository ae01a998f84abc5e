#include "amur/finance/appraisal.h"

#include "amur/base/number.h"
#include "amur/finance/time_value.h"

namespace amur::finance {

appraisal appraise(double rate, std::span<const double> benefit_usd,
                   std::span<const double> cost_usd) {
  std::vector<double> net;
  for (std::size_t year = 0; year < benefit_usd.size(); ++year)
    net.push_back(benefit_usd[year] - cost_usd[year]);
  appraisal made;
  made.enpv_usd = net_present_value(rate, net);
  auto found = internal_rate_of_return(net);
  made.eirr = found.rate;
  made.all_eirr = std::move(found.all);
  made.benefits_usd = net_present_value(rate, benefit_usd);
  made.costs_usd = net_present_value(rate, cost_usd);
  made.benefit_cost_ratio = made.costs_usd != 0 ? made.benefits_usd / made.costs_usd : no_number;
  return made;
}

}  // namespace amur::finance
