#pragma once
// What people say, held against a figure of the result.

#include <map>
#include <optional>
#include <string>

#include "amur/result/names.h"

namespace amur::result {

enum class verdict { holds, does_not_hold, cannot_be_told };
[[nodiscard]] const char* to_string(verdict verdict);

struct judged_claim {
  result::verdict verdict = verdict::cannot_be_told;
  std::optional<double> figure;
  std::string reason;  ///< why it can't be told; empty otherwise
};

/// Whether a figure is on the claim's side of its threshold, whatever is sure of it.
[[nodiscard]] bool meets(const claim& claim, double figure);
/// "> 75"
[[nodiscard]] std::string condition_of(const claim& claim);

/// Compares the claim's figure with its threshold. It can't be told where there is no figure, the
/// figure is nearer to the threshold than the claim's margin, or a row it rests on is only assumed.
[[nodiscard]] judged_claim judge(const claim& claim, std::optional<double> figure,
                                 const std::map<std::string, confidence>& row_confidence);

}  // namespace amur::result
