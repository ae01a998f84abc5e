#pragma once
// Each study's declaration, at the end of the file that runs it.

#include <array>

#include "amur/study/registry.h"

namespace amur::study {

[[nodiscard]] declared_study run_study();
[[nodiscard]] declared_study months_study();
[[nodiscard]] declared_study toll_study();
[[nodiscard]] declared_study finance_study();
[[nodiscard]] declared_study simulate_study();
[[nodiscard]] declared_study paths_study();
[[nodiscard]] declared_study skim_study();
[[nodiscard]] declared_study select_study();
[[nodiscard]] declared_study corridor_study();
[[nodiscard]] declared_study critical_study();
[[nodiscard]] declared_study access_study();
[[nodiscard]] declared_study carbon_study();
[[nodiscard]] declared_study appraise_study();
[[nodiscard]] declared_study detour_study();
[[nodiscard]] declared_study ensemble_study();
[[nodiscard]] declared_study sweep_study();
[[nodiscard]] declared_study calibrate_study();
[[nodiscard]] declared_study invest_study();

/// Those of a case as it is, which an ensemble may ask of the case as it could be as well; then
/// those of many cases. In the order in which they are listed.
inline constexpr std::array studies_of_a_case{
    run_study,    months_study, toll_study,     finance_study,  simulate_study,
    paths_study,  skim_study,   select_study,   corridor_study, critical_study,
    access_study, carbon_study, appraise_study, detour_study};
inline constexpr std::array studies_of_many_cases{ensemble_study, sweep_study, calibrate_study,
                                                  invest_study};

}  // namespace amur::study
