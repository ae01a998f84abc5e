// Whether the trade tables are the accounts of a year, and how the network's flows fit into them.

#include <fmt/format.h>

#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/model/world_trade.h"
#include "amur/study/check.h"
#include "amur/study/names.h"

namespace amur::study {
namespace {

// Demand worth a little more than a rounded table says is no finding.
constexpr double notable = 1.05;

}  // namespace

void check_trade(const case_data& data, diagnostics& report) {
  if (data.trade_values.empty()) return;
  try {
    const auto trade = build_world_trade(data);
    for (const auto& [pair, times] : trade.overfull) {
      if (times < notable) continue;
      const auto flows =
          fmt::format("demand of sector '{}' from region '{}' to '{}'",
                      data.trade_sectors[trade_sector_id(trade.sector_of(pair))].id,
                      data.trade_regions[trade_region_id(trade.exporter_of(pair))].id,
                      data.trade_regions[trade_region_id(trade.importer_of(pair))].id);
      report.warning("trade.csv", 0, "value_usd", "",
                     std::isinf(times) ? flows + " has no trade to be part of, and won't answer"
                                       : fmt::format("{} is worth {:.3g} times what the table says",
                                                     flows, times),
                     "at least the value of the demand table's tonnes");
    }
  } catch (const no_answer& problem) {
    report.add(problem.finding);
  }
}

}  // namespace amur::study
