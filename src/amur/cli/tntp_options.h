#pragma once
// Where commands find a TNTP network and its trips: a folder, or two files.

#include <CLI/CLI.hpp>

#include <string>

#include "amur/exchange/tntp_folder.h"

namespace amur::cli {

/// Adds --net and --trips to a command that has an option for the folder.
void add_tntp_options(CLI::App& command, CLI::Option& folder, exchange::tntp_source& source);

/// Throws CLI::RequiredError, which names the folder's option, where neither is given whole.
void require_tntp_source(const exchange::tntp_source& source, const std::string& folder_option);

}  // namespace amur::cli
