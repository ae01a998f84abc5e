#pragma once
// Variants of a case that were solved, kept in a file as each is done: a part of a whole that
// others may solve other parts of. Memory holds where each is; what it says stays in the file.

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/study/told_figures.h"

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
  /// In a file beside this one that has no name and is gone with the process.
  [[nodiscard]] static std::optional<kept_variants> nameless(const std::filesystem::path& beside,
                                                             diagnostics& report);

  kept_variants(kept_variants&& other) noexcept;
  kept_variants& operator=(kept_variants&&) = delete;
  ~kept_variants();

  [[nodiscard]] bool has(std::uint64_t index) const { return places_.contains(index); }
  /// Nothing where it is not kept yet. Throws std::runtime_error where the file can't be read.
  [[nodiscard]] std::optional<told_variant> find(std::uint64_t index) const;
  /// Its figures from `begin` on, as many as there is room for; throws as above, also where it
  /// hasn't so many.
  void read_figures(std::uint64_t index, std::size_t begin, std::span<double> into) const;
  /// Keeps one more, on disk before this returns where the file has a name; by any thread. False
  /// where that failed.
  [[nodiscard]] bool add(std::uint64_t index, const told_variant& variant);
  /// How many are kept, those of before and those added.
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  struct record_place {
    std::size_t file = 0;                 // in paths_
    std::uint64_t begin = 0, length = 0;  // of what is behind length and checksum
    std::uint64_t figures = 0;            // how many, at the record's end
  };

  kept_variants() = default;
  bool take(const std::filesystem::path& path, std::string& origin, std::uint64_t& good_bytes,
            diagnostics& report);
  void read_at(const record_place& from, std::uint64_t offset, std::span<std::byte> into) const;

  std::map<std::uint64_t, record_place> places_;
  std::vector<std::filesystem::path> paths_;
  std::mutex writing_;
  int file_ = -1;          // written to
  std::uint64_t end_ = 0;  // of it
  bool is_nameless_ = false;
  mutable std::mutex reading_;
  mutable int read_file_ = -1;  // the last one read of `paths_`
  mutable std::size_t read_number_ = 0;
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
