#include "amur/gis/hazard_raster.h"

#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "amur/base/no_answer.h"
#include "amur/base/number.h"
#include "amur/text/text.h"

namespace amur::gis {
namespace {

using place = std::array<double, 2>;  // in cells: column, row

constexpr int tile_cells = 128;
// A piece of a line that bends by less than this share of a cell is taken as straight.
constexpr double straight_cells = 0.25;
constexpr int least_halvings = 2, most_halvings = 16;

const char* const raster_drivers[] = {"GTiff", nullptr};
const char* const raster_words = "a GeoTIFF with a coordinate system";

struct quiet_raster_errors {
  quiet_raster_errors() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~quiet_raster_errors() { CPLPopErrorHandler(); }
  quiet_raster_errors(const quiet_raster_errors&) = delete;
  quiet_raster_errors& operator=(const quiet_raster_errors&) = delete;
};

struct raster_closer {
  void operator()(void* opened) const { GDALClose(opened); }
};
struct turn_destroyer {
  void operator()(void* turn) const {
    OCTDestroyCoordinateTransformation(static_cast<OGRCoordinateTransformationH>(turn));
  }
};

// From degrees to the raster's own system.
std::unique_ptr<void, turn_destroyer> turn_to(OGRSpatialReferenceH system) {
  const auto to = OSRClone(system), from = OSRNewSpatialReference(nullptr);
  OSRImportFromEPSG(from, 4326);
  OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
  OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
  std::unique_ptr<void, turn_destroyer> turn(OCTNewCoordinateTransformation(from, to));
  OSRDestroySpatialReference(from);
  OSRDestroySpatialReference(to);
  return turn;
}

// The part of the piece from `a` to `b` within 0 to `size` (Liang & Barsky 1984); false where there
// is none.
bool clip(place& a, place& b, const place& size) {
  double first = 0, last = 1;
  const place start = a, step = {b[0] - a[0], b[1] - a[1]};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    if (step[axis] == 0) {
      if (start[axis] < 0 || start[axis] > size[axis]) return false;
      continue;
    }
    const double one = -start[axis] / step[axis], other = (size[axis] - start[axis]) / step[axis];
    first = std::max(first, std::min(one, other));
    last = std::min(last, std::max(one, other));
  }
  if (first > last) return false;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    a[axis] = start[axis] + first * step[axis];
    b[axis] = start[axis] + last * step[axis];
  }
  return true;
}

}  // namespace

class hazard_raster::cells {
 public:
  bool open(const std::filesystem::path& path, int band, diagnostics& report);
  [[nodiscard]] double highest(const std::vector<cases::lon_lat>& line);

 private:
  using tile = std::vector<double>;

  [[nodiscard]] std::optional<place> cell_of(const cases::lon_lat& at) const;
  void meet_piece(const cases::lon_lat& from, const cases::lon_lat& to, int halvings);
  void meet_straight(place from, place to);
  void meet_cell(double column, double row);
  [[nodiscard]] double value(int column, int row);
  [[nodiscard]] tile read_tile(int left, int top) const;

  std::string file_;
  std::unique_ptr<void, raster_closer> raster_;
  std::unique_ptr<void, turn_destroyer> turn_;
  GDALRasterBandH band_ = nullptr;
  std::array<double, 6> to_cell_{};
  int columns_ = 0, rows_ = 0;
  double scale_ = 1, offset_ = 0;
  double highest_ = no_number;  // of the line that is looked at
  std::map<std::pair<int, int>, tile> tiles_;
};

bool hazard_raster::cells::open(const std::filesystem::path& path, int band, diagnostics& report) {
  const quiet_raster_errors quiet;
  file_ = path.filename().string();
  const auto refuse = [&](const char* field, const std::string& value, const std::string& why,
                          const std::string& allowed) {
    report.error(file_, 0, field, value, why, allowed);
    return false;
  };
  raster_.reset(GDALOpenEx(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, raster_drivers, nullptr,
                           nullptr));
  if (!raster_) {
    const std::string why = CPLGetLastErrorMsg();
    return refuse(
        "", "",
        "this can't be read as a GeoTIFF" + (why.empty() ? "" : ": " + text::shortened(why, 200)),
        raster_words);
  }
  const int bands = GDALGetRasterCount(raster_.get());
  if (band < 1 || band > bands)
    return refuse("band", std::to_string(band), "there is no such band",
                  fmt::format("1 to {}", bands));
  std::array<double, 6> to_place{};
  if (GDALGetGeoTransform(raster_.get(), to_place.data()) != CE_None ||
      GDALInvGeoTransform(to_place.data(), to_cell_.data()) == 0)
    return refuse("", "", "it does not say where its cells lie (no georeference)", raster_words);
  const auto system = GDALGetSpatialRef(raster_.get());
  if (system) turn_ = turn_to(system);
  if (!turn_)
    return refuse("", "", "it does not say which coordinate system it is of", raster_words);
  band_ = GDALGetRasterBand(raster_.get(), band);
  columns_ = GDALGetRasterXSize(raster_.get());
  rows_ = GDALGetRasterYSize(raster_.get());
  int has_scale = 0, has_offset = 0;
  const double scale = GDALGetRasterScale(band_, &has_scale);
  const double offset = GDALGetRasterOffset(band_, &has_offset);
  scale_ = has_scale != 0 ? scale : 1;
  offset_ = has_offset != 0 ? offset : 0;
  return true;
}

