#pragma once
// What a result is called when it is taken from a server.

#include <string>
#include <string_view>

namespace amur::serve {

/// Of a run's name, the header Content-Disposition of its result (RFC 6266): the name for those who
/// read UTF-8 there, and its letters, digits, spaces, dots and hyphens for all others.
[[nodiscard]] std::string content_disposition(std::string_view run_name);

}  // namespace amur::serve
