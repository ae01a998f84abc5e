#include <cmath>

#include "amur/case/case_names.h"
#include "amur/case/network_files.h"
#include "amur/gmns/gmns_import.h"
#include "amur/text/file.h"
#include "amur/text/new_folder.h"
#include "amur/text/written_names.h"

namespace amur::gmns {
namespace {

// How allowed_uses names a mode.
std::string use_of(const std::string& mode) { return mode == "road" ? "auto;truck" : mode; }

void write_node_table(const cases::case_data& data, text::file_writer& file) {
  file << "node_id,name,x_coord,y_coord,node_type,country\n";
  for (const auto& node : data.nodes)
    file << node.id << "," << text::csv_cell(node.name) << "," << node.longitude << ","
         << node.latitude << "," << node.type << "," << node.country << "\n";
}

void write_link_table(const cases::case_data& data, text::file_writer& file) {
  constexpr double hours_a_day = 24;
  file << "link_id,name,from_node_id,to_node_id,directed,geometry,dir_flag,length,capacity,"
          "free_speed,lanes,allowed_uses,toll,mode,free_time_h,capacity_pce_per_day,delay,alpha,"
          "beta,fee_usd_per_t\n";
  for (const auto& link : data.links) {
    file << link.id << "," << text::csv_cell(link.name) << "," << data.nodes[link.from].id << ","
         << data.nodes[link.to].id << (link.both_ways ? ",false," : ",true,");
    cases::write_line(link.geometry, file);
    const bool limited = std::isfinite(link.capacity_pce_per_day);
    file << ",1," << link.length_km << ",";
    if (limited) file << link.capacity_pce_per_day / hours_a_day;
    file << ",";
    if (link.free_time_h > 0) file << link.length_km / link.free_time_h;
    const auto& mode = data.modes[link.mode].id;
    file << ",1," << use_of(mode) << "," << link.fee_usd_per_vehicle << "," << mode << ","
         << link.free_time_h << ",";
    if (limited) file << link.capacity_pce_per_day;
    file << "," << std::string_view(cases::to_string(link.delay)) << "," << link.alpha << ","
         << link.beta << "," << link.fee_usd_per_t << "\n";
  }
}

}  // namespace

bool export_gmns(const cases::case_data& data, const std::filesystem::path& output,
                 diagnostics& report) {
  if (!text::may_become_folder(output, report)) return false;
  const auto write = [&](const std::filesystem::path& made) {
    const auto file = [&](const char* name, auto&& content) {
      return text::write_file(made / name, content, report);
    };
    return file("node.csv", [&](text::file_writer& to) { write_node_table(data, to); }) &&
           file("link.csv", [&](text::file_writer& to) { write_link_table(data, to); }) &&
           file("config.csv", [&](text::file_writer& to) {
             to << "dataset_name,short_length,long_length,speed,crs,geometry_field_format,"
                   "currency\n"
                << text::csv_cell(data.settings.title) << ",m,km,kph,EPSG:4326,WKT,USD\n";
           });
  };
  return text::write_folder(output, "the network", write, report);
}

}  // namespace amur::gmns
