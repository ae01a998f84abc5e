#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "amur/omx/hdf5_handles.h"
#include "amur/omx/hdf5_reader.h"
#include "amur/text/csv.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::omx {
namespace {

constexpr const char* an_omx = "an OMX file: HDF5 with square matrices in the group 'data'";

// Names of the data sets that lie in a group itself; links to elsewhere are passed over.
std::vector<std::string> datasets_of(hid_t file, const char* group) {
  std::vector<std::string> names;
  if (H5Lexists(file, group, H5P_DEFAULT) <= 0) return names;
  const group_handle opened(H5Gopen2(file, group, H5P_DEFAULT));
  if (!opened.good()) return names;
  const auto add = [](hid_t in, const char* name, const H5L_info_t* link, void* to) -> herr_t {
    H5O_info_t object;
    if (link->type == H5L_TYPE_HARD &&
        H5Oget_info_by_name2(in, name, &object, H5O_INFO_BASIC, H5P_DEFAULT) >= 0 &&
        object.type == H5O_TYPE_DATASET && text::find_invalid_utf8(name) == std::string_view::npos)
      static_cast<std::vector<std::string>*>(to)->push_back(name);
    return 0;
  };
  if (H5Literate(opened, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) < 0) names.clear();
  return names;
}

// The extents of a data set of so many dimensions; empty where it is another, or its content lies
// in further files.
std::vector<hsize_t> extents_of(hid_t set, int dimensions) {
  const space_handle space(H5Dget_space(set));
  const property_handle made(H5Dget_create_plist(set));
  if (!space.good() || !made.good() || H5Sget_simple_extent_ndims(space) != dimensions ||
      H5Pget_external_count(made) != 0 || H5Pget_layout(made) == H5D_VIRTUAL)
    return {};
  std::vector<hsize_t> extents(static_cast<std::size_t>(dimensions));
  if (H5Sget_simple_extent_dims(space, extents.data(), nullptr) != dimensions) return {};
  return extents;
}

bool has_numbers(hid_t set) {
  const type_handle type(H5Dget_type(set));
  if (!type.good()) return false;
  const auto kind = H5Tget_class(type);
  return kind == H5T_FLOAT || kind == H5T_INTEGER;
}

std::vector<std::string> whole_labels(hid_t set, std::size_t count, bool& good) {
  std::vector<long long> numbers(count);
  good = H5Dread(set, H5T_NATIVE_LLONG, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()) >= 0;
  std::vector<std::string> labels;
  for (const auto number : numbers) labels.push_back(std::to_string(number));
  return labels;
}

std::vector<std::string> text_labels(hid_t set, std::size_t count, bool& good) {
  const type_handle type(H5Dget_type(set));
  std::vector<std::string> labels;
  constexpr std::size_t longest = 1000;
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> texts(count, nullptr);
    const space_handle space(H5Dget_space(set));
    good = H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()) >= 0;
    for (const char* each : texts) labels.push_back(good && each ? each : "");
    if (good) H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
  } else if (const auto size = H5Tget_size(type); size > 0 && size <= longest) {
    std::string texts(count * size, '\0');
    good = H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()) >= 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto label = texts.substr(i * size, size);
      labels.emplace_back(text::trimmed(label.substr(0, label.find('\0'))));
    }
  }
  for (const auto& label : labels)
    good = good && text::find_invalid_utf8(label) == std::string_view::npos;
  return labels;
}

}  // namespace

struct hdf5_reader::opened_file {
  std::string name;
  file_handle file;
  std::size_t zones = 0;
  std::vector<std::string> cores, lookups;
};

hdf5_reader::hdf5_reader(std::unique_ptr<opened_file> opened) : opened_(std::move(opened)) {}
hdf5_reader::hdf5_reader(hdf5_reader&&) noexcept = default;
hdf5_reader& hdf5_reader::operator=(hdf5_reader&&) noexcept = default;
hdf5_reader::~hdf5_reader() = default;

std::size_t hdf5_reader::zones() const { return opened_->zones; }
const std::vector<std::string>& hdf5_reader::cores() const { return opened_->cores; }
const std::vector<std::string>& hdf5_reader::lookups() const { return opened_->lookups; }

