#pragma once
// An OMX file by the HDF5 library, which damaged files can bring down: omx_reader calls this in a
// process of its own.

#include "amur/omx/omx_file.h"

namespace amur::omx {

/// As omx_reader, in this process.
class hdf5_reader {
 public:
  [[nodiscard]] static std::optional<hdf5_reader> open(const std::filesystem::path& path,
                                                       diagnostics& report);
  hdf5_reader(hdf5_reader&&) noexcept;
  hdf5_reader& operator=(hdf5_reader&&) noexcept;
  ~hdf5_reader();

  [[nodiscard]] std::size_t zones() const;
  [[nodiscard]] const std::vector<std::string>& cores() const;
  [[nodiscard]] const std::vector<std::string>& lookups() const;
  [[nodiscard]] std::optional<omx_lookup> lookup(const std::string& name,
                                                 diagnostics& report) const;
  [[nodiscard]] bool for_rows(const std::string& core,
                              const std::function<bool(std::size_t, std::span<const double>)>& take,
                              diagnostics& report) const;

 private:
  struct opened_file;
  explicit hdf5_reader(std::unique_ptr<opened_file> opened);
  std::unique_ptr<opened_file> opened_;
};

}  // namespace amur::omx
