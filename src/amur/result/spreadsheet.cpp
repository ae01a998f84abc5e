#include "amur/result/spreadsheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include <cpl_error.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "amur/result/result_reader.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"
#include "amur/text/written_names.h"

namespace amur::result {
namespace {

// Of Excel, and of what else reads its files.
constexpr std::size_t most_rows_of_sheet = 1'048'575;

struct sheet_failed {
  std::string what;
};

void require_sheet(bool done, const std::string& what) {
  if (!done) throw sheet_failed{what};
}

result_table columns_table(const std::vector<described_table>& tables) {
  std::vector<std::string> table, column, unit, says;
  for (const auto& each : tables)
    for (const auto& of : each.columns) {
      table.push_back(each.table.name);
      column.push_back(of.name);
      unit.push_back(of.unit);
      says.push_back(of.says);
    }
  return {"columns",
          {{"table", std::move(table)},
           {"column", std::move(column)},
           {"unit", std::move(unit)},
           {"says", std::move(says)}},
          geometry_kind::none,
          {}};
}

void set_cell(OGRFeature& feature, int field, const result_column& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
    if (std::isfinite((*numbers)[row])) feature.SetField(field, (*numbers)[row]);
  } else if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) {
    feature.SetField(field, static_cast<GIntBig>((*whole)[row]));
  } else if (const auto& text = std::get<std::vector<std::string>>(column.values)[row];
             !text.empty()) {
    feature.SetField(field, text.c_str());
  }
}

void write_sheet(GDALDataset& book, const result_table& table) {
  auto* layer = book.CreateLayer(table.name.c_str(), nullptr, wkbNone, nullptr);
  require_sheet(layer != nullptr, "sheet '" + table.name + "' can't be made");
  for (const auto& column : table.columns) {
    OGRFieldDefn field(column.name.c_str(), column.values.index() == 0   ? OFTReal
                                            : column.values.index() == 1 ? OFTInteger64
                                                                         : OFTString);
    require_sheet(layer->CreateField(&field) == OGRERR_NONE,
                  "column '" + table.name + "." + column.name + "' can't be made");
  }
  const std::unique_ptr<OGRFeature, void (*)(OGRFeature*)> feature(
      OGRFeature::CreateFeature(layer->GetLayerDefn()), &OGRFeature::DestroyFeature);
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    feature->Reset();
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i)
      set_cell(*feature, i, table.columns[static_cast<std::size_t>(i)], row);
    require_sheet(layer->CreateFeature(feature.get()) == OGRERR_NONE,
                  fmt::format("row {} of sheet '{}' can't be written", row + 1, table.name));
  }
}

// GDAL's driver finds an archive by its ending, and the folders that outputs are made in have that
// in their names too; so the book is made in memory.
constexpr const char* book_in_memory = "/vsimem/amur-spreadsheet/book.xlsx";

void make_book(const std::string& name, const std::vector<described_table>& tables,
               diagnostics& report) {
  auto* driver = GetGDALDriverManager()->GetDriverByName("XLSX");
  require_sheet(driver != nullptr, "GDAL has no driver for spreadsheets");
  std::unique_ptr<GDALDataset, void (*)(GDALDataset*)> book(
      driver->Create(book_in_memory, 0, 0, 0, GDT_Unknown, nullptr),
      [](GDALDataset* each) { GDALClose(each); });
  require_sheet(book != nullptr, "it can't be made");
  for (const auto& each : tables) {
    if (each.table.row_count() <= most_rows_of_sheet) {
      write_sheet(*book, each.table);
      continue;
    }
    report.warning(name, 0, each.table.name, std::to_string(each.table.row_count()),
                   "this table has more rows than a sheet takes, and is left out",
                   fmt::format("{} rows; amur export csv has it", most_rows_of_sheet));
  }
  write_sheet(*book, columns_table(tables));
  // The driver writes what it holds when it is closed.
  book.reset();
  require_sheet(CPLGetLastErrorType() < CE_Failure, "it can't be completed");
}

void write_csv(const result_table& table, text::file_writer& file) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    file << (i > 0 ? "," : "") << text::csv_cell(table.columns[i].name);
  file << "\n";
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) file << ",";
      const auto& values = table.columns[i].values;
      if (const auto* numbers = std::get_if<std::vector<double>>(&values)) {
        if (std::isfinite((*numbers)[row])) file << (*numbers)[row];
      } else if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&values)) {
        file << std::to_string((*whole)[row]);
      } else {
        file << text::csv_cell(std::get<std::vector<std::string>>(values)[row]);
      }
    }
    file << "\n";
  }
}

}  // namespace

std::optional<std::vector<described_table>> tables_of_result(const std::filesystem::path& path,
                                                             diagnostics& report) {
  const auto opened = open_result(path, report);
  if (!opened) return std::nullopt;
  // Whoever asks for all of a result waits as long as that takes.
  query::query_limits limits;
  limits.rows = SIZE_MAX / 2;
  limits.bytes = SIZE_MAX / 2;
  limits.time = std::chrono::minutes(10);
  std::vector<described_table> tables;
  for (const auto& name : names_of_tables()) {
    if (!opened->has_table(name)) continue;
    auto table = read_result_table(*opened, name, {}, report, limits);
    if (!table) return std::nullopt;
    const auto* schema = find_table_schema(name);
    tables.push_back({std::move(*table), schema ? schema->columns : std::vector<column_schema>{}});
  }
  return tables;
}

bool write_spreadsheet(const std::filesystem::path& path,
                       const std::vector<described_table>& tables, diagnostics& report) {
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
  std::string problem;
  try {
    make_book(path.string(), tables, report);
  } catch (const sheet_failed& failure) {
    const std::string why = CPLGetLastErrorMsg();
    problem = failure.what + (why.empty() ? "" : ": " + why);
  }
  CPLPopErrorHandler();
  vsi_l_offset size = 0;
  const auto* bytes =
      reinterpret_cast<const char*>(VSIGetMemFileBuffer(book_in_memory, &size, FALSE));
  if (problem.empty() && !bytes) problem = "it is empty";
  const bool made =
      problem.empty() &&
      text::write_file(path, std::string_view(bytes, static_cast<std::size_t>(size)), report);
  VSIUnlink(book_in_memory);
  if (!problem.empty())
    report.error(path.string(), 0, "", "", "the spreadsheet can't be written: " + problem,
                 "tables that fit memory");
  return made;
}

bool write_csv_tables(const std::filesystem::path& folder,
                      const std::vector<described_table>& tables, diagnostics& report) {
  if (!text::may_become_folder(folder, report)) return false;
  const auto write = [&](const std::filesystem::path& made) {
    for (const auto& each : tables)
      if (!text::write_file(
              made / (each.table.name + ".csv"),
              [&](text::file_writer& to) { write_csv(each.table, to); }, report))
        return false;
    return text::write_file(
        made / "columns.csv", [&](text::file_writer& to) { write_csv(columns_table(tables), to); },
        report);
  };
  return text::write_folder(folder, "the tables", write, report);
}

}  // namespace amur::result
