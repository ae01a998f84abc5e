#pragma once
// What a run by months has found so far, kept beside its result so that a stopped run goes on.

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "amur/model/months.h"
#include "amur/model/result.h"

namespace amur::io {

struct month_record {
  std::string month;
  bool is_exact = true;  ///< the month's equilibrium reached its tolerance
  std::vector<model::result_table> tables;
  model::month_state state;  ///< after the month
};

/// A file to which each month adds itself; what a killed run left half written is cut off.
class month_log {
 public:
  /// Reads the records of a run with this key (its input) that stands in the file, in their order;
  /// of another run, or of none, nothing.
  month_log(std::filesystem::path path, const std::string& key);
  [[nodiscard]] std::vector<month_record>& records() { return records_; }
  /// Keeps the first `count` records and adds to them from here on. False where the file can't be
  /// written.
  [[nodiscard]] bool keep(std::size_t count);
  /// False where the file can't be written.
  [[nodiscard]] bool add(const month_record& record);
  void remove();

 private:
  std::filesystem::path path_;
  std::string key_;
  std::vector<month_record> records_;
  std::vector<std::size_t> ends_;  // [record] where it ends in the file
  std::ofstream file_;
};

}  // namespace amur::io