std::optional<hdf5_reader> hdf5_reader::open(const std::filesystem::path& path,
                                             diagnostics& report) {
  auto made = std::make_unique<opened_file>();
  made->name = path.filename().string();
  if (!text::is_regular_file(path, made->name, report)) return std::nullopt;
  const auto fail = [&](const std::string& field, const std::string& value,
                        const std::string& what) {
    report.error(made->name, 0, field, value, what, an_omx);
    return std::nullopt;
  };
  quiet_hdf5();
  made->file = file_handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
  if (!made->file.good()) return fail("", "", "this is not a whole HDF5 file");
  made->cores = datasets_of(made->file, "data");
  made->lookups = datasets_of(made->file, "lookup");
  if (made->cores.empty()) return fail("data", "", "there is no matrix in it");
  for (const auto& core : made->cores) {
    const dataset_handle set(H5Dopen2(made->file, ("data/" + core).c_str(), H5P_DEFAULT));
    const auto extents = set.good() ? extents_of(set, 2) : std::vector<hsize_t>{};
    if (extents.empty()) return fail("data/" + core, "", "this matrix can't be read");
    if (extents[0] != extents[1] || extents[0] == 0 || extents[0] > most_zones)
      return fail("data/" + core, fmt::format("{} x {}", extents[0], extents[1]),
                  fmt::format("this is no square of 1 to {} zones", most_zones));
    if (made->zones != 0 && made->zones != extents[0])
      return fail("data/" + core, fmt::format("{} x {}", extents[0], extents[1]),
                  fmt::format("the matrix before it has {} zones", made->zones));
    made->zones = extents[0];
  }
  return hdf5_reader(std::move(made));
}

std::optional<omx_lookup> hdf5_reader::lookup(const std::string& name, diagnostics& report) const {
  const auto fail = [&](const std::string& value, const std::string& what,
                        const std::string& allowed) {
    report.error(opened_->name, 0, "lookup/" + name, value, what, allowed);
    return std::nullopt;
  };
  if (std::ranges::find(opened_->lookups, name) == opened_->lookups.end())
    return fail("", text::with_nearest("there is no such lookup", name, opened_->lookups),
                opened_->lookups.empty() ? "the file has no lookup" : text::join(opened_->lookups));
  const dataset_handle set(H5Dopen2(opened_->file, ("lookup/" + name).c_str(), H5P_DEFAULT));
  const auto extents = set.good() ? extents_of(set, 1) : std::vector<hsize_t>{};
  if (extents.empty() || extents[0] != opened_->zones)
    return fail(extents.empty() ? "" : std::to_string(extents[0]),
                "this lookup has not one label a zone",
                fmt::format("{} labels in a row", opened_->zones));
  const type_handle type(H5Dget_type(set));
  const auto kind = type.good() ? H5Tget_class(type) : H5T_NO_CLASS;
  bool good = false;
  omx_lookup made{name, {}};
  if (kind == H5T_INTEGER) made.labels = whole_labels(set, opened_->zones, good);
  if (kind == H5T_STRING) made.labels = text_labels(set, opened_->zones, good);
  if (!good) return fail("", "its labels can't be read", "whole numbers or texts");
  std::set<std::string> seen;
  for (const auto& label : made.labels)
    if (!seen.insert(label).second) return fail(label, "this label is there twice", "each once");
  return made;
}

bool hdf5_reader::for_rows(const std::string& core,
                           const std::function<bool(std::size_t, std::span<const double>)>& take,
                           diagnostics& report) const {
  const auto fail = [&](const std::string& what, const std::string& allowed) {
    report.error(opened_->name, 0, "data/" + core, "", what, allowed);
    return false;
  };
  if (std::ranges::find(opened_->cores, core) == opened_->cores.end())
    return fail(text::with_nearest("there is no such matrix", core, opened_->cores),
                text::join(opened_->cores));
  const dataset_handle set(H5Dopen2(opened_->file, ("data/" + core).c_str(), H5P_DEFAULT));
  const space_handle space(set.good() ? H5Dget_space(set) : -1);
  if (!space.good() || !has_numbers(set)) return fail("this matrix holds no numbers", an_omx);
  constexpr std::size_t most_cells = std::size_t{1} << 20;
  const auto zones = opened_->zones;
  const std::size_t block = std::max<std::size_t>(1, std::min(zones, most_cells / zones));
  std::vector<double> cells(block * zones);
  for (std::size_t first = 0; first < zones; first += block) {
    const hsize_t start[] = {first, 0}, count[] = {std::min(block, zones - first), zones};
    const space_handle memory(H5Screate_simple(2, count, nullptr));
    if (H5Sselect_hyperslab(space, H5S_SELECT_SET, start, nullptr, count, nullptr) < 0 ||
        H5Dread(set, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, cells.data()) < 0)
      return fail(fmt::format("row {} and what follows can't be read: the file is damaged, or "
                              "packed by a filter that isn't known",
                              first + 1),
                  an_omx);
    for (std::size_t row = 0; row < count[0]; ++row)
      if (!take(first + row, std::span(cells).subspan(row * zones, zones))) return false;
  }
  return true;
}

}  // namespace amur::omx
