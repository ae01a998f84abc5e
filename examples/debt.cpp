// Public debt: with interest at the rate of growth and a balanced budget it stays what it is; a
// surplus of one percent of GDP takes ten years to bring it from 60 to 50 percent.
//
// Prints:
//   balanced: 60.0 % after ten years
//   surplus of 1 %: 50.0 % after ten years

#include <cstdio>

#include "amur/finance/public_debt.h"

int main() {
  amur::finance::economy state;
  state.domestic_debt = 0.6;
  state.domestic_rate = 0.03;
  state.growth = {0.03};
  state.external_share = 0;
  const auto balanced = amur::finance::debt_path_of(state, 10);
  std::printf("balanced: %.1f %% after ten years\n", 100 * balanced.public_debt(10));
  state.primary_balance = {0.01};
  const auto surplus = amur::finance::debt_path_of(state, 10);
  std::printf("surplus of 1 %%: %.1f %% after ten years\n", 100 * surplus.public_debt(10));
}
