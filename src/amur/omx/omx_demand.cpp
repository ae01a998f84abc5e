#include "amur/omx/omx_demand.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "amur/case/case_reader.h"
#include "amur/case/case_writer.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/file.h"
#include "amur/text/text.h"

namespace amur::omx {
namespace {

// Of a zone: where its trips start, and where they end.
struct zone_nodes {
  std::string origin, destination;
};

class zone_finder {
 public:
  explicit zone_finder(const cases::case_data& data) {
    for (const auto& node : data.nodes) {
      ids_.insert(node.id);
      const auto [at, fresh] = by_name_.insert({node.name, node.id});
      if (!fresh) at->second.clear();  // a name of two nodes names none
      if (node.type == "city") cities_.push_back(node.id);
    }
  }

  std::vector<zone_nodes> find(const std::vector<std::string>& labels, bool numbered,
                               zone_match& match) const {
    std::vector<zone_nodes> by_id, by_name, in_order;
    for (const auto& label : labels) {
      by_id.push_back({id_or(label, "_from"), id_or(label, "_to")});
      const auto named = by_name_.find(label);
      const auto id = named == by_name_.end() ? std::string() : named->second;
      by_name.push_back({id, id});
    }
    const auto found = [](const std::vector<zone_nodes>& zones) {
      return std::ranges::count_if(zones, [](const auto& zone) {
        return !zone.origin.empty() || !zone.destination.empty();
      });
    };
    match = zone_match::node_ids;
    if (found(by_id) == static_cast<std::ptrdiff_t>(labels.size())) return by_id;
    if (numbered && cities_.size() == labels.size()) {
      match = zone_match::places_in_order;
      for (const auto& city : cities_) in_order.push_back({city, city});
      return in_order;
    }
    if (found(by_name) <= found(by_id)) return by_id;
    match = zone_match::node_names;
    return by_name;
  }

  [[nodiscard]] std::string allowed(bool numbered) const {
    return numbered ? fmt::format(
                          "zones that are node ids, or as many as the case has nodes of "
                          "type city ({}); --lookup",
                          cities_.size())
                    : std::string("ids or names of nodes; another --lookup");
  }

 private:
  // A zone of an imported network that must not be passed is two nodes.
  [[nodiscard]] std::string id_or(const std::string& label, const char* half) const {
    if (ids_.contains(label)) return label;
    return ids_.contains(label + half) ? label + half : std::string();
  }

  std::set<std::string> ids_;
  std::map<std::string, std::string> by_name_;
  std::vector<std::string> cities_;
};

class demand_import {
 public:
  demand_import(const omx_request& request, const omx_reader& file, diagnostics& report)
      : request_(request), file_(file), report_(report) {
    name_ = request.file.filename().string();
  }
  std::optional<omx_import> run();

 private:
  bool choose_matrix();
  bool choose_commodity(const cases::case_data& data);
  bool read_labels();
  bool take_row(std::size_t row, std::span<const double> cells, table& demand);
  bool check_cell(std::size_t row, std::size_t column, double cell);
  bool check_zone(const std::string& node, std::size_t zone);
  bool write(cases::case_text& text);

