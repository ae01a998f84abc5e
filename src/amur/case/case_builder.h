#pragma once
// Gives types to the text of a case, table by table, and resolves references between them.

#include <map>
#include <set>
#include <string>

#include "amur/case/case.h"
#include "amur/case/case_text.h"
#include "amur/text/typed_row.h"

namespace amur::cases {

/// Where the ids of a table lead, and where each was first given.
template <class Id>
using id_index = std::map<std::string, Id>;

struct case_builder {
  case_builder(const case_text& from, diagnostics& to) : text(from), report(to) {}

  const case_text& text;
  diagnostics& report;
  cases::case_data data;
  id_index<source_id> sources;
  id_index<calendar_id> calendars;
  id_index<node_id> nodes;
  id_index<mode_id> modes;
  id_index<link_id> links;
  id_index<vehicle_id> vehicles;
  id_index<commodity_id> commodities;
  id_index<crossing_id> crossings;
  id_index<trade_region_id> trade_regions;
  id_index<trade_sector_id> trade_sectors;
  id_index<project_id> projects;
  id_index<amur::crossing::shift_id> shifts;
  id_index<amur::crossing::resource_id> resources;
  id_index<amur::crossing::stage_id> stages;
  double demand_days = 1;  ///< days in the period that the demand table is per
  std::map<std::string, amur::crossing::profile> profiles;
  /// [table] ids given so far, and the row of each.
  std::map<std::string, std::map<std::string, std::size_t>> seen_ids;
  /// [resource], [stage], [stream] the row that it stands in, for errors found in the whole.
  std::vector<const table_row*> resource_rows, stage_rows, stream_rows;
  std::set<std::string> empty_kinds;  ///< of rows that were named though the case has none

  void build_settings();
  void build_sources();
  void build_calendars();
  void build_nodes();
  void build_links();
  void build_vehicles();
  void build_commodities();
  void build_transfers();
  void build_crossings();
  /// Of the settings, which are read before there are crossings. A crossing that a scenario removed
  /// may still be named.
  void build_focus(const table& unedited_crossings);
  void build_duties();
  void build_visas();
  void build_exchange_rates();
  void build_bans();
  void build_reentries();
  void build_growths();
  void build_demand();
  void build_trade_regions();
  void build_trade_sectors();
  void build_trade_values();
  void build_input_shares();
  void build_projects();
  void build_loans();
  void build_economies();
  void build_centres();
  void build_shoppers();
  /// Their cells may stand in the case before scenarios alone.
  void build_spreads(const case_text& unedited);
  void build_shifts();
  void build_profiles();
  void build_resources();
  void build_stages();
  void build_arrivals();
  void check_crossings_inside();
  void build_claims();
  void build_observations();

  template <class Row>
  void for_rows(const std::string& table_name, Row&& row_reader) {
    const auto& table = text.tables.at(table_name);
    for (const auto& row : table.rows) row_reader(text::typed_row(table, row, report));
  }

  /// A new id of a table: checks its form and that it is given once. Empty where it is not.
  std::string new_id(const text::typed_row& row, const std::string& column,
                     std::map<std::string, std::size_t>& seen);
  /// The source of a row; notes the row's confidence as "table/id".
  source_id source_of(const text::typed_row& row, const std::string& table, const std::string& id);

  /// Notes "table/id.column" as assumed for each column that the row's `assumed` names.
  void note_assumed(const text::typed_row& row, const std::string& table, const std::string& id);

  template <class Id>
  Id resolve(const text::typed_row& row, const std::string& column, const std::string& id,
             const id_index<Id>& index, const std::string& kind) {
    if (id.empty()) return {};
    if (const auto at = index.find(id); at != index.end()) return at->second;
    dangling(row, column, id, kind, known_ids(index));
    return {};
  }
  template <class Id>
  Id resolve_cell(const text::typed_row& row, const std::string& column, const id_index<Id>& index,
                  const std::string& kind, bool required) {
    return resolve(row, column, row.text(column, required), index, kind);
  }
  template <class Id>
  std::vector<Id> resolve_list(const text::typed_row& row, const std::string& column,
                               const id_index<Id>& index, const std::string& kind,
                               bool required = false) {
    std::vector<Id> result;
    for (const auto& id : row.list(column, required))
      if (const auto found = resolve(row, column, id, index, kind); found.valid())
        result.push_back(found);
    return result;
  }
  template <class Id>
  static std::vector<std::string> known_ids(const id_index<Id>& index) {
    std::vector<std::string> ids;
    for (const auto& [id, at] : index) ids.push_back(id);
    return ids;
  }
  /// What a reference to a `kind` may be.
  [[nodiscard]] static std::string allowed_ids(const std::string& kind,
                                               const std::vector<std::string>& known);
  void dangling(const text::typed_row& row, const std::string& column, const std::string& id,
                const std::string& kind, const std::vector<std::string>& known);
  std::vector<std::string> countries(const text::typed_row& row, const std::string& column);
  /// The one country of a row's `country`, or empty.
  std::string country_of(const text::typed_row& row, bool required);
  date_window window(const text::typed_row& row, bool recurring, bool required);
  mode_id add_mode(const std::string& id);
};

/// WKT LINESTRING as longitude and latitude pairs; empty where it is none.
[[nodiscard]] std::vector<std::array<double, 2>> parse_linestring(const std::string& wkt);

}  // namespace amur::cases
