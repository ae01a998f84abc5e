#pragma once
// Claims and observations of a case, asked of a result.

#include <filesystem>

#include "amur/base/diagnostic.h"
#include "amur/model/case.h"
#include "amur/model/result.h"

namespace amur::io {

/// Adds the tables `claims` and `observations`. A query that fails is an error that names the file,
/// the claim and the query; then false.
[[nodiscard]] bool ask_claims(const std::filesystem::path& result, const model::case_data& data,
                              model::result_tables& added, diagnostics& report);

}  // namespace amur::io
