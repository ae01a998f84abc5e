#pragma once
// A case as an ensemble varies it: which design its draws are of, and what each makes of any of its
// texts.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "amur/case/edited_case.h"
#include "amur/ensemble/design.h"
#include "amur/ensemble/screening.h"
#include "amur/ensemble/varied_case.h"
#include "amur/study/ensemble_request.h"

namespace amur::study {

/// The draws of a Latin hypercube, or the steps of a screening.
class case_design {
 public:
  case_design(const asked_ensemble& asked, const ensemble::varied_case& varied);

  [[nodiscard]] std::uint64_t count() const;
  /// [input of `varied`] what changes its cells.
  [[nodiscard]] std::vector<double> changes(const ensemble::varied_case& varied,
                                            std::uint64_t index) const;
  [[nodiscard]] const ensemble::latin_hypercube& draws() const { return draws_; }
  /// Null where it is none.
  [[nodiscard]] const ensemble::morris_design* screening() const {
    return screening_ ? &*screening_ : nullptr;
  }

 private:
  std::uint64_t count_;
  ensemble::latin_hypercube draws_;
  std::optional<ensemble::morris_design> screening_;
};

/// What varies in each text of a case that a study reads: after its scenarios, before them, with
/// others. It is found once for each, by any thread.
class varied_texts {
 public:
  varied_texts(const cases::case_data& data, const asked_ensemble& asked)
      : data_(data), asked_(asked) {}

  [[nodiscard]] cases::case_text drawn(const case_design& design, std::uint64_t index,
                                       const cases::case_text& text,
                                       const cases::case_text& unedited, const std::string& name);

 private:
  const ensemble::varied_case& varied_in(const cases::case_text& text,
                                         const cases::case_text& unedited, const std::string& name);

  const cases::case_data& data_;
  const asked_ensemble& asked_;
  std::mutex finding_;
  std::map<std::string, ensemble::varied_case> known_;
};

}  // namespace amur::study
