#pragma once
// A file of CEPII's BACI, read in blocks that threads share.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::customs {

struct baci_row {
  static constexpr std::int64_t no_quantity = -1;

  std::uint16_t year = 0, exporter = 0, importer = 0;
  std::uint32_t product = 0;
  std::uint32_t line = 0;     ///< within its block
  std::int64_t value = 0;     ///< millionths of thousand USD
  std::int64_t quantity = 0;  ///< millionths of tonnes, or `no_quantity`
};

/// The first thing that is wrong in a block, and how many rows are.
struct baci_fault {
  std::size_t rows = 0, line = 0;
  std::string field, value, message, allowed;
};

struct baci_block {
  std::vector<baci_row> rows;
  std::size_t lines = 0;  ///< that start in it, blank ones too
  baci_fault fault;
  std::vector<char> bytes;  ///< what is read into, kept for the next block
};

class baci_file {
 public:
  /// With its header read: t, i, j, k, v, q in any order, other columns between.
  [[nodiscard]] static std::optional<baci_file> open(const std::filesystem::path& path,
                                                     diagnostics& report);
  baci_file(baci_file&& other) noexcept;
  baci_file& operator=(baci_file&&) = delete;
  baci_file(const baci_file&) = delete;
  baci_file& operator=(const baci_file&) = delete;
  ~baci_file();

  [[nodiscard]] std::size_t blocks() const;
  /// Safe from several threads at once.
  void read(std::size_t block, baci_block& to) const;
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Where the rows of the first block are numbered from: the header being line 1.
  static constexpr std::size_t first_line = 2;
  /// Whether the last line ends in a line break: of a file cut off it does not.
  [[nodiscard]] bool is_whole() const { return whole_; }

 private:
  baci_file() = default;
  [[nodiscard]] bool read_header(diagnostics& report);
  void parse_line(const char* begin, const char* end, baci_block& to) const;

  int file_ = -1;
  std::string name_;
  std::size_t begin_ = 0, end_ = 0;    // of the rows, in bytes
  std::vector<signed char> field_of_;  // [column] 0 to 5 of t, i, j, k, v, q, or -1
  std::array<std::string, 6> written_;
  char separator_ = ',';
  bool whole_ = true;
};

}  // namespace amur::customs
