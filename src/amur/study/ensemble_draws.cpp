#include "amur/study/ensemble_draws.h"

#include <utility>

namespace amur::study {
namespace {

std::vector<std::uint32_t> factors_of(const ensemble::varied_case& varied) {
  std::vector<std::uint32_t> factors;
  for (const auto& input : varied.inputs) factors.push_back(input.factor);
  return factors;
}

}  // namespace

case_design::case_design(const asked_ensemble& asked, const ensemble::varied_case& varied)
    : count_(asked.draws), draws_(asked.seed, asked.draws) {
  if (!asked.is_screening) return;
  screening_.emplace(asked.seed, asked.draws, factors_of(varied));
  count_ = screening_->runs();
}

std::uint64_t case_design::count() const { return count_; }

std::vector<double> case_design::changes(const ensemble::varied_case& varied,
                                         std::uint64_t index) const {
  if (!screening_) return ensemble::changes_in(varied, draws_, index);
  return ensemble::changes_by(
      varied, [&](std::uint32_t factor) { return screening_->normal(factor, index); });
}

cases::case_text varied_texts::drawn(const case_design& design, std::uint64_t index,
                                     const cases::case_text& text, const cases::case_text& unedited,
                                     const std::string& name) {
  const auto& varied = varied_in(text, unedited, name);
  return ensemble::with_changes(text, varied, design.changes(varied, index));
}

const ensemble::varied_case& varied_texts::varied_in(const cases::case_text& text,
                                                     const cases::case_text& unedited,
                                                     const std::string& name) {
  const std::lock_guard lock(finding_);
  const auto at = known_.find(name);
  if (at != known_.end()) return at->second;
  // What is wrong with spreads was told of the case as it is written.
  diagnostics untold;
  auto varied =
      ensemble::find_varied(text, unedited, data_, asked_.rules, asked_.more_tables(), untold);
  return known_.emplace(name, std::move(varied)).first->second;
}

}  // namespace amur::study
