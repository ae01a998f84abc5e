#pragma once
// The files of a network in a folder of the field's collection.

#include <filesystem>
#include <optional>

#include "amur/base/diagnostic.h"

namespace amur::io {

/// NAME_net.tntp and NAME_trips.tntp; NAME_node.tntp is empty where there is none.
struct tntp_files {
  std::filesystem::path network, trips, nodes;
};

/// The one network of a folder and its one trip table. Errors name what is missing or there twice.
[[nodiscard]] std::optional<tntp_files> find_tntp_files(const std::filesystem::path& folder,
                                                        diagnostics& report);

}  // namespace amur::io
