#pragma once
// Loans of tables worked by hand, and figures beside those of a table.

#include <gtest/gtest.h>

#include <vector>

#include "amur/finance/loan.h"

namespace amur::test {

inline finance::loan_terms simple_loan(double amount, double rate, int maturity, int grace = 0) {
  finance::loan_terms terms;
  terms.draw = {amount};
  terms.rate = {rate};
  terms.maturity_years = maturity;
  terms.grace_years = grace;
  return terms;
}

inline void expect_near(const std::vector<double>& found, const std::vector<double>& wanted) {
  ASSERT_EQ(found.size(), wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], wanted[i], 1e-9) << i;
}

}  // namespace amur::test
