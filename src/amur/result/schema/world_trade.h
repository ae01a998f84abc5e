#pragma once
// World trade before and after.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct trade_pairs_row {
  std::string exporter_region_id, importer_region_id, sector_id;
  double value_before_usd, value_after_usd, change, share_before, share_after, cost_factor,
      import_duty_before, import_duty_after, export_duty_before, export_duty_after;

  static const row_schema<trade_pairs_row>& schema() {
    using row = trade_pairs_row;
    static const row_schema<row> declared{
        "trade_pairs",
        written_by::trade,
        "Trade of a sector from one region to another.",
        {{"exporter_region_id", &row::exporter_region_id, means::exporter, key},
         {"importer_region_id", &row::importer_region_id, means::importer, key},
         {"sector_id", &row::sector_id, means::sector, key},
         {"value_before_usd", &row::value_before_usd, means::before_usd},
         {"value_after_usd", &row::value_after_usd, means::after_usd},
         {"change", &row::change, means::change, nullable},
         {"share_before",
          &row::share_before,
          {"share", "Share of the importer's spending on the sector, before."}},
         {"share_after",
          &row::share_after,
          {"share", "Share of the importer's spending on the sector, after."}},
         {"cost_factor", &row::cost_factor, {"1", "Cost of delivery after over before."}},
         {"import_duty_before", &row::import_duty_before, {"share", "Import duty, before."}},
         {"import_duty_after", &row::import_duty_after, {"share", "Import duty, after."}},
         {"export_duty_before", &row::export_duty_before, {"share", "Export duty, before."}},
         {"export_duty_after", &row::export_duty_after, {"share", "Export duty, after."}}}};
    return declared;
  }
};

struct trade_totals_row {
  std::string exporter_region_id, importer_region_id;
  double value_before_usd, value_after_usd, change;
  std::int64_t rank_before, rank_after;

  static const row_schema<trade_totals_row>& schema() {
    using row = trade_totals_row;
    static const row_schema<row> declared{
        "trade_totals",
        written_by::trade,
        "Trade of all sectors from one region to another.",
        {{"exporter_region_id", &row::exporter_region_id, means::exporter, key},
         {"importer_region_id", &row::importer_region_id, means::importer, key},
         {"value_before_usd", &row::value_before_usd, means::before_usd},
         {"value_after_usd", &row::value_after_usd, means::after_usd},
         {"change", &row::change, means::change, nullable},
         {"rank_before", &row::rank_before, {"1", "Rank among the exporter's markets, before."}},
         {"rank_after", &row::rank_after, {"1", "Rank among the exporter's markets, after."}}}};
    return declared;
  }
};

struct trade_partners_row {
  std::string region_id, partner;
  std::int64_t is_group;
  double value_before_usd, value_after_usd, change, share_before, share_after;
  std::int64_t rank_before, rank_after;

  static const row_schema<trade_partners_row>& schema() {
    using row = trade_partners_row;
    static const row_schema<row> declared{
        "trade_partners",
        written_by::trade,
        "Exports and imports of a region with a partner.",
        {{"region_id", &row::region_id, means::region, key},
         {"partner", &row::partner, {"", "A region, or a group of them."}, key},
         {"is_group", &row::is_group, {"0 or 1", "Whether the partner is a group."}},
         {"value_before_usd", &row::value_before_usd, means::before_usd},
         {"value_after_usd", &row::value_after_usd, means::after_usd},
         {"change", &row::change, means::change, nullable},
         {"share_before",
          &row::share_before,
          {"share", "Share of the region's trade, before."},
          nullable},
         {"share_after",
          &row::share_after,
          {"share", "Share of the region's trade, after."},
          nullable},
         {"rank_before",
          &row::rank_before,
          {"1", "Rank among the region's partners, before; 0 for a group."}},
         {"rank_after",
          &row::rank_after,
          {"1", "Rank among the region's partners, after; 0 for a group."}}}};
    return declared;
  }
};