  const omx_request& request_;
  const omx_reader& file_;
  diagnostics& report_;
  std::string name_;
  omx_import made_;
  bool numbered_ = false;
  std::vector<std::string> labels_;
  std::vector<zone_nodes> zones_;
  std::vector<bool> reported_, used_;
  double days_ = 1;
  std::string allowed_;
};

bool demand_import::choose_matrix() {
  made_.matrix = request_.matrix;
  if (made_.matrix.empty() && file_.cores().size() == 1) made_.matrix = file_.cores().front();
  if (!made_.matrix.empty()) return true;
  report_.error(name_, 0, "matrix", "", "the file has several matrices, and none was named",
                text::join(file_.cores()));
  return false;
}

bool demand_import::choose_commodity(const cases::case_data& data) {
  std::vector<std::string> known;
  for (const auto& goods : data.commodities) known.push_back(goods.id);
  made_.commodity = request_.commodity;
  if (made_.commodity.empty() && known.size() == 1) made_.commodity = known.front();
  if (std::ranges::find(known, made_.commodity) != known.end()) return true;
  report_.error("commodities.csv", 0, "commodity_id", made_.commodity,
                made_.commodity.empty()
                    ? std::string("the case has several commodities, and none was named")
                    : text::with_nearest("there is no such commodity", made_.commodity, known),
                text::join(known));
  return false;
}

// Without a lookup zones are called 1 to n, as every program that writes such a file numbers them.
bool demand_import::read_labels() {
  made_.lookup = request_.lookup;
  const auto& lookups = file_.lookups();
  const auto own = std::ranges::find(lookups, "node_id");
  if (made_.lookup.empty() && own != lookups.end()) made_.lookup = *own;
  if (made_.lookup.empty() && lookups.size() == 1) made_.lookup = lookups.front();
  if (made_.lookup.empty() && lookups.size() > 1) {
    report_.error(name_, 0, "lookup", "", "the file has several lookups, and none was named",
                  text::join(lookups));
    return false;
  }
  numbered_ = made_.lookup.empty();
  if (numbered_) {
    for (std::size_t zone = 1; zone <= file_.zones(); ++zone)
      labels_.push_back(std::to_string(zone));
    return true;
  }
  const auto lookup = file_.lookup(made_.lookup, report_);
  if (!lookup) return false;
  labels_ = lookup->labels;
  numbered_ = true;
  for (std::size_t zone = 0; zone < labels_.size(); ++zone)
    numbered_ = numbered_ && labels_[zone] == std::to_string(zone + 1);
  return true;
}

bool demand_import::check_cell(std::size_t row, std::size_t column, double cell) {
  if (cell >= 0 && cell * request_.factor <= text::largest_number) return true;
  report_.error(name_, row + 1, "data/" + made_.matrix, fmt::format("{}", cell),
                fmt::format("the cell from zone {} to zone {} (column {}) can't be demand",
                            labels_[row], labels_[column], column + 1),
                text::not_negative.words);
  return false;
}

bool demand_import::check_zone(const std::string& node, std::size_t zone) {
  if (!node.empty()) return true;
  if (!reported_[zone])
    report_.error(name_, 0, made_.lookup.empty() ? "zone" : "lookup/" + made_.lookup, labels_[zone],
                  "this zone has demand, and no node of the case is it", allowed_);
  reported_[zone] = true;
  return false;
}

bool demand_import::take_row(std::size_t row, std::span<const double> cells, table& demand) {
  constexpr std::size_t most_errors = 20;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const double cell = cells[column];
    if (cell == 0) continue;
    if (report_.count(severity::error) >= most_errors) return false;
    if (!check_cell(row, column, cell)) continue;
    const double per_day = cell * request_.factor;
    if (row == column) {
      made_.within_zones += per_day;
      continue;
    }
    const auto &origin = zones_[row].origin, &destination = zones_[column].destination;
    const bool starts = check_zone(origin, row), ends = check_zone(destination, column);
    if (!starts || !ends || per_day == 0) continue;
    if (origin == destination) {
      made_.within_zones += per_day;
      continue;
    }
    used_[row] = used_[column] = true;
    table_row added{std::vector<std::string>(demand.columns.size()), demand.file,
                    demand.rows.size() + 2, demand.rows.size()};
    const auto set = [&](const char* name, std::string value) {
      added.cells[demand.column(name)] = std::move(value);
    };
    set("origin_node_id", origin);
    set("destination_node_id", destination);
    set("commodity_id", made_.commodity);
    set("quantity", fmt::format("{}", per_day * days_));
    set("source", "omx_" + made_.commodity);
    demand.rows.push_back(std::move(added));
    made_.per_day += per_day;
    ++made_.rows;
  }
  return true;
}

bool demand_import::write(cases::case_text& text) {
  const auto source = "omx_" + made_.commodity;
  auto& sources = text.toml["sources"];
  if (sources.find("[" + source + "]") == std::string::npos)
    sources += fmt::format("{}[{}]\ntitle = {}\nconfidence = \"reported\"\n",
                           sources.empty() || sources.ends_with("\n\n") ? "" : "\n", source,
                           text::toml_string(fmt::format("{}, matrix {}", name_, made_.matrix)));
  diagnostics after;
  if (!cases::build_case(text, text, after)) {
    for (const auto& finding : after.findings)
      if (finding.level == severity::error) report_.add(finding);
    return false;
  }
  return text::write_file(request_.folder / "sources.toml", sources, report_) &&
         text::write_file(request_.folder / "demand.csv", cases::csv_of(text.tables["demand"]),
                          report_);
}

std::optional<omx_import> demand_import::run() {
  auto text = cases::read_case_text(request_.folder, report_);
  const auto data = text ? cases::build_case(*text, *text, report_) : std::nullopt;
  if (!data || !choose_matrix() || !choose_commodity(*data) || !read_labels()) return std::nullopt;
  const auto per = text->settings.find("demand.per");
  const auto period = per == text->settings.end() ? std::string("day") : per->second.value;
  days_ = period == "year" ? 365.0 : period == "month" ? 365.0 / 12 : 1;
  const zone_finder finder(*data);
  zones_ = finder.find(labels_, numbered_, made_.match);
  allowed_ = finder.allowed(numbered_);
  reported_.resize(zones_.size());
  used_.resize(zones_.size());
  auto& demand = text->tables["demand"];
  const auto goods = demand.column("commodity_id");
  const auto before = demand.rows.size();
  if (goods != table::npos)
    std::erase_if(demand.rows,
                  [&](const auto& row) { return row.cells[goods] == made_.commodity; });
  made_.replaced = before - demand.rows.size();
  if (made_.replaced > 0 && !request_.replace) {
    report_.error("demand.csv", 0, "commodity_id", made_.commodity,
                  fmt::format("the case has {} rows of this commodity", made_.replaced),
                  "--replace, or another --commodity");
    return std::nullopt;
  }
  for (const char* needed :
       {"origin_node_id", "destination_node_id", "commodity_id", "quantity", "source"})
    if (demand.column(needed) == table::npos) {
      demand.columns.push_back(needed);
      for (auto& row : demand.rows) row.cells.emplace_back();
    }
  const bool read = file_.for_rows(
      made_.matrix,
      [&](std::size_t row, std::span<const double> cells) { return take_row(row, cells, demand); },
      report_);
  if (!read || report_.has_errors() || !write(*text)) return std::nullopt;
  made_.zones = zones_.size();
  for (std::size_t zone = 0; zone < zones_.size(); ++zone)
    made_.unused_zones += zones_[zone].origin.empty() && zones_[zone].destination.empty() ? 1 : 0;
  return std::move(made_);
}

}  // namespace

