#include "engine/result_arrays.h"

#include <pybind11/stl.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "amur/result/antimeridian.h"
#include "amur/result/geopackage_writer.h"
#include "amur/result/result_lines.h"
#include "amur/result/result_reader.h"
#include "amur/result/schema.h"

namespace amur::python {
namespace {

// Beyond as many different texts of a column, remembering them costs more than it saves.
constexpr std::size_t most_remembered = 1 << 16;

template <class Value>
py::array shown(const std::vector<Value>& values,
                const std::shared_ptr<const result::result_tables>& keep) {
  using kept = std::shared_ptr<const result::result_tables>;
  const py::capsule owner(new kept(keep), [](void* held) { delete static_cast<kept*>(held); });
  py::array_t<Value> array(static_cast<py::ssize_t>(values.size()), values.data(), owner);
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

// Shapes as well-known binary (OGC 06-103r4), in this machine's order of bytes.
class wkb {
 public:
  static constexpr std::uint32_t point = 1, line = 2, several_lines = 5;

  void start(std::uint32_t kind) {
    bytes_ += static_cast<char>(std::endian::native == std::endian::little);
    add(kind);
  }
  void count(std::size_t number) { add(static_cast<std::uint32_t>(number)); }
  template <class Points>
  void points(const Points& points) {
    for (const auto& each : points) add(each);
  }
  [[nodiscard]] py::bytes bytes() const { return py::bytes(bytes_); }

 private:
  template <class Value>
  void add(const Value& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  std::string bytes_;
};

py::bytes point_of(const std::vector<std::array<double, 2>>& points) {
  wkb shape;
  shape.start(wkb::point);
  shape.points(std::span(points).first(1));
  return shape.bytes();
}

void add_line(const result::line_part& line, wkb& to) {
  to.start(wkb::line);
  to.count(line.size());
  to.points(line);
}

py::bytes line_of(const std::vector<std::array<double, 2>>& points) {
  const auto parts = result::parts_at_antimeridian(points);
  wkb shape;
  if (parts.size() == 1) {
    add_line(parts.front(), shape);
    return shape.bytes();
  }
  shape.start(wkb::several_lines);
  shape.count(parts.size());
  for (const auto& part : parts) add_line(part, shape);
  return shape.bytes();
}

py::list write_tables(const kept_tables& tables, const py::object& path) {
  diagnostics report;
  const auto file = path_of(path);
  {
    const py::gil_scoped_release free;
    (void)result::write_result(file, tables.tables(), {}, report);
  }
  return findings_of(report);
}

// A point as a GeoPackage keeps it: a header of 8 bytes, then well-known binary.
std::optional<std::array<double, 2>> point_in(std::string_view geometry) {
  constexpr std::size_t at = 8 + 1 + sizeof(std::uint32_t);
  std::array<double, 2> point{};
  if (geometry.size() != at + sizeof point) return std::nullopt;
  std::memcpy(point.data(), geometry.data() + at, sizeof point);
  if (!std::isfinite(point[0]) || !std::isfinite(point[1])) return std::nullopt;
  return point;
}

/// A result that was written, read table by table.
class result_file {
 public:
  explicit result_file(result::result_database database) : database_(std::move(database)) {}

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& name : result::names_of_tables())
      if (database_.has_table(name)) found.push_back(name);
    return found;
  }

  // (tables or None, findings)
  [[nodiscard]] py::tuple read(const std::string& name) const {
    diagnostics report;
    std::optional<result::result_table> table;
    {
      const py::gil_scoped_release free;
      table = result::read_result_table(database_, name, {}, report);
      if (table) read_shapes(*table, report);
    }
    py::object read = py::none();
    if (table && !report.has_errors()) {
      result::result_tables tables;
      tables.tables.push_back(std::move(*table));
      read = py::cast(kept_tables(std::move(tables)));
    }
    return py::make_tuple(read, findings_of(report));
  }

 private:
  void read_shapes(result::result_table& table, diagnostics& report) const {
    const auto* schema = result::find_table_schema(table.name);
    if (!schema || schema->geometry == result::geometry_kind::none) return;
    table.geometry_type = schema->geometry;
    std::string problem;
    const auto shapes =
        database_.query("SELECT geometry FROM \"" + table.name + "\" ORDER BY rowid", problem);
    for (std::size_t row = 0; shapes && row < shapes->rows.size(); ++row) {
      const auto* bytes = std::get_if<std::string>(&shapes->rows[row][0]);
      std::optional<result::line_part> points = result::line_part();
      if (bytes && schema->geometry == result::geometry_kind::line)
        points = result::line_points(*bytes);
      else if (const auto point = bytes ? point_in(*bytes) : std::nullopt)
        points->push_back(*point);
      if (!points) problem = "this geometry is no line";
      table.geometry.push_back(points.value_or(result::line_part()));
    }
    if (table.geometry.size() != table.row_count() && problem.empty())
      problem = "its rows and geometries differ";
    if (!problem.empty()) report.error(database_.file(), 0, table.name, "", problem);
  }

  result::result_database database_;
};

// (file or None, findings)
py::tuple read_result(const py::object& path) {
  diagnostics report;
  auto opened = result::open_result(path_of(path), report);
  py::object file = py::none();
  if (opened) file = py::cast(std::make_unique<result_file>(std::move(*opened)));
  return py::make_tuple(file, findings_of(report));
}

// (name, type, unit, sentence) of each
py::list result_columns(const std::string& table) {
  const auto* schema = result::find_table_schema(table);
  if (!schema) throw std::invalid_argument("no result has a table '" + table + "'");
  py::list columns;
  for (const auto& column : schema->columns)
    columns.append(py::make_tuple(column.name, to_string(column.type), column.unit, column.says));
  return columns;
}

}  // namespace

py::array text_array(const std::vector<std::string>& texts) {
  py::array array(py::dtype("O"), static_cast<py::ssize_t>(texts.size()));
  auto** cells = static_cast<PyObject**>(array.mutable_data());
  std::unordered_map<std::string_view, PyObject*> known;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto at = known.find(texts[i]);
    PyObject* text = nullptr;
    if (at != known.end()) {
      text = at->second;
      Py_INCREF(text);
    } else {
      text = PyUnicode_DecodeUTF8(texts[i].data(), static_cast<Py_ssize_t>(texts[i].size()),
                                  "replace");
      if (!text) throw py::error_already_set();
      if (known.size() < most_remembered) known.emplace(texts[i], text);
    }
    Py_XDECREF(std::exchange(cells[i], text));
  }
  return array;
}