struct trade_regions_row {
  std::string region_id, name, region_group;
  double x, y, exports_before_usd, exports_after_usd, imports_before_usd, imports_after_usd,
      import_duty_before_usd, import_duty_after_usd, export_duty_before_usd, export_duty_after_usd,
      real_income_before_usd, real_income_change, real_wage_change, terms_of_trade, volume_of_trade,
      delivery_cost, price_change, wage_change;

  static const row_schema<trade_regions_row>& schema() {
    using row = trade_regions_row;
    static const row_schema<row> declared{
        "trade_regions",
        written_by::trade,
        "A region's trade and welfare.",
        {{"region_id", &row::region_id, means::region, key},
         {"name", &row::name, {"", "Its name."}},
         {"region_group", &row::region_group, {"", "Group that it belongs to, empty for none."}},
         {"x", &row::x, {"degree", "Longitude."}, nullable},
         {"y", &row::y, {"degree", "Latitude."}, nullable},
         {"exports_before_usd", &row::exports_before_usd, {"USD/year", "Exports, before."}},
         {"exports_after_usd", &row::exports_after_usd, {"USD/year", "Exports, after."}, compared},
         {"imports_before_usd", &row::imports_before_usd, {"USD/year", "Imports, before."}},
         {"imports_after_usd", &row::imports_after_usd, {"USD/year", "Imports, after."}, compared},
         {"import_duty_before_usd",
          &row::import_duty_before_usd,
          {"USD/year", "Revenue of import duties, before."}},
         {"import_duty_after_usd",
          &row::import_duty_after_usd,
          {"USD/year", "Revenue of import duties, after."}},
         {"export_duty_before_usd",
          &row::export_duty_before_usd,
          {"USD/year", "Revenue of export duties, before."}},
         {"export_duty_after_usd",
          &row::export_duty_after_usd,
          {"USD/year", "Revenue of export duties, after."}},
         {"real_income_before_usd",
          &row::real_income_before_usd,
          {"USD/year", "Real income, before."}},
         {"real_income_change",
          &row::real_income_change,
          {"share", "Change of real income."},
          nullable | compared},
         {"real_wage_change",
          &row::real_wage_change,
          {"share", "Change of the real wage."},
          nullable},
         {"terms_of_trade",
          &row::terms_of_trade,
          {"share",
           "Part of the change of real income by terms of trade, to first order; NULL where that "
           "says nothing."},
          nullable},
         {"volume_of_trade",
          &row::volume_of_trade,
          {"share", "Part by the volume of trade that pays duties, to first order."},
          nullable},
         {"delivery_cost",
          &row::delivery_cost,
          {"share", "Part by the cost of delivery, to first order."},
          nullable},
         {"price_change", &row::price_change, {"share", "Change of consumer prices."}, nullable},
         {"wage_change", &row::wage_change, {"share", "Change of the wage."}, nullable}}};
    return declared;
  }
};

struct trade_sectors_row {
  std::string region_id, sector_id;
  double output_before_usd, output_after_usd, change, exports_before_usd, exports_after_usd,
      imports_before_usd, imports_after_usd, duty_revenue_before_usd, duty_revenue_after_usd,
      price_change;

  static const row_schema<trade_sectors_row>& schema() {
    using row = trade_sectors_row;
    static const row_schema<row> declared{
        "trade_sectors",
        written_by::trade,
        "A sector of a region.",
        {{"region_id", &row::region_id, means::region, key},
         {"sector_id", &row::sector_id, means::sector, key},
         {"output_before_usd", &row::output_before_usd, {"USD/year", "Output, before."}},
         {"output_after_usd", &row::output_after_usd, {"USD/year", "Output, after."}},
         {"change", &row::change, means::change, nullable},
         {"exports_before_usd", &row::exports_before_usd, {"USD/year", "Exports, before."}},
         {"exports_after_usd", &row::exports_after_usd, {"USD/year", "Exports, after."}},
         {"imports_before_usd", &row::imports_before_usd, {"USD/year", "Imports, before."}},
         {"imports_after_usd", &row::imports_after_usd, {"USD/year", "Imports, after."}},
         {"duty_revenue_before_usd",
          &row::duty_revenue_before_usd,
          {"USD/year", "Revenue of duties, before."}},
         {"duty_revenue_after_usd",
          &row::duty_revenue_after_usd,
          {"USD/year", "Revenue of duties, after."}},
         {"price_change",
          &row::price_change,
          {"share", "Change of the price of its output."},
          nullable}}};
    return declared;
  }
};

