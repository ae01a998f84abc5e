#include "amur/study/told_variants.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>

#include "amur/base/number.h"
#include "amur/base/parallel.h"

namespace amur::study {
namespace {

// Of the values that are in memory at a time.
constexpr std::size_t bytes_at_a_time = std::size_t{64} << 20;

// Those to be solved here.
std::vector<std::size_t> left_to_solve(variant_share* share, const kept_variants& kept,
                                       std::size_t count) {
  std::vector<std::size_t> left;
  const auto own =
      share ? block_of(share->own.number - 1, share->own.count, count) : block_range{0, count};
  for (std::size_t i = 0; i < count; ++i) {
    if (kept.has(i)) continue;
    if (share && share->is_merged)
      share->missing.push_back(i);
    else if (i >= own.begin && i < own.end)
      left.push_back(i);
  }
  if (share) share->count = count;
  return left;
}

}  // namespace

told_variants::told_variants(std::optional<kept_variants> own, const kept_variants* kept_elsewhere,
                             std::uint64_t count)
    : own_(std::move(own)), kept_(kept_elsewhere), why_not_(count) {
  std::set<told_figure> more;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto variant = kept().find(i);
    if (!variant) throw std::runtime_error("a variant is missing");
    why_not_[i] = variant->why_not;
    if (!variant->why_not.empty()) continue;
    for (const auto& [id, figure] : variant->claims)
      claims_.try_emplace(id, count, no_number).first->second[i] = figure;
    for (const auto& [figure, value] : variant->more) more.insert(figure);
  }
  more_.assign(more.begin(), more.end());
}

std::size_t told_variants::solved() const {
  return static_cast<std::size_t>(std::ranges::count(why_not_, std::string()));
}

std::vector<double> told_variants::of_claim(const std::string& id) const {
  const auto at = claims_.find(id);
  return at == claims_.end() ? std::vector<double>(count(), no_number) : at->second;
}

std::vector<told_variant> told_variants::all() const {
  std::vector<told_variant> every;
  for (std::size_t i = 0; i < count(); ++i) every.push_back(*kept().find(i));
  return every;
}

void told_variants::for_each_cell(
    std::span<const told_figure> figures,
    const std::function<void(std::size_t cell, const told_figure& figure,
                             std::span<const double> values)>& use) const {
  const auto all = figures.size() + more_.size();
  const auto step = std::max<std::size_t>(1, bytes_at_a_time / (sizeof(double) * (count() + 1)));
  for (std::size_t begin = 0; begin < all; begin += step) {
    const auto end = std::min(begin + step, all);
    const auto last_figure = std::clamp(figures.size(), begin, end);
    std::vector<double> values((end - begin) * count(), no_number);  // [cell][variant]
    std::vector<double> row(last_figure - begin);
    for (std::size_t i = 0; i < count(); ++i) {
      if (!why_not_[i].empty()) continue;
      if (!row.empty()) kept().read_figures(i, begin, row);
      for (std::size_t c = 0; c < row.size(); ++c) values[c * count() + i] = row[c];
      if (last_figure == end) continue;
      const auto variant = kept().find(i);
      for (std::size_t c = last_figure; c < end; ++c)
        if (const auto at = variant->more.find(more_[c - figures.size()]);
            at != variant->more.end())
          values[(c - begin) * count() + i] = at->second;
    }
    for (std::size_t c = begin; c < end; ++c)
      use(c, c < figures.size() ? figures[c] : more_[c - figures.size()],
          std::span(values).subspan((c - begin) * count(), count()));
  }
}

std::optional<told_variants> solve_variants(const study_task& task, std::size_t count,
                                            const variant_solver& solve, diagnostics& report) {
  auto* share = task.share;
  auto own = share ? std::optional<kept_variants>() : kept_variants::nameless(task.output, report);
  if (!share && !own) return std::nullopt;
  auto& kept = share ? *share->kept : *own;
  const auto left = left_to_solve(share, kept, count);
  std::atomic<bool> stop = false, is_full = false;
  std::mutex telling;
  std::size_t done = 0;
  thread_pool pool(task.threads);
  pool.run(left.size(), [&](std::size_t task_number, std::size_t thread) {
    if (stop) return;
    const auto i = left[task_number];
    const auto place = task.output.string() + fmt::format(".variant{}.gpkg", thread);
    const bool is_kept = kept.add(i, solve(i, place));
    const std::lock_guard lock(telling);
    ++done;
    if (!is_kept) is_full = true;
    if (!is_kept || !task.goes_on_after(done, left.size())) stop = true;
  });
  if (share) share->is_full = is_full;
  if (is_full && !share)
    report.error("", 0, "--output", task.output.string(), "the variants can't be kept beside it",
                 "room on the disk");
  if (stop || (share && (!share->is_merged || !share->missing.empty()))) return std::nullopt;
  return told_variants(std::move(own), share ? share->kept : nullptr, count);
}

bool warn_of_unsolved(const told_variants& told, const std::string& kind, std::size_t first,
                      diagnostics& report) {
  const auto unsolved = told.count() - told.solved();
  if (unsolved == 0) return true;
  std::size_t at = 0;
  while (told.why_not(at).empty()) ++at;
  report.warning("", 0, "", "",
                 fmt::format("{} of {} {}s have no answer and count for nothing; {} {}: {}",
                             unsolved, told.count(), kind, kind, at + first, told.why_not(at)));
  return false;
}

}  // namespace amur::study