std::optional<omx_import> import_omx(const omx_request& request, diagnostics& report) {
  const auto file = omx_reader::open(request.file, report);
  if (!file) return std::nullopt;
  return demand_import(request, *file, report).run();
}

std::vector<omx_lookup> lookups_of(std::vector<std::string> node_ids) {
  omx_lookup zones{"zone", {}};
  for (std::size_t zone = 1; zone <= node_ids.size(); ++zone)
    zones.labels.push_back(std::to_string(zone));
  if (node_ids == zones.labels) return {{"node_id", std::move(node_ids)}};
  return {{"node_id", std::move(node_ids)}, std::move(zones)};
}

bool export_demand(const cases::case_data& data, bool all_nodes,
                   const std::filesystem::path& output, std::size_t& zones, diagnostics& report) {
  std::vector<bool> has_demand(data.nodes.size(), all_nodes);
  for (const auto& flow : data.demands)
    has_demand[flow.origin.value] = has_demand[flow.destination.value] = true;
  std::vector<std::size_t> zone_of(data.nodes.size());
  std::vector<std::string> ids;
  for (std::size_t node = 0; node < has_demand.size(); ++node) {
    if (!has_demand[node]) continue;
    zone_of[node] = ids.size();
    ids.push_back(data.nodes[node_id(node)].id);
  }
  zones = ids.size();
  constexpr std::size_t most_exported = 10000;
  if (ids.empty() || ids.size() > most_exported) {
    report.error("demand.csv", 0, "", std::to_string(ids.size()),
                 ids.empty() ? "the case has no demand" : "the case has too many zones",
                 fmt::format("1 to {} zones", most_exported));
    return false;
  }
  std::vector<omx_matrix> matrices;
  for (const auto& goods : data.commodities)
    matrices.push_back({goods.id, goods.unit == cases::unit::tonne ? "t/day" : "passengers/day",
                        std::vector<double>(ids.size() * ids.size())});
  for (const auto& flow : data.demands)
    matrices[flow.commodity.value]
        .cells[zone_of[flow.origin.value] * ids.size() + zone_of[flow.destination.value]] +=
        flow.t_per_day;
  return write_omx(output, zones, matrices, lookups_of(std::move(ids)), report);
}

}  // namespace amur::omx
