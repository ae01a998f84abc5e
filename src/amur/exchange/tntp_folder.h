#pragma once
// The files of a network in a folder of the field's collection.

#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"

namespace amur::exchange {

/// A folder, or the two files.
struct tntp_source {
  std::filesystem::path folder, network, trips;
};

/// `nodes` is empty where there is no NAME_node.tntp.
struct tntp_files {
  std::filesystem::path network, trips, nodes;
};

/// The one network of a folder (NAME_net.tntp, else NAME_network*.tntp) and its one trip table
/// (NAME_trips.tntp, else NAME_trips*.tntp), in capitals or not. Errors name what is missing or
/// there twice.
[[nodiscard]] std::optional<tntp_files> find_tntp_files(const tntp_source& source,
                                                        diagnostics& report);

/// NAME of a network's file.
[[nodiscard]] std::string tntp_name(const std::filesystem::path& network);

}  // namespace amur::exchange
