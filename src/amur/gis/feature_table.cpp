#include "amur/gis/feature_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "amur/gis/map_file.h"
#include "amur/gmns/gmns_words.h"
#include "amur/gmns/projection.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"
#include "amur/text/written_names.h"

namespace amur::gis {
namespace {

const std::vector<std::string> usual_wkt = {"wkt", "geometry", "geom", "the_geom", "shape"};

// The column called so, in capitals or not.
std::size_t column_like(const table& cells, const std::string& name) {
  for (std::size_t i = 0; i < cells.columns.size(); ++i)
    if (gmns::lowered(cells.columns[i]) == gmns::lowered(name)) return i;
  return table::npos;
}

class csv_shapes {
 public:
  csv_shapes(feature_table& to, const place_columns& columns, diagnostics& report)
      : made_(&to), columns_(&columns), report_(&report) {}

  bool add(shape_kind kind, bool needed) {
    const bool by_ends = !columns_->from_x.empty(), by_place = !columns_->x.empty();
    if (kind == shape_kind::lines && by_ends)
      return has({columns_->from_x, columns_->from_y, columns_->to_x, columns_->to_y}) &&
             for_rows([&](const text::typed_row& row) {
               return line{place(row, columns_->from_x, columns_->from_y),
                           place(row, columns_->to_x, columns_->to_y)};
             });
    if (kind == shape_kind::points && by_place)
      return has({columns_->x, columns_->y}) && for_rows([&](const text::typed_row& row) {
               return line{place(row, columns_->x, columns_->y)};
             });
    return add_wkt(kind, needed);
  }

 private:
  bool has(std::initializer_list<std::string> names) {
    bool all = true;
    for (const auto& name : names) {
      if (made_->cells.column(name) != table::npos) continue;
      report_->error(made_->cells.file, 1, name, "",
                     text::with_nearest("there is no such column", name, made_->cells.columns),
                     text::join(made_->cells.columns));
      all = false;
    }
    return all;
  }

  static point place(const text::typed_row& row, const std::string& x, const std::string& y) {
    return {row.number(x, text::any_number), row.number(y, text::any_number)};
  }

  bool for_rows(const std::function<line(const text::typed_row&)>& shape_of) {
    for (const auto& row : made_->cells.rows)
      made_->shapes.push_back({shape_of(text::typed_row(made_->cells, row, *report_))});
    return !report_->has_errors();
  }

  bool add_wkt(shape_kind kind, bool needed) {
    auto& cells = made_->cells;
    std::string name = columns_->wkt;
    for (const auto& usual : usual_wkt)
      if (name.empty() && column_like(cells, usual) != table::npos)
        name = cells.columns[column_like(cells, usual)];
    if (name.empty() && !needed) {
      made_->shapes.resize(cells.rows.size());
      return true;
    }
    if (name.empty()) {
      report_->error(cells.file, 1, "", "", "no column says where this is",
                     kind == shape_kind::lines
                         ? "--wkt-field, or --from-x, --from-y, --to-x and --to-y"
                         : "--node-x and --node-y, or a column of WKT");
      return false;
    }
    if (!has({name})) return false;
    for (const auto& row : cells.rows) {
      const text::typed_row typed(cells, row, *report_);
      auto parts = parts_of_wkt(typed.text(name), kind);
      if (parts.empty() && (needed || !typed.blank(name)))
        typed.error(
            name, kind == shape_kind::lines ? "this is not a line" : "this is not a point",
            kind == shape_kind::lines ? "WKT: LINESTRING (x y, x y, ...)" : "WKT: POINT (x y)");
      made_->shapes.push_back(std::move(parts));
    }
    // The shape is no attribute.
    const auto at = cells.column(name);
    cells.columns.erase(cells.columns.begin() + static_cast<std::ptrdiff_t>(at));
    for (auto& row : cells.rows)
      row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(at));
    return !report_->has_errors();
  }

  feature_table* made_;
  const place_columns* columns_;
  diagnostics* report_;
};

// Names that stand twice in a header, as tables joined from others have them, get a number.
void number_columns(std::string& content, const std::string& file, diagnostics& report) {
  const auto end = std::min(content.find('\n'), content.size());
  diagnostics later;  // what is wrong with the header is said where it is read
  const auto separator = text::find_separator(content.substr(0, end), file, later);
  std::vector<std::string> names, renamed;
  if (!text::parse_csv_record(content.substr(0, end), file, 1, separator, names, later)) return;
  std::map<std::string, std::size_t> count;
  std::string header;
  for (auto& name : names) {
    if (++count[name] > 1 && !name.empty()) {
      renamed.push_back(name);
      name += fmt::format("_{}", count[name]);
    }
    header += text::csv_cell(name) + separator;
  }
  if (renamed.empty()) return;
  header.pop_back();
  content.replace(0, end, header);
  report.warning(file, 1, "", text::join(renamed),
                 "these names stand twice in the header; the later ones are read as NAME_2",
                 "each column once");
}

std::optional<feature_table> read_csv(const std::filesystem::path& path, shape_kind kind,
                                      const place_columns& columns, bool needed,
                                      diagnostics& report) {
  const auto name = path.filename().string();
  auto content = text::read_file(path, name, report);
  if (content) number_columns(*content, name, report);
  auto cells = content ? text::parse_csv(*content, name, report) : std::nullopt;
  if (!cells || report.has_errors()) return std::nullopt;
  for (auto& row : cells->rows)
    for (auto& cell : row.cells) cell = std::string(text::trimmed(cell));
  feature_table made{std::move(*cells), {}, "", ""};
  if (!csv_shapes(made, columns, report).add(kind, needed)) return std::nullopt;
  return made;
}

}  // namespace

std::optional<feature_table> read_features(const std::filesystem::path& path,
                                           const std::string& layer, shape_kind kind,
                                           const place_columns& columns, bool shapes_needed,
                                           diagnostics& report) {
  const auto name = path.filename().string();
  if (!text::is_regular_file(path, name, report)) return std::nullopt;
  const auto extension = gmns::lowered(path.extension().string());
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv")
    return read_csv(path, kind, columns, shapes_needed, report);
  if (!columns.from_x.empty() || !columns.x.empty() || !columns.wkt.empty()) {
    report.error(name, 0, "", "", "columns of places are read from a CSV alone", "a .csv file");
    return std::nullopt;
  }
  return read_map_layer(path, layer, kind, report);
}

bool turn_to_degrees(feature_table& features, const std::string& crs, diagnostics& report) {
  std::vector<point*> all;
  for (auto& parts : features.shapes)
    for (auto& part : parts)
      for (auto& at : part) all.push_back(&at);
  const auto& system = crs.empty() ? features.crs : crs;
  if (!system.empty()) return gmns::to_degrees(system, all, features.cells.file, report);
  for (std::size_t row = 0; row < features.shapes.size(); ++row)
    for (const auto& part : features.shapes[row])
      for (const auto& at : part)
        if (!(std::abs(at[0]) <= 180 && std::abs(at[1]) <= 90)) {
          report.error(features.cells.file, features.cells.rows[row].line, "geometry",
                       fmt::format("{} {}", at[0], at[1]),
                       "this is no place in degrees, and nothing says which coordinate system it "
                       "is of",
                       "--crs, such as EPSG:32632");
          return false;
        }
  return true;
}

}  // namespace amur::gis
