#include "amur/result/claims.h"

#include <fmt/format.h>

#include <cmath>

namespace amur::result {
namespace {

bool compare(double figure, const std::string& comparison, double threshold) {
  if (comparison == "<") return figure < threshold;
  if (comparison == "<=") return figure <= threshold;
  if (comparison == ">") return figure > threshold;
  if (comparison == ">=") return figure >= threshold;
  if (comparison == "=") return figure == threshold;
  return figure != threshold;
}

}  // namespace

bool meets(const claim& claim, double figure) {
  return compare(figure, claim.comparison, claim.threshold);
}

std::string condition_of(const claim& claim) {
  return fmt::format("{} {}", claim.comparison, claim.threshold);
}

const char* to_string(verdict verdict) {
  switch (verdict) {
    case verdict::holds:
      return "holds";
    case verdict::does_not_hold:
      return "does not hold";
    case verdict::cannot_be_told:
      break;
  }
  return "cannot be told";
}

judged_claim judge(const claim& claim, std::optional<double> figure,
                   const std::map<std::string, confidence>& row_confidence) {
  judged_claim result;
  if (!figure || !std::isfinite(*figure)) {
    result.reason = "the result holds no figure for it";
    return result;
  }
  result.figure = figure;
  for (const auto& row : claim.rests_on) {
    const auto at = row_confidence.find(row);
    if (at == row_confidence.end() || at->second != confidence::assumed) continue;
    result.reason += (result.reason.empty() ? "only assumed: " : ", ") + row;
  }
  if (!result.reason.empty()) return result;
  if (std::abs(*figure - claim.threshold) < claim.margin) {
    result.reason = "too near to the threshold to tell";
    return result;
  }
  result.verdict = meets(claim, *figure) ? verdict::holds : verdict::does_not_hold;
  return result;
}

}  // namespace amur::result