std::optional<place> hazard_raster::cells::cell_of(const cases::lon_lat& at) const {
  double x = at[0], y = at[1];
  if (OCTTransform(turn_.get(), 1, &x, &y, nullptr) == 0 || !std::isfinite(x) || !std::isfinite(y))
    return std::nullopt;
  return place{to_cell_[0] + x * to_cell_[1] + y * to_cell_[2],
               to_cell_[3] + x * to_cell_[4] + y * to_cell_[5]};
}

double hazard_raster::cells::highest(const std::vector<cases::lon_lat>& line) {
  const quiet_raster_errors quiet;
  highest_ = no_number;
  if (line.size() == 1)
    if (const auto at = cell_of(line.front()))
      meet_cell(std::floor((*at)[0]), std::floor((*at)[1]));
  for (std::size_t i = 1; i < line.size(); ++i) meet_piece(line[i - 1], line[i], 0);
  return highest_;
}

void hazard_raster::cells::meet_piece(const cases::lon_lat& from, const cases::lon_lat& to,
                                      int halvings) {
  const cases::lon_lat middle = {(from[0] + to[0]) / 2, (from[1] + to[1]) / 2};
  if (halvings >= least_halvings) {
    const auto a = cell_of(from), b = cell_of(to), m = cell_of(middle);
    const bool all = a && b && m;
    if (!all && halvings == most_halvings) return;
    if (all && (halvings == most_halvings ||
                std::hypot(((*a)[0] + (*b)[0]) / 2 - (*m)[0], ((*a)[1] + (*b)[1]) / 2 - (*m)[1]) <=
                    straight_cells))
      return meet_straight(*a, *b);
  }
  meet_piece(from, middle, halvings + 1);
  meet_piece(middle, to, halvings + 1);
}

// From cell to cell along the piece (Amanatides & Woo 1987).
void hazard_raster::cells::meet_straight(place from, place to) {
  if (!clip(from, to, {static_cast<double>(columns_), static_cast<double>(rows_)})) return;
  place cell{}, next{}, every{}, way{};
  double left = 1;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const double step = to[axis] - from[axis];
    cell[axis] = std::floor(from[axis]);
    left += std::abs(std::floor(to[axis]) - cell[axis]);
    way[axis] = step > 0 ? 1 : -1;
    every[axis] = step == 0 ? infinite : 1 / std::abs(step);
    next[axis] = step == 0  ? infinite
                 : step > 0 ? (cell[axis] + 1 - from[axis]) * every[axis]
                            : (from[axis] - cell[axis]) * every[axis];
  }
  for (; left > 0; --left) {
    meet_cell(cell[0], cell[1]);
    const std::size_t axis = next[0] <= next[1] ? 0 : 1;
    cell[axis] += way[axis];
    next[axis] += every[axis];
  }
}

void hazard_raster::cells::meet_cell(double column, double row) {
  // The last edge belongs to the last cell.
  if (column == columns_) --column;
  if (row == rows_) --row;
  if (!(column >= 0 && column < columns_ && row >= 0 && row < rows_)) return;
  const double here = value(static_cast<int>(column), static_cast<int>(row));
  if (!std::isnan(here) && !(highest_ >= here)) highest_ = here;
}

double hazard_raster::cells::value(int column, int row) {
  const int left = column / tile_cells, top = row / tile_cells;
  auto at = tiles_.find({left, top});
  if (at == tiles_.end())
    at = tiles_.emplace(std::pair(left, top), read_tile(left * tile_cells, top * tile_cells)).first;
  const int width = std::min(tile_cells, columns_ - left * tile_cells);
  const auto place_in_tile = (row - top * tile_cells) * width + (column - left * tile_cells);
  return at->second[static_cast<std::size_t>(place_in_tile)];
}

// Cells without data are no number.
hazard_raster::cells::tile hazard_raster::cells::read_tile(int left, int top) const {
  const int width = std::min(tile_cells, columns_ - left);
  const int height = std::min(tile_cells, rows_ - top);
  tile values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), no_number);
  if (GDALRasterIO(band_, GF_Read, left, top, width, height, values.data(), width, height,
                   GDT_Float64, 0, 0) != CE_None)
    throw no_answer(file_, "", "its cells can't be read: the file is damaged");
  int has_none = 0;
  const double none = GDALGetRasterNoDataValue(band_, &has_none);
  for (double& each : values)
    each = has_none != 0 && each == none ? no_number : each * scale_ + offset_;
  return values;
}

std::optional<hazard_raster> hazard_raster::open(const std::filesystem::path& path, int band,
                                                 diagnostics& report) {
  auto opened = std::make_shared<cells>();
  if (!opened->open(path, band, report)) return std::nullopt;
  return hazard_raster(std::move(opened));
}

double hazard_raster::highest(const std::vector<cases::lon_lat>& line) const {
  return cells_->highest(line);
}

}  // namespace amur::gis
