// amur export tntp CASE

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>
#include <memory>

#include "amur/app/import_commands.h"
#include "amur/case/case_reader.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/text_table.h"
#include "amur/exchange/tntp_writer.h"
#include "amur/text/new_folder.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

struct tntp_arguments {
  std::string folder, output, mode, commodity;
};

struct tntp_tables {
  exchange::tntp_network net;
  std::vector<exchange::tntp_trip> trips;
};

// N of the ids N, N_from and N_to, which an imported network has; 0 of others.
std::uint32_t number_of_id(const std::string& id) {
  std::uint32_t number = 0;
  const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
  const std::string_view rest(read.ptr, static_cast<std::size_t>(id.data() + id.size() - read.ptr));
  return read.ec == std::errc() && (rest.empty() || rest == "_from" || rest == "_to") ? number : 0;
}

class tntp_export {
 public:
  tntp_export(const cases::case_data& data, const tntp_arguments& arguments, diagnostics& report)
      : data_(data), arguments_(arguments), report_(report) {}

  std::optional<tntp_tables> make() {
    if (!choose() || !check_links()) return std::nullopt;
    number_nodes();
    add_links();
    add_trips();
    return std::move(made_);
  }

 private:
  bool choose();
  bool check_links();
  void number_nodes();
  void add_links();
  void add_link(const cases::link& link, node_id from, node_id to);
  void add_trips();
  bool fail(const char* field, const std::string& value, const char* what, const char* allowed) {
    report_.error(arguments_.folder, 0, field, value, what, allowed);
    return false;
  }

  const cases::case_data& data_;
  const tntp_arguments& arguments_;
  diagnostics& report_;
  tntp_tables made_;
  commodity_id goods_;
  mode_id mode_;
  const cases::vehicle* vehicle_ = nullptr;
  std::vector<std::uint32_t> number_;
};

// One commodity in one vehicle on one mode is all that the format can say.
bool tntp_export::choose() {
  for (std::size_t i = 0; i < data_.commodities.size(); ++i)
    if (arguments_.commodity.empty()
            ? data_.commodities.size() == 1
            : data_.commodities[commodity_id(i)].id == arguments_.commodity)
      goods_ = commodity_id(i);
  if (!goods_.valid())
    return fail("commodity_id", arguments_.commodity, "the format has one kind of trips",
                "--commodity, one of commodities.csv");
  for (const auto vehicle : data_.commodities[goods_].vehicles) {
    const auto& mode = data_.modes[data_.vehicles[vehicle].mode].id;
    if (!arguments_.mode.empty() && mode != arguments_.mode) continue;
    if (vehicle_) return fail("mode", "", "the format has one mode", "--mode, one of links.csv");
    vehicle_ = &data_.vehicles[vehicle];
  }
  if (!vehicle_)
    return fail("mode", arguments_.mode, "no vehicle of the commodity has this mode",
                "a mode of its vehicles");
  mode_ = vehicle_->mode;
  return true;
}

bool tntp_export::check_links() {
  std::size_t crossings = 0;
  for (const auto& link : data_.links) {
    if (link.mode != mode_) continue;
    if (link.delay == cases::delay_kind::conical || link.delay == cases::delay_kind::akcelik) {
      report_.error("links.csv", link.row, "delay", link.id, "the format has no such delay",
                    "bpr, constant");
      return false;
    }
  }
  for (const auto& crossing : data_.crossings)
    crossings += data_.links[crossing.links.front()].mode == mode_ ? 1 : 0;
  if (crossings > 0)
    report_.warning("crossings.csv", 0, "", std::to_string(crossings),
                    "the format has no crossings: their capacities, waits and fees stay behind");
  return true;
}

// Ids that are numbers stay; else nodes with demand come first, as zones.
void tntp_export::number_nodes() {
  auto& net = made_.net;
  std::vector<bool> zone(data_.nodes.size(), false);
  for (const auto& flow : data_.demands)
    if (flow.commodity == goods_) zone[flow.origin.value] = zone[flow.destination.value] = true;
  std::map<std::uint32_t, std::size_t> halves;  // by number: nodes
  bool numbered = true;
  std::uint32_t most = 0, last_zone = 0, last_split = 0;
  for (std::size_t i = 0; i < data_.nodes.size(); ++i) {
    const auto& id = data_.nodes[node_id(i)].id;
    const auto number = number_of_id(id);
    number_.push_back(number);
    numbered = numbered && number > 0;
    const bool split = numbered && std::to_string(number) != id;
    numbered = numbered && (++halves[number] == 1 || split);
    most = std::max(most, number);
    if (split) last_split = std::max(last_split, number);
    if (zone[i] || data_.nodes[node_id(i)].type == "city") last_zone = std::max(last_zone, number);
  }
  numbered = numbered && halves.size() == most;
  if (!numbered) {
    std::uint32_t next = 0;
    for (const bool wanted : {true, false})
      for (std::size_t i = 0; i < zone.size(); ++i)
        if (zone[i] == wanted) number_[i] = ++next;
    last_zone = static_cast<std::uint32_t>(std::count(zone.begin(), zone.end(), true));
    most = next;
    last_split = 0;
  }
  net.nodes = most;
  net.zones = last_zone;
  net.first_through_node = last_split + 1;
}

