#include "amur/exchange/tntp_writer.h"

#include "amur/text/file.h"

namespace amur::exchange {
namespace {

std::size_t count(std::uint32_t number) { return number; }

void write_factor(text::file_writer& file, std::string_view tag, double factor) {
  if (factor != 0) file << "<" << tag << "> " << factor << "\n";
}

// May be one more than there are nodes: routes pass none.
std::uint32_t first_through(const tntp_network& net) {
  const bool none = net.first_through_node > net.nodes || net.first_through_node == 0;
  return none ? net.first_through_node : number_in_file(net, net.first_through_node);
}

}  // namespace

bool write_tntp_network(const std::filesystem::path& path, const tntp_network& net,
                        diagnostics& report) {
  text::file_writer file(path, report);
  file << "<NUMBER OF ZONES> " << count(net.zones) << "\n<NUMBER OF NODES> " << count(net.nodes)
       << "\n<FIRST THRU NODE> " << count(first_through(net)) << "\n<NUMBER OF LINKS> "
       << net.from.size() << "\n";
  write_factor(file, "TOLL FACTOR", net.toll_factor);
  write_factor(file, "DISTANCE FACTOR", net.distance_factor);
  file << "<END OF METADATA>\n\n"
          "~\tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll\t"
          "link_type\t;\n";
  for (std::size_t i = 0; i < net.from.size(); ++i)
    file << "\t" << count(number_in_file(net, net.from[i])) << "\t"
         << count(number_in_file(net, net.to[i])) << "\t" << net.capacity[i] << "\t"
         << net.length[i] << "\t" << net.free_flow_time[i] << "\t" << net.b[i] << "\t"
         << net.power[i] << "\t0\t" << net.toll[i] << "\t1\t;\n";
  return file.commit();
}

bool write_tntp_trips(const std::filesystem::path& path, std::uint32_t zones,
                      std::span<const tntp_trip> trips, diagnostics& report) {
  double sum = 0;
  for (const auto& trip : trips) sum += trip.trips;
  text::file_writer file(path, report);
  file << "<NUMBER OF ZONES> " << count(zones) << "\n<TOTAL OD FLOW> " << sum
       << "\n<END OF METADATA>\n";
  constexpr std::size_t entries_a_line = 5;
  std::size_t in_line = 0;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (i == 0 || trips[i].origin != trips[i - 1].origin) {
      file << "\n\nOrigin " << count(trips[i].origin) << "\n";
      in_line = 0;
    } else if (in_line++ % entries_a_line == entries_a_line - 1) {
      file << "\n";
    }
    file << "\t" << count(trips[i].destination) << " : " << trips[i].trips << ";";
  }
  file << "\n";
  return file.commit();
}

bool write_tntp_flows(const std::filesystem::path& path, std::span<const tntp_flow> flows,
                      diagnostics& report) {
  text::file_writer file(path, report);
  file << "From \tTo \tVolume \tCost \n";
  for (const auto& flow : flows)
    file << count(flow.from) << " \t" << count(flow.to) << " \t" << flow.volume << " \t"
         << flow.cost << " \n";
  return file.commit();
}

}  // namespace amur::exchange
