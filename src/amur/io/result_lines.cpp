#include "amur/io/result_lines.h"

#include <ogrsf_frmts.h>

#include <memory>

namespace amur::io {

std::optional<std::vector<drawn_link>> read_link_lines(const std::filesystem::path& result,
                                                       diagnostics& report) {
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> data(GDALDataset::Open(
      result.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  if (!data) {
    report.error(result.string(), 0, "", "", "this is no result of Amur", "a .gpkg of amur run");
    return std::nullopt;
  }
  std::vector<drawn_link> links;
  auto* layer = data->GetLayerByName("links");
  if (!layer) return links;
  for (const auto& feature : *layer) {
    drawn_link link;
    link.link_id = feature->GetFieldAsString("link_id");
    link.direction = feature->GetFieldAsString("direction");
    link.mode = feature->GetFieldAsString("mode");
    link.from_node_id = feature->GetFieldAsString("from_node_id");
    link.t = feature->GetFieldAsDouble("t");
    const auto* geometry = feature->GetGeometryRef();
    if (const auto* line = geometry ? dynamic_cast<const OGRLineString*>(geometry) : nullptr)
      for (int i = 0; i < line->getNumPoints(); ++i)
        link.points.push_back({line->getX(i), line->getY(i)});
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace amur::io
