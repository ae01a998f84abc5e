#include "amur/assign/linear_tape.h"

#include <algorithm>

namespace amur::assign {

linear_tape::variable linear_tape::close(double value) {
  value_.push_back(value);
  varies_.push_back(of_.size() > (end_.empty() ? 0 : end_.back()) ? 1 : 0);
  end_.push_back(of_.size());
  return static_cast<variable>(value_.size() - 1);
}

void linear_tape::go_back(std::vector<double>& adjoint, std::size_t count) const {
  for (auto at = value_.size(); at-- > 0;) {
    if (!varies_[at]) continue;
    const double* own = &adjoint[at * count];
    if (std::all_of(own, own + count, [](double each) { return each == 0; })) continue;
    for (auto t = at == 0 ? 0 : end_[at - 1]; t < end_[at]; ++t) {
      double* to = &adjoint[std::size_t{of_[t]} * count];
      for (std::size_t i = 0; i < count; ++i) to[i] += partial_[t] * own[i];
    }
  }
}

}  // namespace amur::assign
