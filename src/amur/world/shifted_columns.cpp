#include "amur/world/shifted_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <unordered_map>

#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::world {
namespace {

constexpr int most_steps = 1000;

// Numbers for what a row's panel and time are, the same for all files.
class place_numbers {
 public:
  explicit place_numbers(std::size_t columns) : label_(columns), joined_(columns) {}

  // [row]
  std::vector<std::uint32_t> panels(const std::vector<const text::label_column*>& labels) {
    std::vector<std::uint32_t> made(labels.front()->level.size(), 0);
    for (std::size_t c = 0; c < labels.size(); ++c) {
      std::vector<std::uint64_t> number;
      for (const auto& text : labels[c]->label)
        number.push_back(label_[c].emplace(text, label_[c].size()).first->second);
      for (std::size_t row = 0; row < made.size(); ++row) {
        const auto both = (std::uint64_t{made[row]} << 32U) | number[labels[c]->level[row]];
        const auto next = static_cast<std::uint32_t>(joined_[c].size());
        made[row] = joined_[c].emplace(both, next).first->second;
      }
    }
    return made;
  }
  std::uint64_t place(std::uint32_t panel, double time) {
    const auto number = time_.emplace(time, time_.size()).first->second;
    return (std::uint64_t{panel} << 32U) | number;
  }

 private:
  std::vector<std::unordered_map<std::string, std::size_t>> label_;
  std::vector<std::unordered_map<std::uint64_t, std::uint32_t>> joined_;
  std::map<double, std::size_t> time_;
};

}  // namespace

std::optional<written_shift> parse_shift(const std::string& text) {
  const bool is_lag = text.starts_with("lag("), is_lead = text.starts_with("lead(");
  if ((!is_lag && !is_lead) || !text.ends_with(')')) return std::nullopt;
  written_shift made{{}, is_lag ? "lag" : "lead"};
  const auto start = made.word.size() + 1;
  made.inner = text::trimmed(text.substr(start, text.size() - start - 1));
  const auto parts = text::split_unquoted(made.inner, ",");
  const auto& last = parts.back();
  const bool has_steps = parts.size() > 1 && !last.empty() && last.size() <= 4 &&
                         std::ranges::all_of(last, [](char c) { return c >= '0' && c <= '9'; });
  if (!has_steps) return made;
  made.steps = std::stoi(last);
  made.inner = text::trimmed(made.inner.substr(0, made.inner.rfind(',')));
  if (made.steps < 1 || made.steps > most_steps) return std::nullopt;
  return made;
}

std::optional<std::vector<double>> read_shifted(
    const std::string& path, const shifted_column& column, const panel_columns& panel,
    const std::vector<const text::label_column*>& labels, const std::vector<double>& time,
    text::missing_rule missing, diagnostics& report) {
  // What else there is to say of the file is said already.
  diagnostics again;
  std::vector<text::wanted_number> numbers = {{column.source, column.range}};
  if (panel.time != column.source) numbers.push_back({panel.time, {}});
  const auto file = text::read_columns(path, numbers, panel.names, missing, again);
  for (const auto& finding : again.findings)
    if (finding.level == severity::error) report.findings.push_back(finding);
  if (!file) return std::nullopt;
  place_numbers numbering(panel.names.size());
  std::vector<const text::label_column*> theirs;
  for (const auto& each : file->labels) theirs.push_back(&each);
  const auto from = numbering.panels(theirs);
  std::unordered_map<std::uint64_t, std::size_t> row_at;
  for (std::size_t row = 0; row < from.size(); ++row) {
    const double then = file->numbers.back()[row];
    const auto [found, is_new] = row_at.emplace(numbering.place(from[row], then), row);
    if (is_new) continue;
    report.error(
        file->file, file->line[row], panel.time, fmt::format("{}", then),
        fmt::format("'{}' needs each time once in a panel, and row {} has this one of ({}) "
                    "already",
                    column.text, file->line[found->second], text::join(panel.names)),
        "--panel with the columns that tell panels apart");
    return std::nullopt;
  }
  std::vector<double> made;
  const auto wanted = numbering.panels(labels);
  for (std::size_t row = 0; row < wanted.size(); ++row) {
    const auto found = row_at.find(numbering.place(wanted[row], time[row] + column.steps));
    made.push_back(found == row_at.end() ? std::numeric_limits<double>::quiet_NaN()
                                         : file->numbers.front()[found->second]);
  }
  return made;
}

}  // namespace amur::world
