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

namespace amur::study {

/// What is known of a solved variant.
struct kept_variant {
  std::vector<double> figures;
  std::map<std::string, double> claims;
  std::string why_not;
};

/// A part of the variants: shard `number` of `count`, from 1.
struct shard {
  std::uint64_t number = 1, count = 1;
  friend bool operator==(const shard&, const shard&) = default;
};

/// "3/8"; nothing where it is none.
[[nodiscard]] std::optional<shard> read_shard(const std::string& text);

/// Where a study's variants come from and go to; nothing given: all are solved, none is kept.
struct variant_share {
  shard own;                                  ///< solved here
  std::filesystem::path part;                 ///< keeps them; empty: nowhere
  std::vector<std::filesystem::path> merged;  ///< parts that others have kept: nothing is solved
  std::string asked;                          ///< the question, as text: parts of another don't fit
};

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
  [[nodiscard]] const kept_variant* find(std::uint64_t index) const;
  /// Keeps one more, on disk before this returns; by any thread. False where that failed.
  [[nodiscard]] bool add(std::uint64_t index, const kept_variant& variant);
  [[nodiscard]] std::size_t size() const { return known_.size(); }

 private:
  kept_variants() = default;
  bool take(const std::filesystem::path& path, std::string& origin, std::uint64_t& good_bytes,
            diagnostics& report);

  std::map<std::uint64_t, kept_variant> known_;
  std::mutex writing_;
  int file_ = -1;
};

}  // namespace amur::study
