#include "amur/case/network_files.h"

#include <cmath>
#include <set>

#include "amur/text/written_names.h"

namespace amur::cases {

void write_network_nodes(std::span<const network_node> nodes, text::file_writer& file) {
  static const std::set<std::string> known = {"city",  "border", "port",  "station", "terminal",
                                              "field", "mine",   "plant", "junction"};
  file << "node_id,name,country,node_type,x_coord,y_coord,source,note\n";
  for (const auto& node : nodes) {
    const bool is_known = known.contains(node.type);
    const auto between = node.note.empty() || node.type.empty() || is_known ? "" : "; ";
    file << node.id << "," << text::csv_cell(node.name.empty() ? "Node " + node.id : node.name)
         << "," << node.country << "," << (is_known ? node.type : "junction") << "," << node.at[0]
         << "," << node.at[1] << "," << node.source << ","
         << text::csv_cell((is_known ? "" : node.type) + between + node.note) << "\n";
  }
}

void write_network_links(std::span<const network_link> links, text::file_writer& file) {
  file << "link_id,name,from_node_id,to_node_id,directed,mode,length_km,free_time_h,"
          "capacity_pce_per_day,delay,alpha,beta,fee_usd_per_vehicle,fee_usd_per_t,geometry,source,"
          "note\n";
  for (const auto& link : links) {
    const bool limited = !std::isnan(link.capacity_pce_per_day);
    file << link.id << "," << text::csv_cell(link.name) << "," << link.from << "," << link.to
         << (link.directed ? ",true," : ",false,") << link.mode << "," << link.length_km << ","
         << link.free_time_h << ",";
    if (limited) file << link.capacity_pce_per_day;
    file << ","
         << (!link.delay.empty() ? link.delay
             : limited           ? "bpr"
                                 : "constant")
         << "," << link.alpha << "," << link.beta << ",";
    if (link.fee_usd_per_vehicle > 0) file << link.fee_usd_per_vehicle;
    file << ",";
    if (link.fee_usd_per_t > 0) file << link.fee_usd_per_t;
    file << ",";
    if (link.line.size() >= 2) write_line(link.line, file);
    file << "," << link.source << "," << text::csv_cell(link.note) << "\n";
  }
}

void write_line(std::span<const lon_lat> points, text::file_writer& file) {
  file << "\"LINESTRING (";
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0) file << ", ";
    file << points[i][0] << " " << points[i][1];
  }
  file << ")\"";
}

}  // namespace amur::cases
