#include "amur/cli/all_good.h"

#include <fmt/format.h>

namespace amur::cli {
namespace {

bytes told(bool good, const diagnostics& report) {
  std::string text;
  for (const auto& finding : report.findings)
    if (finding.level == severity::error) text += (text.empty() ? "" : "; ") + to_string(finding);
  bytes message;
  pack(message, static_cast<std::uint8_t>(good));
  pack(message, std::span<const char>(text));
  return message;
}

}  // namespace

bool all_good(ranks& all, bool good, diagnostics& report) {
  if (all.count() == 1) return good;
  const auto gathered = gather(all, told(good, report));
  bool every = true;
  for (std::size_t rank = 0; rank < gathered.size(); ++rank) {
    unpacker from(gathered[rank]);
    if (from.take<std::uint8_t>() != 0) continue;
    if (every && rank > 0)
      report.error("", 0, "", "",
                   fmt::format("rank {}: {}", rank, from.take_text(gathered[rank].size() - 1)));
    every = false;
  }
  broadcast_value(all, every);
  return every;
}

}  // namespace amur::cli
