#include <algorithm>
#include <charconv>

#include "amur/omx/hdf5_handles.h"
#include "amur/omx/omx_file.h"
#include "amur/text/staged_output.h"

namespace amur::omx {
namespace {

// A zone's label as a whole number; lookups of such labels alone are numbers in the file, which is
// what most programs expect.
bool whole_number_of(const std::string& label, std::int32_t& number) {
  const auto read = std::from_chars(label.data(), label.data() + label.size(), number);
  return read.ec == std::errc() && read.ptr == label.data() + label.size() &&
         std::to_string(number) == label;
}

bool write_text(hid_t on, const char* name, const std::string& text) {
  const type_handle type(H5Tcopy(H5T_C_S1));
  const space_handle space(H5Screate(H5S_SCALAR));
  if (H5Tset_size(type, std::max<std::size_t>(text.size(), 1)) < 0) return false;
  const attribute_handle made(H5Acreate2(on, name, type, space, H5P_DEFAULT, H5P_DEFAULT));
  return made.good() && H5Awrite(made, type, text.c_str()) >= 0;
}

bool write_shape(hid_t on, std::size_t zones) {
  const auto side = static_cast<std::int32_t>(zones);
  const std::int32_t shape[] = {side, side};
  const hsize_t two = 2;
  const space_handle space(H5Screate_simple(1, &two, nullptr));
  const attribute_handle made(
      H5Acreate2(on, "SHAPE", H5T_STD_I32LE, space, H5P_DEFAULT, H5P_DEFAULT));
  return made.good() && H5Awrite(made, H5T_NATIVE_INT32, shape) >= 0;
}

// Times of making would differ from run to run.
property_handle timeless(hid_t kind) {
  property_handle made(H5Pcreate(kind));
  H5Pset_obj_track_times(made, false);
  return made;
}

bool write_matrix(hid_t group, std::size_t zones, const omx_matrix& matrix) {
  const hsize_t extents[] = {zones, zones};
  constexpr std::size_t cells_a_chunk = 1 << 16;
  const hsize_t chunk[] = {std::clamp<std::size_t>(cells_a_chunk / zones, 1, zones), zones};
  const space_handle space(H5Screate_simple(2, extents, nullptr));
  const auto how = timeless(H5P_DATASET_CREATE);
  if (H5Pset_chunk(how, 2, chunk) < 0 || H5Pset_deflate(how, 1) < 0) return false;
  const dataset_handle set(
      H5Dcreate2(group, matrix.name.c_str(), H5T_IEEE_F64LE, space, H5P_DEFAULT, how, H5P_DEFAULT));
  return set.good() &&
         H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, matrix.cells.data()) >=
             0 &&
         (matrix.unit.empty() || write_text(set, "unit", matrix.unit));
}

bool write_lookup(hid_t group, const omx_lookup& lookup) {
  const hsize_t count = lookup.labels.size();
  const space_handle space(H5Screate_simple(1, &count, nullptr));
  const auto how = timeless(H5P_DATASET_CREATE);
  std::vector<std::int32_t> numbers(lookup.labels.size());
  bool whole = true;
  std::size_t longest = 1;
  for (std::size_t i = 0; i < lookup.labels.size(); ++i) {
    whole = whole && whole_number_of(lookup.labels[i], numbers[i]);
    longest = std::max(longest, lookup.labels[i].size());
  }
  if (whole) {
    const dataset_handle set(H5Dcreate2(group, lookup.name.c_str(), H5T_STD_I32LE, space,
                                        H5P_DEFAULT, how, H5P_DEFAULT));
    return set.good() &&
           H5Dwrite(set, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()) >= 0;
  }
  const type_handle type(H5Tcopy(H5T_C_S1));
  H5Tset_size(type, longest);
  std::string texts(lookup.labels.size() * longest, '\0');
  for (std::size_t i = 0; i < lookup.labels.size(); ++i)
    std::ranges::copy(lookup.labels[i], texts.begin() + static_cast<std::ptrdiff_t>(i * longest));
  const dataset_handle set(
      H5Dcreate2(group, lookup.name.c_str(), type, space, H5P_DEFAULT, how, H5P_DEFAULT));
  return set.good() && H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()) >= 0;
}

bool write_all(const std::filesystem::path& path, std::size_t zones,
               std::span<const omx_matrix> matrices, std::span<const omx_lookup> lookups) {
  file_handle file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  if (!file.good() || !write_text(file, "OMX_VERSION", "0.2") || !write_shape(file, zones))
    return false;
  const auto how = timeless(H5P_GROUP_CREATE);
  group_handle data(H5Gcreate2(file, "data", H5P_DEFAULT, how, H5P_DEFAULT));
  group_handle names(H5Gcreate2(file, "lookup", H5P_DEFAULT, how, H5P_DEFAULT));
  if (!data.good() || !names.good()) return false;
  for (const auto& matrix : matrices)
    if (!write_matrix(data, zones, matrix)) return false;
  for (const auto& lookup : lookups)
    if (!write_lookup(names, lookup)) return false;
  return H5Fflush(file, H5F_SCOPE_LOCAL) >= 0;
}

}  // namespace

bool write_omx(const std::filesystem::path& path, std::size_t zones,
               std::span<const omx_matrix> matrices, std::span<const omx_lookup> lookups,
               diagnostics& report) {
  quiet_hdf5();
  text::staged_output staged(path, "new.omx");
  auto problem = staged.problem();
  if (problem.empty()) problem = text::why_no_file_goes_to(text::followed(path));
  if (problem.empty() && !write_all(staged.path(), zones, matrices, lookups))
    problem = "the HDF5 library can't complete it";
  if (problem.empty()) problem = staged.put_in_place();
  if (problem.empty()) return true;
  report.error(path.string(), 0, "", "", "the matrices can't be written: " + problem,
               "a path in a folder that can be written, on a disk with room");
  return false;
}

}  // namespace amur::omx
