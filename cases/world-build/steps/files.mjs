// The columns of each table, case.toml and sources.toml.
import { readFileSync } from 'node:fs';
import { readTable, slug } from '../lib/csv.mjs';

const words = (text) => text.split(' ');

export const columns = {
  nodes: words('node_id name country node_type x_coord y_coord source'),
  links: words('link_id name from_node_id to_node_id mode length_km free_time_h calendar geometry source'),
  crossings: words('crossing_id name links fee_usd_per_t wait_h source capacity_t_per_day'),
  transfers: words('transfer_id node_id from_mode to_mode handling cost_usd_per_t time_h calendar source'),
  demand: words('origin_node_id destination_node_id commodity_id quantity source'),
  calendars: words('calendar_id from_date to_date source'),
  vehicles: words('vehicle_id name mode payload_t cost_usd_per_km cost_usd_per_h source'),
  commodities: words('commodity_id name handling sector_id value_usd_per_t value_of_time_usd_per_t_h dispersion_usd_per_t vehicles source'),
  groups: words('group_id name countries'),
  regions: words('region_id name countries group x_coord y_coord source'),
  sectors: words('sector_id name trade_elasticity trade_elasticity_sd source'),
  trade: words('exporter_region_id importer_region_id sector_id value_usd source'),
  inputs: words('sector_id input_sector_id share source'),
  bans: words('ban_id origin_country destination_country through_country commodity_id mode link_id crossing_id from_date to_date source'),
};

export const caseToml = (day) => `title = "The world: Belt and Road as a network"
description = "Cities of 191 countries, joined by road, rail, water and sea, with the projects of the Belt and Road that can be switched on and off."
base_year = ${day.slice(0, 4)}
date = ${day}

[demand]
per = "year"

[equilibrium]
model = "all-or-nothing"
`;

/** sources.toml of the tables, with the figures that the build fitted. */
export function sourcesToml(tables, { fit, railDetour, roadShare }) {
  return readFileSync(`${tables}/sources.toml`, 'utf8')
    .replaceAll('@ROAD_DETOUR@', fit.factor).replaceAll('@RAIL_DETOUR@', railDetour)
    .replaceAll('@ROAD_SHARE@', roadShare);
}

/** Groups of countries to average over: the world, the Belt and Road, its corridors, the regions. */
export function groupRows(tables, countries) {
  const of = (keep) => countries.filter(keep).map((c) => c.country).join(';');
  const regions = [...new Set(countries.map((c) => c.region))];
  return [
    { group_id: 'world', name: 'World', countries: '' },
    { group_id: 'belt_and_road', name: 'Belt and Road economies', countries: of((c) => c.belt_and_road === 'yes') },
    ...readTable(`${tables}/groups.csv`),
    ...regions.map((region) => ({ group_id: slug(region), name: region, countries: of((c) => c.region === region) })),
  ];
}
