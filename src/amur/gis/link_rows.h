#pragma once
// Features read as links: what their columns say, in a case's units.

#include <optional>
#include <string>
#include <vector>

#include "amur/gis/gis_import.h"

namespace amur::gis {

struct link_rows {
  std::vector<drawn_link> links;
  std::vector<std::string> from, to;  ///< [link] ids of its nodes; empty where none are named
  std::vector<double> speed;          ///< [link] NaN: not said
  std::string length_unit, speed_unit;
  bool length_guessed = false;
};

/// Lines as `features` draws them; a feature of several lines is several links. With `nodes_named`
/// the lines may be missing: links name their ends.
[[nodiscard]] std::optional<link_rows> read_link_rows(const feature_table& features,
                                                      const field_names& fields,
                                                      const gis_request& request,
                                                      diagnostics& report);

/// Lengths and hours of the links of `network`, which are those of `rows`: what the file says in
/// its units, else what the line is long and the class or mode is fast.
[[nodiscard]] bool finish_link_rows(link_rows& rows, std::vector<drawn_link>& links,
                                    const feature_table& features, const field_names& fields,
                                    const gis_request& request, diagnostics& report);

}  // namespace amur::gis