void tntp_export::add_link(const cases::link& link, node_id from, node_id to) {
  auto& net = made_.net;
  net.from.push_back(number_[from.value]);
  net.to.push_back(number_[to.value]);
  const bool limited = std::isfinite(link.capacity_pce_per_day);
  const bool constant = link.delay == cases::delay_kind::constant || !limited;
  net.capacity.push_back(limited ? link.capacity_pce_per_day : 0);
  net.length.push_back(link.length_km);
  net.free_flow_time.push_back(link.free_time_h);
  net.b.push_back(constant ? 0 : link.alpha);
  net.power.push_back(constant ? 1 : link.beta);
  net.toll.push_back(link.fee_usd_per_vehicle + link.fee_usd_per_t * vehicle_->payload_t);
}

void tntp_export::add_links() {
  for (const auto& link : data_.links) {
    if (link.mode != mode_) continue;
    add_link(link, link.from, link.to);
    if (link.both_ways) add_link(link, link.to, link.from);
  }
  // What an hour of a loaded vehicle is worth turns dollars into hours.
  const double hour = vehicle_->cost_usd_per_h +
                      vehicle_->payload_t * data_.commodities[goods_].value_of_time_usd_per_t_h;
  if (hour > 0) {
    made_.net.toll_factor = 1 / hour;
    made_.net.distance_factor = vehicle_->cost_usd_per_km / hour;
  } else {
    report_.warning("commodities.csv", 0, "value_of_time_usd_per_t_h", "0",
                    "an hour costs nothing, so that fees can't be told in hours: they have no "
                    "factor");
  }
}

void tntp_export::add_trips() {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> trips;
  for (const auto& flow : data_.demands)
    if (flow.commodity == goods_)
      trips[{number_[flow.origin.value], number_[flow.destination.value]}] +=
          flow.t_per_day / vehicle_->payload_t * vehicle_->pce;
  for (const auto& [pair, count] : trips) made_.trips.push_back({pair.first, pair.second, count});
}

int export_tntp(const tntp_arguments& arguments) {
  diagnostics report;
  const bool may = text::may_become_folder(arguments.output, report);
  const auto data = may ? cases::read_case(arguments.folder, {}, report) : std::nullopt;
  const auto tables = data ? tntp_export(*data, arguments, report).make() : std::nullopt;
  const auto whole = std::filesystem::absolute(arguments.output).lexically_normal();
  const auto name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  const bool made =
      tables && text::write_folder(
                    arguments.output, "the network",
                    [&](const std::filesystem::path& folder) {
                      return exchange::write_tntp_network(folder / (name + "_net.tntp"),
                                                          tables->net, report) &&
                             exchange::write_tntp_trips(folder / (name + "_trips.tntp"),
                                                        tables->net.zones, tables->trips, report);
                    },
                    report);
  cli::print_findings(report);
  if (!made) return bad_input;
  fmt::print("{}: {} nodes, {} links, {} pairs of zones\n", arguments.output,
             cli::grouped(tables->net.nodes),
             cli::grouped(static_cast<double>(tables->net.from.size())),
             cli::grouped(static_cast<double>(tables->trips.size())));
  return done;
}

}  // namespace

void add_tntp_export(CLI::App& command, int& exit_code) {
  auto arguments = std::make_shared<tntp_arguments>();
  auto* tntp = command.add_subcommand("tntp", "A network and its trips in TNTP format");
  tntp->add_option("CASE", arguments->folder, "Case folder")->required();
  tntp->add_option("-o,--output", arguments->output,
                   "Folder to write, which must not exist or be empty")
      ->type_name("DIR")
      ->required();
  tntp->add_option("--mode", arguments->mode, "The mode whose links it has; default: the only one");
  tntp->add_option("--commodity", arguments->commodity, "Whose trips; default: the only one");
  tntp->footer("Example:\n  amur export tntp cases/sioux_falls -o SiouxFalls");
  tntp->callback([arguments, &exit_code] { exit_code = export_tntp(*arguments); });
}

}  // namespace amur::app
