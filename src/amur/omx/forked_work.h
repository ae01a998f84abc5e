#pragma once
// Work that may come to a bad end, in a copy of this process that passes messages back.

#include <functional>
#include <string>
#include <string_view>

namespace amur::omx {

using message_sink = std::function<bool(std::string_view)>;

/// Calls `work` in a forked process, which may pass messages; `take` gets each here, and ends the
/// work by returning false. Empty where the work came to its end or `take` ended it; else how the
/// process ended: "signal 11". What it prints goes nowhere, and it has so many seconds of processor
/// time. No other thread may be running.
[[nodiscard]] std::string forked_work(const std::function<void(const message_sink&)>& work,
                                      const std::function<bool(std::string_view)>& take,
                                      unsigned seconds);

}  // namespace amur::omx
