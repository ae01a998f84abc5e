#pragma once
// A change appraised, as tables.

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "amur/finance/appraisal.h"
#include "amur/model/user_surplus.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

enum class gainer { users, operators, treasuries, climate, financier };

/// Money that changes hands in a year: paid by users, received by others.
struct transfer_sums {
  double paid_usd = 0, received_usd = 0;
};

/// A year with a change over the same without it, in USD.
struct appraised_year {
  int year = 0;
  std::map<std::pair<gainer, std::string>, double> gain_usd;  ///< by who
  std::map<std::string, model::user_gain> users;              ///< by commodity
  std::map<std::string, transfer_sums> transfers;             ///< by kind
  double co2e_t = 0;

  /// Of all of a kind.
  [[nodiscard]] double sum_usd(gainer kind) const;
};

struct appraised_change {
  double rate = 0, growth = 0, carbon_value_usd_per_t = 0;
  std::vector<appraised_year> years;  ///< one after the other
};

/// Costs are what the financier loses, benefits all else.
[[nodiscard]] finance::appraisal appraisal_of(const appraised_change& change);

[[nodiscard]] std::vector<result_table> appraisal_tables(const appraised_change& change);

}  // namespace amur::result
