#pragma once
// What a run by months has found so far, kept beside its result so that a stopped run goes on.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "amur/model/months.h"
#include "amur/result/result.h"

namespace amur::study {

struct month_record {
  std::string month;
  bool is_exact = true;  ///< the month's equilibrium reached its tolerance
  std::vector<result::result_table> tables;
  model::month_state state;  ///< after the month
};

/// A file to which each month adds itself, on disk before the next one starts; what a killed run
/// left half written is cut off. It belongs to one run at a time.
class month_log {
 public:
  /// Reads the records of a run with this key (its input) that stands in the file, in their order;
  /// of another run, or of none, nothing.
  month_log(std::filesystem::path path, const std::string& key);
  ~month_log();
  month_log(const month_log&) = delete;
  month_log& operator=(const month_log&) = delete;

  [[nodiscard]] std::vector<month_record>& records() { return records_; }
  /// Whether what stood in the file is of other input.
  [[nodiscard]] bool is_of_other_input() const { return other_input_; }
  /// Why the file can't be written; empty as long as it can.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// Keeps the first `count` records and adds to them from here on. False where there is a problem.
  [[nodiscard]] bool keep(std::size_t count);
  /// False where there is a problem.
  [[nodiscard]] bool add(const month_record& record);
  void remove();

 private:
  bool open_locked();
  bool write(const std::string& bytes);
  bool failed();

  std::filesystem::path path_;
  std::string key_, problem_;
  std::vector<month_record> records_;
  std::vector<std::size_t> ends_;  // [record] where it ends in the file
  int file_ = -1;
  bool other_input_ = false;
};

}  // namespace amur::study
