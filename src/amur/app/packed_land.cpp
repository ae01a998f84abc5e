#include "amur/app/packed_land.h"

#include "amur/serve/web_files.h"

namespace amur::app {

std::string_view packed_land() {
  for (const auto& file : serve::web_files())
    if (file.path.starts_with("/countries") && file.path.ends_with(".json")) return file.content;
  return {};
}

}  // namespace amur::app
