#pragma once
// Best time and cost between the places of a case: what `amur skim` asks.

#include <optional>
#include <string>

#include "amur/case/case_reader.h"
#include "amur/model/city_skim.h"
#include "amur/study/registry.h"

namespace amur::study {

struct skimmed {
  cases::case_data data;
  cases::case_inputs inputs;
  model::city_skim skim;
  std::string commodity;  ///< its id
};

/// Reads the case and skims it; nothing, with an error, where the request names what isn't there.
[[nodiscard]] std::optional<skimmed> skim_case(const asked_case& task, const study_request& request,
                                               diagnostics& report);

}  // namespace amur::study
