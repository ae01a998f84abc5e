#pragma once
// A case kept within a result as text, so that whoever has the result can compute it again.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_reader.h"
#include "amur/result/result.h"

namespace amur::result {

/// The table `case_text`: each file of the case after its scenarios, in pieces; and under
/// `before/` what scenarios changed, as it was.
[[nodiscard]] result_table case_text_table(const cases::case_inputs& inputs);

enum class stored { as_run, before_scenarios };

/// The case of a result's tables `case_text` and `run`.
[[nodiscard]] std::optional<cases::case_data> read_stored_case(const result_tables& tables,
                                                               stored which, diagnostics& report);

/// The value of a name in the result's table `run` (or `simulation`); empty where there is none.
[[nodiscard]] std::string run_value(const result_tables& tables, const std::string& name);

}  // namespace amur::result
