#pragma once
// The HTTP server behind `amur serve`: the page, and the API that the page and scripts use
// (docs/serve.md, /api/openapi.json).

#include <filesystem>
#include <functional>
#include <string>

#include "amur/base/diagnostic.h"

namespace amur::serve {

struct server_options {
  std::filesystem::path case_folder;
  std::filesystem::path runs_folder;  ///< where runs are kept
  std::string host = "127.0.0.1";
  int port = 8080;    ///< 0: any free one
  std::string token;  ///< empty: none is asked for; needed off loopback and behind a proxy
  /// The address that a proxy serves it under, "https://amur.example.org"; empty: none.
  std::string origin;
  std::string version;
  std::size_t threads = 0;  ///< of a run; 0: all processors
  bool solve_base =
      true;  ///< where no run is kept yet, the case as it stands is solved at the start
};

/// Serves until `stop` is called from another thread or a signal handler; false, with the reason in
/// `report`, where it can't start. `ready` is told the port.
[[nodiscard]] bool serve(const server_options& options, const std::function<void(int)>& ready,
                         diagnostics& report);

/// Makes `serve` return; safe in a signal handler.
void stop();

/// Whether only this machine can reach an address.
[[nodiscard]] bool is_loopback(const std::string& host);

}  // namespace amur::serve
