#pragma once
// What amur skim prints and writes; a second skim, B, where two are compared.

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "amur/model/skim_comparison.h"
#include "amur/study/skim_run.h"
#include "amur/text/file.h"

namespace amur::app {

using study::skimmed;

/// CSV of all pairs of cities; a cell stays empty where there is no path.
void write_pairs(text::file_writer& file, const skimmed& before, const skimmed* after);
void write_countries(text::file_writer& file, const std::vector<model::country_pair_change>& pairs);

void print_pairs(const skimmed& before, const skimmed* after);
[[nodiscard]] nlohmann::json pairs_json(const skimmed& one);

void print_groups(const std::vector<model::group_change>& groups);
[[nodiscard]] nlohmann::json groups_json(const std::vector<model::group_change>& groups);

}  // namespace amur::app
