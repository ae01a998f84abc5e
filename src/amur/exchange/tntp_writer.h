#pragma once
// TNTP files written: each to a temporary first, so that a file is whole or as it was.

#include <filesystem>
#include <span>

#include "amur/base/diagnostic.h"
#include "amur/exchange/tntp.h"

namespace amur::exchange {

/// Numbers are written with the fewest digits that read back as the same number. False, with an
/// error reported, where the file can't be written.
[[nodiscard]] bool write_tntp_network(const std::filesystem::path& path, const tntp_network& net,
                                      diagnostics& report);
/// Trips of one origin must follow each other.
[[nodiscard]] bool write_tntp_trips(const std::filesystem::path& path, std::uint32_t zones,
                                    std::span<const tntp_trip> trips, diagnostics& report);
[[nodiscard]] bool write_tntp_flows(const std::filesystem::path& path,
                                    std::span<const tntp_flow> flows, diagnostics& report);

}  // namespace amur::exchange
