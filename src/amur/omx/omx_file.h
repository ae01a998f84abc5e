#pragma once
// Matrices in the Open Matrix format (OMX 0.2, HDF5): a square of numbers from zone to zone a core,
// and what the zones are called.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::omx {

/// Of a file that is read.
inline constexpr std::size_t most_zones = 50000;

/// Names of zones, by which other programs find theirs.
struct omx_lookup {
  std::string name;
  std::vector<std::string> labels;
};

/// A file that was opened. Processes of their own read it, since damaged files can bring down the
/// HDF5 library; no other thread may be running meanwhile.
class omx_reader {
 public:
  /// Reports what is no OMX: no HDF5, no matrices, none that is square.
  [[nodiscard]] static std::optional<omx_reader> open(const std::filesystem::path& path,
                                                      diagnostics& report);
  omx_reader(omx_reader&&) noexcept;
  omx_reader& operator=(omx_reader&&) noexcept;
  ~omx_reader();

  [[nodiscard]] std::size_t zones() const;
  [[nodiscard]] const std::vector<std::string>& cores() const;
  [[nodiscard]] const std::vector<std::string>& lookups() const;

  /// The labels of a lookup: whole numbers or texts, each once.
  [[nodiscard]] std::optional<omx_lookup> lookup(const std::string& name,
                                                 diagnostics& report) const;
  /// Calls `take` with each row of a core in turn; false, with an error reported, where one can't
  /// be read, or `take` returned false.
  [[nodiscard]] bool for_rows(const std::string& core,
                              const std::function<bool(std::size_t, std::span<const double>)>& take,
                              diagnostics& report) const;

 private:
  struct opened_file;
  explicit omx_reader(std::unique_ptr<opened_file> opened);
  std::unique_ptr<opened_file> opened_;
};

struct omx_matrix {
  std::string name, unit;
  std::vector<double> cells;  ///< row by row, zones x zones
};

/// A file of these cores and lookups, whole or as it was: chunks of rows, compressed, the same
/// bytes each time. A lookup of whole numbers is one of numbers.
[[nodiscard]] bool write_omx(const std::filesystem::path& path, std::size_t zones,
                             std::span<const omx_matrix> matrices,
                             std::span<const omx_lookup> lookups, diagnostics& report);

}  // namespace amur::omx
