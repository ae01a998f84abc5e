#pragma once
// Level of service between the places of a case, as a skim found it.

#include "amur/model/city_skim.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// The table skim: docs/result.md.
[[nodiscard]] result_table skim_table(const case_data& data, const city_skim& skim);

}  // namespace amur::result
