#pragma once
// The network of a case as layers of a map.

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"

namespace amur::gis {

/// What a result has of a link, along it and against it; NaN: nothing.
struct carried {
  struct way {
    double t, passengers, vehicles, pce, time_h, utilisation;
  };
  std::array<way, 2> ways;
};

/// Layers `nodes` and `links` by the file's ending: .gpkg holds both; .shp and .geojson hold the
/// links, and NAME_nodes beside them the nodes. Columns are those of a case, in a Shapefile
/// shorter; with `flows`, by link id, also what each carries. import_gis reads the same network
/// from it. Each file is whole or as it was.
[[nodiscard]] bool export_gis(const cases::case_data& data,
                              const std::map<std::string, carried>& flows,
                              const std::filesystem::path& output, diagnostics& report);

/// The files that this writes.
[[nodiscard]] std::vector<std::filesystem::path> files_of_export(
    const std::filesystem::path& output);

}  // namespace amur::gis
