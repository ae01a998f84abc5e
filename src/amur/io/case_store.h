#pragma once
// A case kept within a result as text, so that whoever has the result can compute it again.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/io/case_reader.h"
#include "amur/model/case.h"
#include "amur/model/result.h"

namespace amur::io {

/// The table `case_text`: each file of the case after its scenarios, in pieces; and under
/// `before/` what scenarios changed, as it was.
[[nodiscard]] model::result_table case_text_table(const case_inputs& inputs);

enum class stored { as_run, before_scenarios };

/// The case of a result's tables `case_text` and `run`.
[[nodiscard]] std::optional<model::case_data> read_stored_case(const model::result_tables& tables,
                                                               stored which, diagnostics& report);

/// The value of a name in the result's table `run` (or `simulation`); empty where there is none.
[[nodiscard]] std::string run_value(const model::result_tables& tables, const std::string& name);

}  // namespace amur::io
