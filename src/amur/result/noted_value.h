#pragma once
// What a result says of its own making: the rows name and value of tables `run` and `simulation`.

#include <string>

#include "amur/result/result.h"

namespace amur::result {

/// Sets the value of this name, in a row of its own where the table has none yet. Does nothing
/// where there is no such table.
void note_value(result_tables& tables, const std::string& table, const std::string& name,
                const std::string& value);

}  // namespace amur::result