struct trade_uncertainty_row {
  std::string region_id, measure;
  double mean, p05, p25, p50, p75, p95;
  std::int64_t samples, without_solution;

  static const row_schema<trade_uncertainty_row>& schema() {
    using row = trade_uncertainty_row;
    static const row_schema<row> declared{
        "trade_uncertainty",
        written_by::trade,
        "How far a figure of a region depends on the elasticities drawn.",
        {{"region_id", &row::region_id, means::region, key},
         {"measure",
          &row::measure,
          {"",
           "real_income_change (share), exports_after_usd, imports_after_usd or duty_after_usd "
           "(USD/year)."},
          key},
         {"mean", &row::mean, {"measure", "Mean of the draws."}, nullable},
         {"p05", &row::p05, {"measure", means::p05.says}, nullable},
         {"p25", &row::p25, {"measure", means::p25.says}, nullable},
         {"p50", &row::p50, {"measure", means::p50.says}, nullable},
         {"p75", &row::p75, {"measure", means::p75.says}, nullable},
         {"p95", &row::p95, {"measure", means::p95.says}, nullable},
         {"samples", &row::samples, {"1", "Draws."}},
         {"without_solution", &row::without_solution, {"1", "Draws without an equilibrium."}}}};
    return declared;
  }
};

struct trade_coupling_row {
  std::int64_t round;
  double change;
  std::string flow;
  std::int64_t network_steps;
  double network_residual;
  std::int64_t trade_steps;
  double trade_residual;

  static const row_schema<trade_coupling_row>& schema() {
    using row = trade_coupling_row;
    static const row_schema<row> declared{
        "trade_coupling",
        written_by::trade,
        "A round of network and trade.",
        {{"round", &row::round, {"1", "From 1."}, key},
         {"change",
          &row::change,
          {"share", "Largest relative difference of a flow between network and trade."},
          nullable},
         {"flow", &row::flow, {"", "The flow that differs most."}},
         {"network_steps", &row::network_steps, {"1", "Iterations of the network."}},
         {"network_residual",
          &row::network_residual,
          {"1", "What the network's equilibrium misses."},
          nullable},
         {"trade_steps", &row::trade_steps, {"1", "Iterations of trade."}},
         {"trade_residual",
          &row::trade_residual,
          {"1", "What the equilibrium of trade misses."},
          nullable}}};
    return declared;
  }
};

struct trade_residuals_row {
  std::string equation;
  double before, after;

  static const row_schema<trade_residuals_row>& schema() {
    using row = trade_residuals_row;
    static const row_schema<row> declared{
        "trade_residuals",
        written_by::trade,
        "How well an equation of the equilibria holds.",
        {{"equation", &row::equation, {"", "The equation."}, key},
         {"before", &row::before, {"1", "Largest relative error, before."}, nullable},
         {"after", &row::after, {"1", "Largest relative error, after."}, nullable}}};
    return declared;
  }
};

inline schema_part world_trade_schema() {
  return {"World trade before and after",
          {described<trade_pairs_row>(), described<trade_totals_row>(),
           described<trade_partners_row>(), described<trade_regions_row>(),
           described<trade_sectors_row>(), described<trade_uncertainty_row>(),
           described<trade_coupling_row>(), described<trade_residuals_row>()}};
}

}  // namespace amur::result
