#pragma once
// Trade in excess of what gravity expects, and what both sides of a trade say of it.

#include <span>
#include <vector>

#include "amur/trade/gravity.h"
#include "amur/trade/robust_score.h"

namespace amur::trade {

struct mirror_gaps {
  std::vector<double> log_gap;  ///< [row] no number where one side says nothing or 0
  robust_scores scores;
};

/// ln(imports / (exports x (1 + margin))): what the importer reports, freight and insurance
/// included, over what the exporter does, without. Scored among flows of like size (the geometric
/// mean of both reports), on both sides. `is_scored[row]` false leaves a row out.
[[nodiscard]] mirror_gaps find_mirror_gaps(std::span<const double> exports,
                                           std::span<const double> imports, double margin,
                                           const std::vector<bool>& is_scored,
                                           const score_options& options);

struct excess_options {
  gravity_options estimation;
  score_options score{0.01, false};
  int most_rounds = 100;
  double tolerance = 1e-4;  ///< of what is expected of trade in excess, relative
};

struct trade_excess {
  gravity_estimate estimate;      ///< of the last round
  std::vector<double> expected;   ///< [row] by the others; no number where it has no fit
  std::vector<double> log_ratio;  ///< [row] ln(trade / expected), minus infinity without trade
  robust_scores scores;           ///< of trade above what is expected, among like expectations
  int rounds = 0;
  bool is_settled = false;  ///< else trade in excess still moves what is expected of it
};

/// What gravity expects of each row by all others, and trade beyond it. Trade that is judged in
/// excess is replaced by its fit and the equation estimated anew, until neither the list nor the
/// fits move. There a replaced row adds nothing to the first order conditions, so the estimate is
/// that of the other rows (an EM step; Dempster, Laird & Rubin 1977). A row once replaced stays so.
///
/// A row that is much of its exporter's trade draws the fit to itself. With h its leverage, what
/// others say of it is (fit - h trade) / (1 - h), exact for one effect, and ln(trade / expected)
/// times the root of 1 - h has the spread of other rows (deleted residuals: Cook & Weisberg 1982).
/// h is 1 less the product over effects of 1 - fit / the fit of the row's group, that of balanced
/// effects; regressors, few beside groups, are left out of it.
///
/// Not scored: rows of `is_scored` false, which tell the equation all the same.
[[nodiscard]] trade_excess find_excess(const gravity_data& data, const std::vector<bool>& is_scored,
                                       const excess_options& options);

}  // namespace amur::trade
