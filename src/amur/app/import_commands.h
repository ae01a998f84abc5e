#pragma once
// The commands below `import`, a format each, `export`, and `build`.

#include <CLI/CLI.hpp>
#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"

namespace amur::app {

/// Ends an import: its summary where it was made, as JSON with the findings or in words, then the
/// findings. Returns the exit code.
[[nodiscard]] int answer_import(bool was_made, bool as_json,
                                const std::function<nlohmann::json()>& to_json,
                                const std::function<void()>& print, const diagnostics& report);

/// Ends an export of a case's network to `output`: how much it is, or (without one) what is wrong.
/// Returns the exit code.
[[nodiscard]] int answer_export(const cases::case_data* exported, const std::string& output,
                                const diagnostics& report);

void add_osm_import(CLI::App& import, int& exit_code);
void add_gmns_import(CLI::App& import, int& exit_code);
void add_trade_import(CLI::App& import, int& exit_code);
void add_gis_import(CLI::App& import, int& exit_code);
void add_omx_import(CLI::App& import, int& exit_code);
void add_omx_export(CLI::App& command, int& exit_code);
void add_tntp_export(CLI::App& command, int& exit_code);
void add_gis_export(CLI::App& command, int& exit_code);
void add_table_exports(CLI::App& command, int& exit_code);
void add_baci_import(CLI::App& import, int& exit_code);
void add_comtrade_import(CLI::App& import, int& exit_code);
void add_tariffs_import(CLI::App& import, int& exit_code);
void add_export_command(CLI::App& app, int& exit_code);
void add_build_command(CLI::App& app, int& exit_code);

}  // namespace amur::app
