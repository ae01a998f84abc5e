#pragma once
// Tables of ways as corridors: corridor, corridor_indicators.

#include <span>
#include <vector>

#include "amur/model/corridor.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// Of paths that were listed with their parts.
[[nodiscard]] std::vector<result_table> corridor_tables(const case_data& data,
                                                        const model::coupled_answer& network,
                                                        std::span<const flow_path> paths);

}  // namespace amur::result