std::vector<std::string> kept_tables::names() const {
  std::vector<std::string> names;
  for (const auto& table : tables_->tables) names.push_back(table.name);
  return names;
}

py::list kept_tables::columns(const std::string& table) const {
  py::list list;
  for (const auto& column : tables_->table(table).columns) {
    const auto array = std::visit(
        [this]<class Value>(const std::vector<Value>& values) -> py::array {
          if constexpr (std::is_same_v<Value, std::string>)
            return text_array(values);
          else
            return shown(values, tables_);
        },
        column.values);
    list.append(py::make_tuple(column.name, array));
  }
  return list;
}

py::object kept_tables::geometry(const std::string& name) const {
  const auto& table = tables_->table(name);
  if (table.geometry_type == result::geometry_kind::none) return py::none();
  const bool is_point = table.geometry_type == result::geometry_kind::point;
  py::list shapes;
  for (const auto& points : table.geometry)
    shapes.append(points.empty() ? py::object(py::none())
                  : is_point     ? py::object(point_of(points))
                                 : py::object(line_of(points)));
  return py::make_tuple(is_point ? "point" : "line", shapes);
}

void add_results(py::module_& to) {
  to.def("read_result", &read_result);
  to.def("result_columns", &result_columns);
  py::class_<result_file>(to, "ResultFile")
      .def("names", &result_file::names)
      .def("read", &result_file::read);
  py::class_<kept_tables>(to, "Tables")
      .def("names", &kept_tables::names)
      .def("columns", &kept_tables::columns)
      .def("geometry", &kept_tables::geometry)
      .def("write", &write_tables);
}

}  // namespace amur::python
