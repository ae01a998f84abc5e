#pragma once
// Warnings about a case that can be read but is probably not meant as it stands.

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"

namespace amur::study {

/// Islands, lone nodes, zero capacities, missing sources, rows that nothing uses, duplicate demand,
/// and values 1000 x off their column's median (a slip of unit or currency).
void check_tables(const cases::case_data& data, diagnostics& report);

/// Modes that no vehicle has, lengths below the great circle, unknown countries, links that stand
/// twice or cross a border in no crossing, ways without a way back, gauges that meet without a
/// transfer, rates above 1, demand far above capacity.
void check_networks(const cases::case_data& data, diagnostics& report);

/// Speeds and values of goods far from what they usually are.
void check_usual_figures(const cases::case_data& data, diagnostics& report);

/// Trade tables that contradict themselves or the demand table.
void check_trade(const cases::case_data& data, diagnostics& report);

/// Loans larger than their project, shares that no state takes up, crossings without a fee.
void check_finance(const cases::case_data& data, diagnostics& report);

/// Shoppers without shops or who never come, shops without shoppers or far from their town, rates
/// that start too late.
void check_places(const cases::case_data& data, diagnostics& report);

/// Demand that finds no route on the case's day, or whose trade is banned.
void check_routes(const cases::case_data& data, diagnostics& report);

}  // namespace amur::study
