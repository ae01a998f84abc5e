#pragma once
// What the HDF5 library hands out, closed at its end.

#include <hdf5.h>

#include <utility>

namespace amur::omx {

template <herr_t (*close)(hid_t)>
class handle {
 public:
  explicit handle(hid_t id = -1) : id_(id) {}
  ~handle() {
    if (id_ >= 0) close(id_);
  }
  handle(handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  handle& operator=(handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  operator hid_t() const { return id_; }
  [[nodiscard]] bool good() const { return id_ >= 0; }

 private:
  hid_t id_;
};

using file_handle = handle<H5Fclose>;
using group_handle = handle<H5Gclose>;
using dataset_handle = handle<H5Dclose>;
using space_handle = handle<H5Sclose>;
using type_handle = handle<H5Tclose>;
using attribute_handle = handle<H5Aclose>;
using property_handle = handle<H5Pclose>;

/// The library prints nothing, and loads no filter that a file asks for.
inline void quiet_hdf5() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
}

}  // namespace amur::omx
