#pragma once
// Tables of a result as arrays of NumPy. Numbers are not copied: an array keeps alive the tables
// whose memory it shows, which therefore nobody may write to.

#include <memory>

#include "amur/result/result.h"
#include "engine/engine.h"

namespace amur::python {

class kept_tables {
 public:
  explicit kept_tables(result::result_tables tables)
      : tables_(std::make_shared<const result::result_tables>(std::move(tables))) {}

  [[nodiscard]] const result::result_tables& tables() const { return *tables_; }
  [[nodiscard]] std::vector<std::string> names() const;
  /// A list of (name, array).
  [[nodiscard]] py::list columns(const std::string& table) const;
  /// "point" or "line" and the shapes as WKB, split where they step over longitude 180; None where
  /// the table has none.
  [[nodiscard]] py::object geometry(const std::string& table) const;

 private:
  std::shared_ptr<const result::result_tables> tables_;
};

/// Texts as an array of objects; those that come again are one object.
[[nodiscard]] py::array text_array(const std::vector<std::string>& texts);

}  // namespace amur::python
