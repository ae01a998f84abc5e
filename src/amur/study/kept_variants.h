#pragma once
// Variants of a case that were solved, kept in a file as each is done: a part of a whole that
// others may solve other parts of.

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/study/case_variants.h"

namespace amur::study {

/// A part of the variants: shard `number` of `count`, from 1.
struct shard {
  std::uint64_t number = 1, count = 1;
  friend bool operator==(const shard&, const shard&) = default;
};

/// "3/8"; nothing where it is none.
[[nodiscard]] std::optional<shard> read_shard(const std::string& text);

/// A file of variants. It only grows: a line that says what it is of, then a record for each, with
/// a checksum. What a killed process left of a record is cut off when the file is opened again.
class kept_variants {
 public:
  /// Goes on with the file of this shard, or starts it. `origin` is one line; empty, with an error
  /// reported, where the file is of another one or another process writes to it.
  [[nodiscard]] static std::optional<kept_variants> open(const std::filesystem::path& path,
                                                         const std::string& origin,
                                                         diagnostics& report);
  /// All variants of several files of this origin, whichever shards they are. `origin` is set by
  /// the first file where it is empty.
  [[nodiscard]] static std::optional<kept_variants> read(
      const std::vector<std::filesystem::path>& paths, std::string& origin, diagnostics& report);

  kept_variants(kept_variants&& other) noexcept;
  kept_variants& operator=(kept_variants&&) = delete;
  ~kept_variants();

  /// Null where it is not kept yet.
  [[nodiscard]] const told_variant* find(std::uint64_t index) const;
  /// Keeps one more, on disk before this returns; by any thread. False where that failed.
  [[nodiscard]] bool add(std::uint64_t index, const told_variant& variant);
  /// How many are kept, those of before and those added.
  [[nodiscard]] std::size_t size() const { return known_.size() + added_; }

 private:
  kept_variants() = default;
  bool take(const std::filesystem::path& path, std::string& origin, std::uint64_t& good_bytes,
            diagnostics& report);

  std::map<std::uint64_t, told_variant> known_;
  std::mutex writing_;
  std::size_t added_ = 0;
  int file_ = -1;
};

/// Which variants a study solves, and where they are kept.
struct variant_share {
  shard own;
  kept_variants* kept = nullptr;
  bool is_merged = false;  ///< all are kept by now: none is solved, and the study ends as ever

  std::uint64_t count = 0;             ///< found: of the study's variants
  std::vector<std::uint64_t> missing;  ///< found: own ones, or all where merged, that are not kept
  bool is_full = false;                ///< found: one could not be kept
};

}  // namespace amur::study
