#include "amur/cli/tntp_options.h"

namespace amur::cli {

void add_tntp_options(CLI::App& command, CLI::Option& folder, exchange::tntp_source& source) {
  command.add_option("--net", source.network, "The network's file, in place of a folder")
      ->excludes(&folder)
      ->type_name("FILE");
  command.add_option("--trips", source.trips, "The table of trips that belongs to --net")
      ->excludes(&folder)
      ->type_name("FILE");
}

void require_tntp_source(const exchange::tntp_source& source, const std::string& folder_option) {
  if (!source.folder.empty()) return;
  if (source.network.empty() && source.trips.empty()) throw CLI::RequiredError(folder_option);
  if (source.network.empty()) throw CLI::RequiredError("--net");
  if (source.trips.empty()) throw CLI::RequiredError("--trips");
}

}  // namespace amur::cli
