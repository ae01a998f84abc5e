#pragma once
// Records of how long vehicles were served, as a Time Release Study writes them down.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::study {

struct stage_times {
  std::string stage;            ///< empty where the records name none
  std::vector<double> minutes;  ///< in the order of the file
};

struct service_records {
  std::vector<stage_times> stages;  ///< in the order in which the file names them first
  std::size_t left_out = 0;         ///< rows without a time
};

/// Reads a CSV file with `time_min`, or `begin` and `end` (YYYY-MM-DD HH:MM, with seconds or
/// without), and perhaps `stage_id`; other columns may hold anything. Rows with a blank time are
/// left out and counted.
[[nodiscard]] std::optional<service_records> read_service_records(const std::filesystem::path& path,
                                                                  diagnostics& report);

}  // namespace amur::study
