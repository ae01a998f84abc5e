// Rows of a result's tables, written by tools/write_schemas.sh from the engine's schema.

/** A node of the network. */
export interface NodesRow {
  /** The node. */
  node_id: string;
  /** Its name. */
  name: string;
  /** Its country. */
  country: string;
  /** Kind of node, as the case says. */
  node_type: string;
}

/** One direction of a link. */
export interface LinksRow {
  /** The link. */
  link_id: string;
  /** forward as the link or crossing is written, or backward. */
  direction: string;
  /** Its name. */
  name: string;
  /** The mode. */
  mode: string;
  /** Node where this direction starts. */
  from_node_id: string;
  /** Node where this direction ends. */
  to_node_id: string;
  /** Crossing that the link belongs to, empty for none. */
  crossing_id: string;
  /** Length. Unit: km. */
  length_km: number;
  /** Time without other traffic. Unit: h. */
  free_time_h: number;
  /** Time under the day's traffic, with the border's. Unit: h. */
  time_h: number;
  /** Capacity; NULL for none. Unit: pce/day. */
  capacity_pce: number | null;
  /** Freight that passes. Unit: t/day. */
  t: number;
  /** Passengers that pass. Unit: passengers/day. */
  passengers: number;
  /** Vehicles that pass. Unit: vehicles/day. */
  vehicles: number;
  /** Vehicles that pass, as passenger cars. Unit: pce/day. */
  pce: number;
  /** Use over capacity; NULL without a capacity. Unit: share. */
  utilisation: number | null;
  /** Whether it is open on the day. Unit: 0 or 1. */
  is_open: number;
}

/** What one class of a commodity sends along one direction of a link. */
export interface LinkFlowsRow {
  /** The link. */
  link_id: string;
  /** forward as the link or crossing is written, or backward. */
  direction: string;
  /** The mode. */
  mode: string;
  /** The commodity. */
  commodity_id: string;
  /** Class of the traffic assignment, from 0. Unit: 1. */
  class_id: number;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Quantity that passes. Unit: unit/day. */
  quantity: number;
  /** Vehicles that pass. Unit: vehicles/day. */
  vehicles: number;
  /** Vehicles that pass, as passenger cars. Unit: pce/day. */
  pce: number;
}

/** What of a commodity changes mode at a node. */
export interface TransferFlowsRow {
  /** The transfer. */
  transfer_id: string;
  /** Its node. */
  node_id: string;
  /** Mode left, or origin. */
  from_mode: string;
  /** Mode taken, or destination. */
  to_mode: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Quantity that passes. Unit: unit/day. */
  quantity: number;
  /** Capacity for all commodities; NULL for none. Unit: t/day. */
  capacity_t: number | null;
  /** Use over capacity; NULL without a capacity. Unit: share. */
  utilisation: number | null;
}

/** A flow of a commodity between two places. */
export interface OdRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** Country where the flow starts. */
  origin_country: string;
  /** Country where the flow ends. */
  destination_country: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Demand that the case states. Unit: unit/day. */
  observed: number;
  /** Demand on the day, after growth, bans and prices. Unit: unit/day. */
  wanted: number;
  /** What is delivered. Unit: unit/day. */
  delivered: number;
  /** What is wanted and not delivered. Unit: unit/day. */
  unserved: number;
  /** Why, in words; empty where all is delivered. */
  why_unserved: string;
  /** Sum of transport, fee, handling, time, scarcity and duty, a mean over what is delivered. Unit: USD/unit. */
  cost: number | null;
  /** For distance and for vehicle hours. Unit: USD/unit. */
  transport: number | null;
  /** Fees paid on the way. Unit: USD/unit. */
  fee: number | null;
  /** Loading, unloading and changes of mode. Unit: USD/unit. */
  handling: number | null;
  /** Value of the time of the cargo or the traveller. Unit: USD/unit. */
  time: number | null;
  /** Price of a place where a hard capacity binds. Unit: USD/unit. */
  scarcity: number | null;
  /** Duties on the flow. Unit: USD/unit. */
  duty: number;
  /** Log-sum of the alternatives. Unit: USD/unit. */
  expected_cost: number | null;
  /** Mean along the routes of what enters the choice beside cost; no part of cost. Unit: USD/unit. */
  constant: number | null;
  /** Mean time on the way. Unit: h. */
  time_h: number | null;
  /** Mean length of the way. Unit: km. */
  length_km: number | null;
  /** Value of the goods, or what the basket costs on the day; beside cost. Unit: USD/unit. */
  price_at_source: number;
  /** Price of a visa; beside cost. Unit: USD/unit. */
  visa: number;
  /** Quantity that elastic demand is measured against. Unit: unit/day. */
  anchor_quantity: number;
  /** Delivered price at that quantity; NULL where demand is fixed. Unit: USD/unit. */
  anchor_price: number | null;
  /** By how many per cent demand falls as the delivered price rises by one. Unit: 1. */
  anchor_elasticity: number;
}

/** A mode's part in a flow. */
export interface OdModesRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** The mode. */
  mode: string;
  /** Quantity times kilometres by the mode. Unit: unit km/day. */
  quantity_km: number;
  /** Its share of the flow's quantity times kilometres. Unit: share. */
  share: number;
}

/** An alternative of a flow: a chain of loading, ways, crossings, changes of mode and unloading. */
export interface PathsRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** From 1, the likeliest. Unit: 1. */
  rank: number;
  /** Share of what the flow delivers. Unit: share. */
  share: number;
  /** Quantity that passes. Unit: unit/day. */
  quantity: number;
  /** Sum of transport, fee, handling, time, scarcity and duty, a mean over what is delivered. Unit: USD/unit. */
  cost: number;
  /** For distance and for vehicle hours. Unit: USD/unit. */
  transport: number;
  /** Fees paid on the way. Unit: USD/unit. */
  fee: number;
  /** Loading, unloading and changes of mode. Unit: USD/unit. */
  handling: number;
  /** Value of the time of the cargo or the traveller. Unit: USD/unit. */
  time: number;
  /** Price of a place where a hard capacity binds. Unit: USD/unit. */
  scarcity: number;
  /** Duties on the flow. Unit: USD/unit. */
  duty: number;
  /** Mean along the routes of what enters the choice beside cost; no part of cost. Unit: USD/unit. */
  constant: number;
  /** Mean time on the way. Unit: h. */
  time_h: number;
  /** Mean length of the way. Unit: km. */
  length_km: number;
  /** The way in words. */
  says: string;
}

/** A step of an alternative, along the cheapest of its routes. */
export interface PathStepsRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** Rank of the alternative in `paths`. Unit: 1. */
  rank: number;
  /** From 1. Unit: 1. */
  step: number;
  /** load, link, crossing, transfer or unload. */
  kind: string;
  /** The link, crossing or transfer. */
  id: string;
  /** The mode; of a transfer the one changed to. */
  mode: string;
  /** Node where the step starts. */
  from_node_id: string;
  /** Node where the step ends. */
  to_node_id: string;
  /** The link, empty where nothing moves. */
  link_id: string;
  /** forward or backward, empty where nothing moves. */
  direction: string;
}

/** A flow that passes the link, crossing, place or country asked for, the largest first. The sum of `passes` is what passes there. */
export interface SelectedUsersRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** What of it passes, as often as it does. Unit: unit/day. */
  passes: number;
  /** What is delivered. Unit: unit/day. */
  delivered: number;
  /** Of what is delivered, the part that passes. Unit: share. */
  share: number;
}

/** What of a commodity on a link, or at a transfer, has passed there or will; the most first. */
export interface SelectedFlowsRow {
  /** link, transfer, load or unload. */
  kind: string;
  /** The link or transfer. */
  id: string;
  /** forward or backward; empty at a transfer. */
  direction: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** The mode; of a transfer the one changed to. */
  mode: string;
  /** Node where the link starts. */
  from_node_id: string;
  /** Node where it ends. */
  to_node_id: string;
  /** What of it passes there, as often as it does. Unit: unit/day. */
  passes: number;
  /** All that is on it. Unit: unit/day. */
  quantity: number;
}

/** A stop of an alternative, or the way to the next: how long, at what cost, and where on the whole that is. The last row of an alternative ends at its figures in `paths`. */
export interface CorridorRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Rank of the alternative in `paths`. Unit: 1. */
  rank: number;
  /** From 1. Unit: 1. */
  step: number;
  /** load, way, border, duty, transfer or unload. */
  kind: string;
  /** The crossing or transfer; empty of a way. */
  id: string;
  /** The crossing's name, or the place of the stop or where the way leads. */
  name: string;
  /** The mode; of a transfer the one changed to. */
  mode: string;
  /** Node where it starts. */
  from_node_id: string;
  /** Node where it ends. */
  to_node_id: string;
  /** Its length, a mean over its routes. Unit: km. */
  length_km: number;
  /** Its hours, a mean over its routes. Unit: h. */
  time_h: number;
  /** Its cost with the cargo's time, a mean over its routes. Unit: USD/unit. */
  cost: number;
  /** From the start to its end. Unit: km. */
  at_km: number;
  /** From the start to its end. Unit: h. */
  at_h: number;
  /** From the start to its end. Unit: USD/unit. */
  at_cost: number;
  /** Hours to its end that 10 % of journeys are below; NULL where nothing has a spread. Unit: h. */
  low_h: number | null;
  /** Hours to its end that 90 % of journeys are below. Unit: h. */
  high_h: number | null;
  /** Cost to its end that 10 % of journeys are below. Unit: USD/unit. */
  low_cost: number | null;
  /** Cost to its end that 90 % of journeys are below. Unit: USD/unit. */
  high_cost: number | null;
}

/** CAREC's indicators of an alternative's crossings, of its sections (from leaving a stop to leaving the next) and of the whole between loading and unloading. */
export interface CorridorIndicatorsRow {
  /** Node where the flow starts. */
  origin_node_id: string;
  /** Node where the flow ends. */
  destination_node_id: string;
  /** The commodity. */
  commodity_id: string;
  /** Rank of the alternative in `paths`. Unit: 1. */
  rank: number;
  /** From 1, in the order of travel. Unit: 1. */
  number: number;
  /** crossing, section or corridor. */
  scope: string;
  /** The crossing; empty of sections. */
  crossing_id: string;
  /** The mode; empty of the corridor. */
  mode: string;
  /** Node where it starts. */
  from_node_id: string;
  /** Node where it ends. */
  to_node_id: string;
  /** Its length. Unit: km. */
  length_km: number;
  /** Hours with stops. Unit: h. */
  time_h: number;
  /** Of these, at borders and changes of mode. Unit: h. */
  stop_h: number;
  /** Time taken to clear the crossing (TFI 1); of the corridor the mean of its crossings; NULL of sections. Unit: h. */
  clearance_h: number | null;
  /** What 20 t pay there (TFI 2); of the corridor the mean of its crossings; NULL of sections and passengers. Unit: USD. */
  clearance_usd: number | null;
  /** What 500 km cost 20 t (TFI 3); NULL without length and of passengers. Unit: USD. */
  usd_per_500km_20t: number | null;
  /** Speed without delay: length over the hours in motion (SWOD, of TFI 4). Unit: km/h. */
  swod_kmh: number | null;
  /** Speed with delay: length over all hours (SWD, of TFI 4). Unit: km/h. */
  swd_kmh: number | null;
}

/** One direction of a crossing. */
export interface CrossingsRow {
  /** The crossing. */
  crossing_id: string;
  /** forward as the link or crossing is written, or backward. */
  direction: string;
  /** Its name. */
  name: string;
  /** The mode. */
  mode: string;
  /** Country that is left. */
  from_country: string;
  /** Country that is entered. */
  to_country: string;
  /** Freight that passes. Unit: t/day. */
  t: number;
  /** Passengers that pass. Unit: passengers/day. */
  passengers: number;
  /** Vehicles that pass. Unit: vehicles/day. */
  vehicles: number;
  /** Share of the tonnes over all crossings; NULL where none pass. Unit: share. */
  share: number | null;
  /** Capacity; NULL for none. Unit: vehicles/day. */
  capacity_vehicles: number | null;
  /** Capacity; NULL for none. Unit: t/day. */
  capacity_t: number | null;
  /** Use over capacity; NULL without a capacity. Unit: share. */
  utilisation: number | null;
  /** Fee by the vehicle. Unit: USD/vehicle. */
  fee_usd_per_vehicle: number;
  /** Fees of those who pass. Unit: USD/day. */
  fee_income_usd: number;
  /** Time at the border beside that of the way. Unit: h. */
  wait_h: number;
  /** Hours that it is open. Unit: h/day. */
  open_h: number;
  /** Expected open hours in which no vehicle passes, where they come at random: open_h x exp(-vehicles / open_h). Unit: h/day. */
  idle_h: number | null;
  /** Dearest price of a place among its hard capacities, per unit of their measure. Unit: USD. */
  scarcity_usd: number;
  /** Whether it is open on the day. Unit: 0 or 1. */
  is_open: number;
  /** How sure the inputs of the row are: the case's own levels. */
  confidence: string;
}

/** What of a commodity goes through one direction of a crossing. */
export interface CrossingFlowsRow {
  /** The crossing. */
  crossing_id: string;
  /** forward as the link or crossing is written, or backward. */
  direction: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Quantity that passes. Unit: unit/day. */
  quantity: number;
  /** Vehicles that pass. Unit: vehicles/day. */
  vehicles: number;
  /** Sum of transport, fee, handling, time, scarcity and duty, a mean over what is delivered. Unit: USD/unit. */
  cost: number;
  /** For distance and for vehicle hours. Unit: USD/unit. */
  transport: number;
  /** Fees paid on the way. Unit: USD/unit. */
  fee: number;
  /** Loading, unloading and changes of mode. Unit: USD/unit. */
  handling: number;
  /** Value of the time of the cargo or the traveller. Unit: USD/unit. */
  time: number;
  /** Price of a place where a hard capacity binds. Unit: USD/unit. */
  scarcity: number;
  /** Duties on the flow. Unit: USD/unit. */
  duty: number;
  /** Mean time on the way. Unit: h. */
  time_h: number;
  /** Mean length of the way. Unit: km. */
  length_km: number;
  /** Cost of the crossing alone. Unit: USD/unit. */
  crossing_cost: number;
  /** Mean along the routes of what enters the choice beside cost; no part of cost. Unit: USD/unit. */
  constant: number;
}

/** A hard capacity, its flow and its price. */
export interface CapacitiesRow {
  /** Of the crossing or transfer. */
  name: string;
  /** Node of a transfer, empty for a crossing. */
  node_id: string;
  /** forward, backward or both. */
  direction: string;
  /** vehicles or t. */
  measure: string;
  /** The capacity. Unit: measure/day. */
  capacity: number;
  /** What passes. Unit: measure/day. */
  flow: number;
  /** Price at which it is just full, 0 where it is not. Unit: USD/measure. */
  price_usd: number;
}

/** A round of network and simulated crossing for one direction. */
export interface CrossingDelaysRow {
  /** From 1. Unit: 1. */
  round: number;
  /** The crossing. */
  crossing_id: string;
  /** forward as the link or crossing is written, or backward. */
  direction: string;
  /** Vehicles that pass. Unit: vehicles/day. */
  vehicles: number;
  /** Delay on the network. Unit: h. */
  network_delay_h: number | null;
  /** Delay of the simulation at these vehicles. Unit: h. */
  simulated_delay_h: number | null;
  /** Half of its confidence interval. Unit: h. */
  half_width_h: number | null;
  /** Vehicles that the simulation passes at most. Unit: vehicles/day. */
  capacity_met: number | null;
  /** Relative difference of the two delays. Unit: 1. */
  residual: number | null;
  /** Shape fitted: bpr, conical or akcelik. */
  curve: string;
  /** Delay of the curve without traffic. Unit: h. */
  wait_h: number | null;
  /** Factor of the curve's delay. Unit: h. */
  scale_h: number | null;
  /** Capacity of the curve. Unit: vehicles/day. */
  capacity_vehicles: number | null;
  /** Parameter of the curve's shape. Unit: 1. */
  shape: number | null;
  /** How far the curve is from what was simulated. Unit: 1. */
  curve_error: number | null;
  /** Passenger cars that a vehicle counts for. Unit: pce/vehicle. */
  pce_per_vehicle: number | null;
}

/** A commodity over all flows; costs, times and lengths are means per unit delivered. */
export interface ByCommodityRow {
  /** The commodity. */
  commodity_id: string;
  /** Its name. */
  name: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Demand that the case states. Unit: unit/day. */
  observed: number;
  /** Demand on the day, after growth, bans and prices. Unit: unit/day. */
  wanted: number;
  /** What is delivered. Unit: unit/day. */
  delivered: number;
  /** What is wanted and not delivered. Unit: unit/day. */
  unserved: number;
  /** Sum of transport, fee, handling, time, scarcity and duty, a mean over what is delivered. Unit: USD/unit. */
  cost: number | null;
  /** For distance and for vehicle hours. Unit: USD/unit. */
  transport: number | null;
  /** Fees paid on the way. Unit: USD/unit. */
  fee: number | null;
  /** Loading, unloading and changes of mode. Unit: USD/unit. */
  handling: number | null;
  /** Value of the time of the cargo or the traveller. Unit: USD/unit. */
  time: number | null;
  /** Price of a place where a hard capacity binds. Unit: USD/unit. */
  scarcity: number | null;
  /** Duties on the flow. Unit: USD/unit. */
  duty: number | null;
  /** Mean time on the way. Unit: h. */
  time_h: number | null;
  /** Mean length of the way. Unit: km. */
  length_km: number | null;
}

/** A mode over all flows and links. */
export interface ByModeRow {
  /** The mode. */
  mode: string;
  /** Tonnes carried; a flow's are split over its modes by their share of its kilometres. Unit: t/day. */
  t: number;
  /** Transport work. Unit: t km/day. */
  t_km: number;
  /** Passengers carried, split as tonnes are. Unit: passengers/day. */
  passengers: number;
  /** Kilometres of passengers. Unit: passenger km/day. */
  passenger_km: number;
  /** Kilometres of vehicles. Unit: vehicle km/day. */
  vehicle_km: number;
}

/** A country's freight trade. */
export interface ByCountryRow {
  /** The country. */
  country: string;
  /** Tonnes delivered from it. Unit: t/day. */
  export_t: number;
  /** Tonnes delivered to it. Unit: t/day. */
  import_t: number;
  /** Value of what is delivered from it. Unit: USD/day. */
  export_usd: number;
  /** Value of what is delivered to it. Unit: USD/day. */
  import_usd: number;
  /** Duties on what is delivered to it. Unit: USD/day. */
  duty_paid_on_imports_usd: number;
  /** Duties on what is delivered from it. Unit: USD/day. */
  duty_paid_on_exports_usd: number;
  /** Tonnes wanted from it or by it and not delivered. Unit: t/day. */
  unserved_t: number;
}

/** A figure of the whole run. */
export interface TotalsRow {
  /** What the value is of. */
  name: string;
  /** Its value. Unit: unit. */
  value: number;
  /** Unit of the value. */
  unit: string;
}

/** Freight of a commodity that enters or leaves a country, and what of it passes through. */
export interface TransitRow {
  /** The country. */
  country: string;
  /** The commodity. */
  commodity_id: string;
  /** Freight that enters. Unit: t/day. */
  enters_t: number;
  /** Freight from abroad that is delivered here. Unit: t/day. */
  import_t: number;
  /** Freight that leaves. Unit: t/day. */
  leaves_t: number;
  /** Freight from here that is delivered abroad. Unit: t/day. */
  export_t: number;
  /** What enters and is no import: on its way between other countries, or home. Unit: t/day. */
  transit_t: number;
  /** Value of that. Unit: USD/day. */
  transit_usd: number;
}

/** A shopping centre. */
export interface PlacesRow {
  /** The shopping centre. */
  centre_id: string;
  /** Its name. */
  name: string;
  /** Town that it is in. */
  node_id: string;
  /** Country of the town. */
  country: string;
  /** Floor area. Unit: m2. */
  floor_area_m2: number;
  /** Whether it was open before. Unit: 0 or 1. */
  was_open: number;
  /** Whether it is open on the day. Unit: 0 or 1. */
  is_open: number;
  /** open, shut, opens or closes, and how far from break-even. */
  status: string;
  /** Visits. Unit: visits/day. */
  visits: number;
  /** Sales. Unit: USD/day. */
  sales_usd: number;
  /** Margin on the sales. Unit: USD/day. */
  income_usd: number;
  /** Fixed cost. Unit: USD/day. */
  fixed_cost_usd: number;
  /** Income less fixed cost, 0 where it is shut. Unit: USD/day. */
  result_usd: number;
  /** Visits that pay the fixed cost; NULL where none do. Unit: visits/day. */
  break_even_visits: number | null;
  /** Visits, of a shut centre as if it alone opened. Unit: visits/day. */
  visits_if_open: number;
  /** Sales, of a shut centre as if it alone opened. Unit: USD/day. */
  sales_if_open_usd: number;
  /** Income, of a shut centre as if it alone opened. Unit: USD/day. */
  income_if_open_usd: number;
  /** Result, of a shut centre as if it alone opened. Unit: USD/day. */
  result_if_open_usd: number;
  /** Income over fixed cost, of a shut centre as if it alone opened. Unit: share. */
  cover_if_open: number | null;
  /** Longitude. Unit: degree. */
  x: number;
  /** Latitude. Unit: degree. */
  y: number;
  /** How sure the inputs of the row are: the case's own levels. */
  confidence: string;
}

/** Shoppers of a kind at a centre. */
export interface PlaceVisitsRow {
  /** The shopping centre. */
  centre_id: string;
  /** Kind of shopper. */
  shopper_id: string;
  /** Its name. */
  shopper_name: string;
  /** Town where they shop. */
  node_id: string;
  /** Trips of the kind to all centres. Unit: trips/day. */
  trips: number;
  /** Share that comes to this centre. Unit: share. */
  share: number;
  /** Visits of the kind to this centre. Unit: visits/day. */
  visits: number;
  /** What they spend here. Unit: USD/day. */
  sales_usd: number;
}

/** A claim of the case, judged by the result's figures. */
export interface ClaimsRow {
  /** The claim. */
  claim_id: string;
  /** What it says. */
  says: string;
  /** Who says so. */
  who: string;
  /** Where. */
  source: string;
  /** What the figure makes of it. */
  verdict: string;
  /** The computed figure; NULL where none was. Unit: unit. */
  figure: number | null;
  /** Unit of the figure. */
  unit: string;
  /** Comparison and threshold at which it holds. */
  holds_if: string;
  /** Why it got no verdict, or a weak one. */
  reason: string;
  /** SQL that gives the figure. */
  query: string;
}

/** A figure known from outside beside the computed one. */
export interface ObservationsRow {
  /** The observation. */
  observation_id: string;
  /** What it is. */
  label: string;
  /** As observed. Unit: unit. */
  observed: number;
  /** As computed; NULL where it can't be. Unit: unit. */
  computed: number | null;
  /** Computed over observed. Unit: 1. */
  ratio: number | null;
  /** Unit of both. */
  unit: string;
  /** Whether the case was fitted to it. Unit: 0 or 1. */
  fitted: number;
  /** Title of its source. */
  source: string;
}

/** A row of the case's tables. */
export interface InputsRow {
  /** table/id. */
  row: string;
  /** How sure the inputs of the row are: the case's own levels. */
  confidence: string;
}

/** A source of the case. */
export interface SourcesRow {
  /** The source. */
  source_id: string;
  /** Its title. */
  title: string;
  /** Who published it. */
  publisher: string;
  /** When. */
  year: string;
  /** How sure the inputs of the row are: the case's own levels. */
  confidence: string;
}

/** A fact of the run: case title and hash, scenarios and their titles, focus (ids of crossings, split by commas), version, date, settings, iterations, gap, conservation. */
export interface RunRow {
  /** What the value is of. */
  name: string;
  /** The value, as text. */
  value: string;
}

/** A piece of a file of the case as scenarios left it, and under `before/` of what they changed. */
export interface CaseTextRow {
  /** The file. */
  file: string;
  /** From 1. Unit: 1. */
  piece: number;
  /** Its text. */
  text: string;
}

/** What may differ between two runs of the same input: seconds, threads, peak memory. */
export interface RunLogRow {
  /** What the value is of. */
  name: string;
  /** The value, as text. */
  value: string;
}

/** Trade of a sector from one region to another. */
export interface TradePairsRow {
  /** Region that sells. */
  exporter_region_id: string;
  /** Region that buys. */
  importer_region_id: string;
  /** The sector. */
  sector_id: string;
  /** On the day that the demand table reflects. Unit: USD/year. */
  value_before_usd: number;
  /** On the day of the run. Unit: USD/year. */
  value_after_usd: number;
  /** After over before, less 1; NULL where there was none before. Unit: share. */
  change: number | null;
  /** Share of the importer's spending on the sector, before. Unit: share. */
  share_before: number;
  /** Share of the importer's spending on the sector, after. Unit: share. */
  share_after: number;
  /** Cost of delivery after over before. Unit: 1. */
  cost_factor: number;
  /** Import duty, before. Unit: share. */
  import_duty_before: number;
  /** Import duty, after. Unit: share. */
  import_duty_after: number;
  /** Export duty, before. Unit: share. */
  export_duty_before: number;
  /** Export duty, after. Unit: share. */
  export_duty_after: number;
}

/** Trade of all sectors from one region to another. */
export interface TradeTotalsRow {
  /** Region that sells. */
  exporter_region_id: string;
  /** Region that buys. */
  importer_region_id: string;
  /** On the day that the demand table reflects. Unit: USD/year. */
  value_before_usd: number;
  /** On the day of the run. Unit: USD/year. */
  value_after_usd: number;
  /** After over before, less 1; NULL where there was none before. Unit: share. */
  change: number | null;
  /** Rank among the exporter's markets, before. Unit: 1. */
  rank_before: number;
  /** Rank among the exporter's markets, after. Unit: 1. */
  rank_after: number;
}

/** Exports and imports of a region with a partner. */
export interface TradePartnersRow {
  /** The region. */
  region_id: string;
  /** A region, or a group of them. */
  partner: string;
  /** Whether the partner is a group. Unit: 0 or 1. */
  is_group: number;
  /** On the day that the demand table reflects. Unit: USD/year. */
  value_before_usd: number;
  /** On the day of the run. Unit: USD/year. */
  value_after_usd: number;
  /** After over before, less 1; NULL where there was none before. Unit: share. */
  change: number | null;
  /** Share of the region's trade, before. Unit: share. */
  share_before: number | null;
  /** Share of the region's trade, after. Unit: share. */
  share_after: number | null;
  /** Rank among the region's partners, before; 0 for a group. Unit: 1. */
  rank_before: number;
  /** Rank among the region's partners, after; 0 for a group. Unit: 1. */
  rank_after: number;
}

/** A region's trade and welfare. */
export interface TradeRegionsRow {
  /** The region. */
  region_id: string;
  /** Its name. */
  name: string;
  /** Group that it belongs to, empty for none. */
  region_group: string;
  /** Longitude. Unit: degree. */
  x: number | null;
  /** Latitude. Unit: degree. */
  y: number | null;
  /** Exports, before. Unit: USD/year. */
  exports_before_usd: number;
  /** Exports, after. Unit: USD/year. */
  exports_after_usd: number;
  /** Imports, before. Unit: USD/year. */
  imports_before_usd: number;
  /** Imports, after. Unit: USD/year. */
  imports_after_usd: number;
  /** Revenue of import duties, before. Unit: USD/year. */
  import_duty_before_usd: number;
  /** Revenue of import duties, after. Unit: USD/year. */
  import_duty_after_usd: number;
  /** Revenue of export duties, before. Unit: USD/year. */
  export_duty_before_usd: number;
  /** Revenue of export duties, after. Unit: USD/year. */
  export_duty_after_usd: number;
  /** Real income, before. Unit: USD/year. */
  real_income_before_usd: number;
  /** Change of real income. Unit: share. */
  real_income_change: number | null;
  /** Change of the real wage. Unit: share. */
  real_wage_change: number | null;
  /** Part of the change of real income by terms of trade, to first order; NULL where that says nothing. Unit: share. */
  terms_of_trade: number | null;
  /** Part by the volume of trade that pays duties, to first order. Unit: share. */
  volume_of_trade: number | null;
  /** Part by the cost of delivery, to first order. Unit: share. */
  delivery_cost: number | null;
  /** Change of consumer prices. Unit: share. */
  price_change: number | null;
  /** Change of the wage. Unit: share. */
  wage_change: number | null;
}

/** A sector of a region. */
export interface TradeSectorsRow {
  /** The region. */
  region_id: string;
  /** The sector. */
  sector_id: string;
  /** Output, before. Unit: USD/year. */
  output_before_usd: number;
  /** Output, after. Unit: USD/year. */
  output_after_usd: number;
  /** After over before, less 1; NULL where there was none before. Unit: share. */
  change: number | null;
  /** Exports, before. Unit: USD/year. */
  exports_before_usd: number;
  /** Exports, after. Unit: USD/year. */
  exports_after_usd: number;
  /** Imports, before. Unit: USD/year. */
  imports_before_usd: number;
  /** Imports, after. Unit: USD/year. */
  imports_after_usd: number;
  /** Revenue of duties, before. Unit: USD/year. */
  duty_revenue_before_usd: number;
  /** Revenue of duties, after. Unit: USD/year. */
  duty_revenue_after_usd: number;
  /** Change of the price of its output. Unit: share. */
  price_change: number | null;
}

/** How far a figure of a region depends on the elasticities drawn. */
export interface TradeUncertaintyRow {
  /** The region. */
  region_id: string;
  /** real_income_change (share), exports_after_usd, imports_after_usd or duty_after_usd (USD/year). */
  measure: string;
  /** Mean of the draws. Unit: measure. */
  mean: number | null;
  /** Value that 5 % of draws are below. Unit: measure. */
  p05: number | null;
  /** Value that 25 % of draws are below. Unit: measure. */
  p25: number | null;
  /** The median of draws. Unit: measure. */
  p50: number | null;
  /** Value that 75 % of draws are below. Unit: measure. */
  p75: number | null;
  /** Value that 95 % of draws are below. Unit: measure. */
  p95: number | null;
  /** Draws. Unit: 1. */
  samples: number;
  /** Draws without an equilibrium. Unit: 1. */
  without_solution: number;
}

/** A round of network and trade. */
export interface TradeCouplingRow {
  /** From 1. Unit: 1. */
  round: number;
  /** Largest relative difference of a flow between network and trade. Unit: share. */
  change: number | null;
  /** The flow that differs most. */
  flow: string;
  /** Iterations of the network. Unit: 1. */
  network_steps: number;
  /** What the network's equilibrium misses. Unit: 1. */
  network_residual: number | null;
  /** Iterations of trade. Unit: 1. */
  trade_steps: number;
  /** What the equilibrium of trade misses. Unit: 1. */
  trade_residual: number | null;
}

/** How well an equation of the equilibria holds. */
export interface TradeResidualsRow {
  /** The equation. */
  equation: string;
  /** Largest relative error, before. Unit: 1. */
  before: number | null;
  /** Largest relative error, after. Unit: 1. */
  after: number | null;
}

/** A year of a project. */
export interface FinanceYearsRow {
  /** The project. */
  project_id: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** Cost of construction. Unit: USD/year. */
  construction_usd: number;
  /** Income. Unit: USD/year. */
  income_usd: number;
  /** Operating cost. Unit: USD/year. */
  operating_cost_usd: number;
  /** Cash available for debt service. Unit: USD/year. */
  available_usd: number;
  /** Loans drawn. Unit: USD/year. */
  drawn_usd: number;
  /** Interest paid. Unit: USD/year. */
  interest_usd: number;
  /** Fees of the loans. Unit: USD/year. */
  fees_usd: number;
  /** Principal repaid. Unit: USD/year. */
  principal_usd: number;
  /** Debt service. Unit: USD/year. */
  service_usd: number;
  /** Loans owed at the year's end. Unit: USD. */
  balance_usd: number;
  /** Reserve account at the year's end. Unit: USD. */
  reserve_usd: number;
  /** Cash available less construction, with the tax due without loans. Unit: USD/year. */
  project_usd: number;
  /** Cash flow of the owners. Unit: USD/year. */
  owners_usd: number;
  /** Cash available over debt service; NULL without service. Unit: 1. */
  dscr: number | null;
}

/** A project's ratios. */
export interface FinanceRatiosRow {
  /** The project. */
  project_id: string;
  /** Its name. */
  name: string;
  /** Its country. */
  country: string;
  /** Cost of construction. Unit: USD. */
  construction_usd: number;
  /** Loans drawn. Unit: USD. */
  loans_usd: number;
  /** Income of the opening year. Unit: USD/year. */
  first_income_usd: number;
  /** Income of a year without ramp-up. Unit: USD/year. */
  full_income_usd: number;
  /** Discount rate. Unit: share/year. */
  discount_rate: number;
  /** Net present value of the project at its discount rate. Unit: USD. */
  npv_usd: number | null;
  /** Rate at which the NPV is 0, the one nearest to 0; NULL where there is none. Unit: share/year. */
  irr: number | null;
  /** Every rate at which the NPV is 0, rising, `;` between. */
  irr_all: string;
  /** Net present value of the owners' cash flow. Unit: USD. */
  owners_npv_usd: number | null;
  /** The same rate of the owners' cash flow. Unit: share/year. */
  owners_irr: number | null;
  /** All such rates of the owners' cash flow, rising, `;` between. */
  owners_irr_all: string;
  /** Least DSCR; NULL without debt service. Unit: 1. */
  dscr_minimum: number | null;
  /** Calendar year of the least DSCR; NULL without debt service. Unit: year. */
  dscr_minimum_year: number | null;
  /** Mean DSCR. Unit: 1. */
  dscr_average: number | null;
  /** Loan life cover ratio. Unit: 1. */
  llcr: number | null;
  /** Project life cover ratio. Unit: 1. */
  plcr: number | null;
  /** From the opening; NULL where never, or where nothing was spent. Unit: years. */
  payback_years: number | null;
  /** The same, discounted. Unit: years. */
  discounted_payback_years: number | null;
  /** Grant at which the NPV is 0. Unit: USD. */
  grant_for_npv_usd: number | null;
  /** Grant at which the least DSCR is the target. Unit: USD. */
  grant_for_dscr_usd: number | null;
  /** Factor on income at which the NPV is 0. Unit: 1. */
  income_factor_for_npv: number | null;
  /** Factor on income at which the least DSCR is the target. Unit: 1. */
  income_factor_for_dscr: number | null;
}

/** A loan. */
export interface FinanceLoansRow {
  /** The loan. */
  loan_id: string;
  /** The project. */
  project_id: string;
  /** Who lends. */
  lender: string;
  /** First calendar year. Unit: year. */
  first_year: number;
  /** Last calendar year. Unit: year. */
  last_year: number;
  /** Amount drawn. Unit: USD. */
  amount_usd: number;
  /** Service over its life. Unit: USD. */
  service_usd: number;
  /** Grant element at 5 %, at least 0. Unit: share. */
  grant_element: number | null;
  /** Share that the state stands for. Unit: share. */
  state_share: number;
}

/** A year's tax of a project with a tax_rate. */
export interface FinanceTaxesRow {
  /** The project. */
  project_id: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** Depreciation. Unit: USD/year. */
  depreciation_usd: number;
  /** Profit before losses of earlier years. Unit: USD/year. */
  profit_usd: number;
  /** Losses of earlier years set against it. Unit: USD/year. */
  losses_used_usd: number;
  /** Tax. Unit: USD/year. */
  tax_usd: number;
  /** Tax that were due without loans. Unit: USD/year. */
  tax_without_loans_usd: number;
}

/** What a project with an economic_rate is worth to all. */
export interface FinanceEconomicRow {
  /** The project. */
  project_id: string;
  /** Its name. */
  name: string;
  /** Rate that discounts what all gain. Unit: share/year. */
  economic_rate: number;
  /** Net present value to all. Unit: USD. */
  economic_npv_usd: number | null;
  /** Rate at which the NPV is 0, the one nearest to 0; NULL where there is none. Unit: share/year. */
  economic_irr: number | null;
  /** Every rate at which the NPV is 0, rising, `;` between. */
  economic_irr_all: string;
  /** Net present value of the project at its discount rate. Unit: USD. */
  npv_usd: number | null;
  /** As in `finance_ratios`. Unit: share/year. */
  irr: number | null;
}

/** A year of what such a project is worth to all. */
export interface FinanceEconomicYearsRow {
  /** The project. */
  project_id: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** Benefit to all. Unit: USD/year. */
  benefit_usd: number;
  /** Cost to all. Unit: USD/year. */
  cost_usd: number;
  /** Benefit less cost. Unit: USD/year. */
  net_usd: number;
}

/** A season of the year that a crossing's income is taken from. */
export interface FinanceSeasonsRow {
  /** The crossing. */
  crossing_id: string;
  /** First day of its season. */
  day: string;
  /** Days of the 365 from the case's day on. Unit: days. */
  days: number;
  /** Vehicles through the crossing. Unit: vehicles/day. */
  vehicles_per_day: number;
  /** Fees of those who pass. Unit: USD/day. */
  fee_income_usd_per_day: number;
}

/** A toll that a project breaks even at; only with --break-even. */
export interface FinanceTollsRow {
  /** The project. */
  project_id: string;
  /** npv or dscr. */
  goal: string;
  /** found, every toll is enough, or no toll is enough. */
  status: string;
  /** Toll of the case. Unit: USD/vehicle. */
  fee_now_usd_per_vehicle: number;
  /** The toll. Unit: USD/vehicle. */
  fee_usd_per_vehicle: number | null;
  /** NPV in USD, or DSCR less the target. */
  worth: number | null;
  /** How many tolls were solved for. Unit: 1. */
  tolls_tried: number;
}

/** A year of a state's debt. */
export interface DebtPathRow {
  /** The country. */
  country: string;
  /** with, without, without_income; or historical: with, in that scenario. */
  projects: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** GDP. Unit: USD/year. */
  gdp_usd: number;
  /** Exports. Unit: USD/year. */
  exports_usd: number;
  /** Revenue of the state. Unit: USD/year. */
  revenue_usd: number;
  /** Public debt. Unit: share of GDP. */
  public_debt: number;
  /** Domestic debt. Unit: share of GDP. */
  domestic_debt: number;
  /** External debt. Unit: share of GDP. */
  external_debt: number;
  /** Mean interest rate on external debt. Unit: share/year. */
  external_interest_rate: number | null;
  /** Service of external debt. Unit: USD/year. */
  external_service_usd: number | null;
  /** Present value of external debt over GDP. Unit: share. */
  pv_external_to_gdp: number | null;
  /** Present value of external debt over exports. Unit: share. */
  pv_external_to_exports: number | null;
  /** Service of external debt over exports. Unit: share. */
  service_to_exports: number | null;
  /** Service of external debt over revenue. Unit: share. */
  service_to_revenue: number | null;
  /** Present value of public debt over GDP. Unit: share. */
  pv_public_to_gdp: number | null;
}

/** A year of an indicator under a stress test. */
export interface DebtStressRow {
  /** The country. */
  country: string;
  /** baseline, growth, primary_balance, exports, other_flows, depreciation, combination or contingent_liabilities; of the exposed also natural_disaster, commodity_prices, market_financing. */
  test: string;
  /** The indicator, a share: a column of `debt_path`. */
  indicator: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** Its value. Unit: share. */
  value: number | null;
  /** Its threshold. Unit: share. */
  threshold: number;
  /** Whether this test and indicator are in breach. Unit: 0 or 1. */
  breach: number;
}

/** A year of the futures of a measure. */
export interface DebtFanRow {
  /** The country. */
  country: string;
  /** public_debt or an indicator. */
  measure: string;
  /** Calendar year. Unit: year. */
  year: number;
  /** Value that 5 % of draws are below. Unit: share. */
  p05: number | null;
  /** Value that 25 % of draws are below. Unit: share. */
  p25: number | null;
  /** The median of draws. Unit: share. */
  p50: number | null;
  /** Value that 75 % of draws are below. Unit: share. */
  p75: number | null;
  /** Value that 95 % of draws are below. Unit: share. */
  p95: number | null;
  /** Share of futures above the threshold; NULL where there is none. Unit: share. */
  above_threshold: number | null;
}

/** A state's risk of debt distress. */
export interface DebtRatingRow {
  /** The country. */
  country: string;
  /** Its name. */
  name: string;
  /** with or without. */
  projects: string;
  /** weak, medium or strong. */
  capacity: string;
  /** Composite indicator; NULL where the case gives none. Unit: 1. */
  composite_indicator: number | null;
  /** Risk of external debt. */
  external_risk: string;
  /** Risk of all public debt. */
  overall_risk: string;
  /** At moderate external risk: limited, some or substantial. */
  shock_space: string;
  /** 0 low, 1 moderate, 2 high, 3 in distress. Unit: 1. */
  external_level: number;
  /** 0 low, 1 moderate, 2 high, 3 in distress. Unit: 1. */
  overall_level: number;
  /** Indicators in breach in the baseline. */
  breaches: string;
  /** Tests with the indicators in breach. */
  breaches_under_stress: string;
  /** Tests that the state is not put to. */
  not_tested: string;
}

/** The day at a toll. */
export interface TollCurveRow {
  /** The crossing. */
  crossing_id: string;
  /** The toll. Unit: USD/vehicle. */
  fee_usd_per_vehicle: number;
  /** Vehicles through the crossing at this toll. Unit: vehicles/day. */
  vehicles_per_day: number;
  /** Freight through the crossing at this toll. Unit: t/day. */
  t_per_day: number;
  /** Passengers through the crossing at this toll. Unit: passengers/day. */
  passengers_per_day: number;
  /** Income of the crossing at this toll. Unit: USD/year. */
  income_usd_per_year: number;
  /** Surplus of users beyond that at the present toll. Unit: USD/year. */
  surplus_usd_per_year: number;
  /** Fees and duties, all, beyond those at the present toll. Unit: USD/year. */
  paid_usd_per_year: number;
  /** Surplus and payments beyond those at the present toll. Unit: USD/year. */
  welfare_usd_per_year: number;
}

/** The best toll for a goal. */
export interface TollBestRow {
  /** The crossing. */
  crossing_id: string;
  /** income, welfare or throughput. */
  goal: string;
  /** Toll of the case. Unit: USD/vehicle. */
  fee_now_usd_per_vehicle: number;
  /** The toll. Unit: USD/vehicle. */
  fee_usd_per_vehicle: number;
  /** between, lowest tried or highest tried. */
  place: string;
  /** Vehicles through the crossing at this toll. Unit: vehicles/day. */
  vehicles_per_day: number;
  /** Income of the crossing at this toll. Unit: USD/year. */
  income_usd_per_year: number;
  /** Surplus and payments beyond those at the present toll. Unit: USD/year. */
  welfare_usd_per_year: number;
  /** How many tolls were solved for. Unit: 1. */
  tolls_tried: number;
}

/** A round of two owners; only with --rival. */
export interface TollGameRow {
  /** 0: as it is. Unit: 1. */
  round: number;
  /** The crossing. */
  crossing_id: string;
  /** The toll. Unit: USD/vehicle. */
  fee_usd_per_vehicle: number;
  /** Vehicles through the crossing at this toll. Unit: vehicles/day. */
  vehicles_per_day: number;
  /** Income of the crossing at this toll. Unit: USD/year. */
  income_usd_per_year: number;
  /** Surplus and payments beyond those at the present toll. Unit: USD/year. */
  welfare_usd_per_year: number;
  /** 1 in the last round where neither gains by another toll. Unit: 0 or 1. */
  settled: number;
}

/** A stage of a crossing. */
export interface SimulationStagesRow {
  /** The crossing. */
  crossing_id: string;
  /** The stage. */
  stage_id: string;
  /** Its name. */
  name: string;
  /** What it does with vehicles. */
  kind: string;
  /** Resource that it needs, empty for none. */
  resource_id: string;
  /** Vehicles that begin it. Unit: vehicles/day. */
  vehicles_per_day: number;
  /** Mean wait; as the other times, empty where a queue grows without end or nobody waits. Unit: h. */
  wait_h: number | null;
  /** Half-width of the mean wait. Unit: h. */
  wait_h_half_width: number | null;
  /** Median wait. Unit: h. */
  wait_median_h: number | null;
  /** Wait that 95 % are below. Unit: h. */
  wait_p95_h: number | null;
  /** Mean number that wait. Unit: vehicles. */
  waiting: number | null;
  /** Most that wait. Unit: vehicles. */
  most_waiting: number | null;
  /** By which the queue grows without end, 0 where it does not. Unit: vehicles/day. */
  grows_per_day: number | null;
  /** Share of open hours in which nobody begins it. Unit: share. */
  share_hours_without: number | null;
  /** Its half-width. Unit: share. */
  share_hours_without_half_width: number | null;
  /** Vehicles that find it full. Unit: vehicles/day. */
  turned_away_per_day: number;
  /** Vehicles that leave the queue. Unit: vehicles/day. */
  impatient_per_day: number;
  /** Cost of the waits. Unit: USD/day. */
  wait_cost_usd_per_day: number | null;
  /** Fees. Unit: USD/day. */
  fee_usd_per_day: number;
}

/** A resource. */
export interface SimulationResourcesRow {
  /** The resource. */
  resource_id: string;
  /** Its name. */
  name: string;
  /** server or store. */
  kind: string;
  /** Units, of a store tonnes; NULL for no limit. Unit: units. */
  units: number | null;
  /** Mean number on duty. Unit: units. */
  units_on_duty: number | null;
  /** Busy over on duty, with units that finish after their shift; of a store how full. Unit: share. */
  use: number | null;
  /** Half-width of the use. Unit: share. */
  use_half_width: number | null;
  /** Failures. Unit: 1/day. */
  failures_per_day: number;
}

/** A stream of vehicles. */
export interface SimulationStreamsRow {
  /** The stream. */
  stream_id: string;
  /** The crossing. */
  crossing_id: string;
  /** forward, backward or empty. */
  direction: string;
  /** Its name. */
  name: string;
  /** Vehicles that come. Unit: vehicles/day. */
  arrived_per_day: number;
  /** Vehicles that are through. Unit: vehicles/day. */
  left_per_day: number;
  /** Vehicles that give up or are turned away. Unit: vehicles/day. */
  lost_per_day: number;
  /** Load carried through. Unit: load/day. */
  load_per_day: number;
  /** Mean time in the crossing. Unit: h. */
  time_h: number | null;
  /** Half-width of the mean time. Unit: h. */
  time_h_half_width: number | null;
  /** Median time. Unit: h. */
  time_median_h: number | null;
  /** Time that 95 % are below. Unit: h. */
  time_p95_h: number | null;
  /** Mean number in the crossing. Unit: vehicles. */
  inside: number | null;
  /** Cost of their waits. Unit: USD/day. */
  wait_cost_usd_per_day: number | null;
}

/** A figure of the crossing: time, left, lost, grows, wait_cost, share_hours_without or hours_without. */
export interface SimulationTotalsRow {
  /** What the value is of. */
  name: string;
  /** Its value. Unit: unit. */
  value: number | null;
  /** Its half-width, where there is one. Unit: unit. */
  half_width: number | null;
  /** Unit of both. */
  unit: string;
}

/** An hour of the week at a stage, a mean over weeks and replications. */
export interface SimulationQueueWeekRow {
  /** The stage. */
  stage_id: string;
  /** mon to sun. */
  weekday: string;
  /** Hour of the day, from 0. Unit: h. */
  hour: number;
  /** Mean number that wait; NULL where the queue grows without end. Unit: vehicles. */
  waiting: number | null;
}

/** A part of the simulated time at a stage, a mean over replications. */
export interface SimulationQueueRow {
  /** The stage. */
  stage_id: string;
  /** Hours from the start. Unit: h. */
  from_h: number;
  /** Day on which it starts. */
  date: string;
  /** Its length. Unit: h. */
  hours: number;
  /** Mean number that wait. Unit: vehicles. */
  waiting: number;
}

/** How many of a stage's vehicles wait how long. */
export interface SimulationWaitsRow {
  /** The stage. */
  stage_id: string;
  /** Shortest of these waits. Unit: h. */
  from_h: number;
  /** Longest of these waits; NULL for no end. Unit: h. */
  to_h: number | null;
  /** Share of the vehicles. Unit: share. */
  share: number;
}

/** A fact of the simulation: title, hash, scenarios and crossings with names, version, from, days, warm_up_h, replications, seed, confidence, events, littles_law_error, traffic. */
export interface SimulationRow {
  /** What the value is of. */
  name: string;
  /** The value, as text. */
  value: string;
}

/** The best path of a commodity between two places, on empty roads; NULL where there is none or a ban forbids the trade, 0 from a place to itself. */
export interface SkimRow {
  /** Place where the path starts. */
  origin_node_id: string;
  /** Place where the path ends. */
  destination_node_id: string;
  /** What it costs, with the value of the cargo's time. Unit: USD/t. */
  cost_usd_per_t: number | null;
  /** What it costs without. Unit: USD/t. */
  freight_usd_per_t: number | null;
  /** How long it takes. Unit: h. */
  time_h: number | null;
  /** How long it is. Unit: km. */
  length_km: number | null;
}

/** How likely a claim is. */
export interface EnsembleClaimsRow {
  /** The claim. */
  claim_id: string;
  /** What it says. */
  says: string;
  /** Of the case as it is written. */
  verdict: string;
  /** Of the draws that have a figure, those in which it holds. Unit: share. */
  odds: number;
  /** Draws that have a figure. Unit: 1. */
  draws: number;
  /** The figure of the case as it is written. Unit: unit. */
  as_written: number;
  /** Value that 5 % of draws are below. Unit: unit. */
  p05: number;
  /** The median of draws. Unit: unit. */
  p50: number;
  /** Value that 95 % of draws are below. Unit: unit. */
  p95: number;
  /** Unit of the figure. */
  unit: string;
  /** Comparison and threshold at which it holds. */
  holds_if: string;
}

/** What decides a claim: the three inputs that explain most of its figure's variance, of those whose interval is above 0. */
export interface EnsembleDriversRow {
  /** The claim. */
  claim_id: string;
  /** From 1, what explains most. Unit: 1. */
  rank: number;
  /** Table of the input. */
  input_table: string;
  /** Its column. */
  input_column: string;
  /** Of spreads.csv; empty where confidence says it. */
  spread_id: string;
  /** The source of its rows, which move together. */
  source: string;
  /** How sure they are. */
  confidence: string;
  /** Nine times in ten it is at most so much above its middle, or as many times below; NULL where it may change sign. Unit: share. */
  spread: number | null;
  /** Of the variance, what it explains alone (Sobol). Unit: share. */
  index: number;
  /** Lower end of the index's 95 % interval. Unit: share. */
  low: number;
  /** Upper end of it. Unit: share. */
  high: number;
}

/** What was varied, in the order of what to measure next. */
export interface EnsembleInputsRow {
  /** Table of the input. */
  input_table: string;
  /** Its column. */
  input_column: string;
  /** Of spreads.csv; empty where confidence says it. */
  spread_id: string;
  /** The source of its rows, which move together. */
  source: string;
  /** How sure they are. */
  confidence: string;
  /** Nine times in ten it is at most so much above its middle, or as many times below; NULL where it may change sign. Unit: share. */
  spread: number | null;
  /** Cells of the case that it stands for. Unit: 1. */
  cells: number;
  /** Sum of its indices, where their intervals are above 0, over the claims that are open: odds of 5 % to 95 %. Of a screening the sum of its shares of their mu_star; there a claim is open that holds in some runs and not in others. Unit: 1. */
  decides: number;
}

/** How likely a claim's figure, or a cell asked for, is above a level. */
export interface EnsembleExceedanceRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** The level. Unit: unit. */
  level: number;
  /** as written: the figure of the case as it is written; asked: a level asked for. */
  what: string;
  /** Of the draws that have the figure, those above the level. Unit: share. */
  above: number | null;
  /** Draws that have the figure. Unit: 1. */
  draws: number;
  /** Unit of the figure. */
  unit: string;
}

/** How many draws have a claim's figure, or a cell asked for, between two values: bins 1, 2 or 5 times a power of ten wide, by the rule of Freedman and Diaconis. */
export interface EnsembleHistogramsRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** From 1, the lowest. Unit: 1. */
  bin: number;
  /** Lower end, which belongs to the bin. Unit: unit. */
  low: number;
  /** Upper end, which only the last bin has. Unit: unit. */
  high: number;
  /** Draws whose figure lies there. Unit: 1. */
  draws: number;
  /** Unit of the figure. */
  unit: string;
}

/** What decides a cell asked for: as `ensemble_drivers` of a claim. */
export interface EnsembleCellDriversRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** From 1, what explains most. Unit: 1. */
  rank: number;
  /** Table of the input. */
  input_table: string;
  /** Its column. */
  input_column: string;
  /** Of spreads.csv; empty where confidence says it. */
  spread_id: string;
  /** The source of its rows, which move together. */
  source: string;
  /** How sure they are. */
  confidence: string;
  /** Nine times in ten it is at most so much above its middle, or as many times below; NULL where it may change sign. Unit: share. */
  spread: number | null;
  /** Of the variance, what it explains alone (Sobol). Unit: share. */
  index: number;
  /** Lower end of the index's 95 % interval. Unit: share. */
  low: number;
  /** Upper end of it. Unit: share. */
  high: number;
}

/** Of a screening: what a claim's figure, or a cell asked for, moves by as an input goes from the value that it exceeds 19 times in 20 to the one that it exceeds once (elementary effects, Morris). */
export interface EnsembleEffectsRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** From 1, by mu_star. Unit: 1. */
  rank: number;
  /** Table of the input. */
  input_table: string;
  /** Its column. */
  input_column: string;
  /** Of spreads.csv; empty where confidence says it. */
  spread_id: string;
  /** The source of its rows, which move together. */
  source: string;
  /** How sure they are. */
  confidence: string;
  /** Nine times in ten it is at most so much above its middle, or as many times below; NULL where it may change sign. Unit: share. */
  spread: number | null;
  /** Mean of the effects. Unit: unit. */
  mu: number;
  /** Mean of their sizes. Unit: unit. */
  mu_star: number;
  /** Their standard deviation: 0 where the figure is linear in the input; NULL of one effect. Unit: unit. */
  sigma: number | null;
  /** How many there are. Unit: 1. */
  effects: number;
  /** Unit of the figure. */
  unit: string;
}

/** A figure of the result over all draws. */
export interface EnsembleFiguresRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** Unit of the figure. */
  unit: string;
  /** Of the case as it is written; NULL where it has none. Unit: unit. */
  as_written: number | null;
  /** Of the draws that are solved, those that have the figure. Unit: share. */
  share: number | null;
  /** Mean over the draws that have it. Unit: unit. */
  mean: number | null;
  /** Value that 5 % of draws are below. Unit: unit. */
  p05: number | null;
  /** Value that 25 % of draws are below. Unit: unit. */
  p25: number | null;
  /** The median of draws. Unit: unit. */
  p50: number | null;
  /** Value that 75 % of draws are below. Unit: unit. */
  p75: number | null;
  /** Value that 95 % of draws are below. Unit: unit. */
  p95: number | null;
}

/** A part of the network that is closed, both ways: those solved again, the costliest first, then the others by what they seem to cost at first sight. */
export interface CriticalRow {
  /** link, crossing, transfer or zone. */
  kind: string;
  /** The part. */
  id: string;
  /** Its name. */
  name: string;
  /** The mode of a link or a crossing, else empty. */
  mode: string;
  /** From 1, the costliest. Unit: 1. */
  rank: number;
  /** Whether the network was solved without it. Unit: 0 or 1. */
  is_exact: number;
  /** What it seems to cost at the times and prices of the day: an order in which to solve, not a figure. Unit: USD/day. */
  screened_usd_per_day: number;
  /** What users lose without it, the area under their demand between both expected costs, on the mean day; freight that finds no way loses what it would pay at most. NULL where not solved. Unit: USD/day. */
  cost_usd_per_day: number | null;
  /** How long it is closed. Unit: days. */
  days: number;
  /** The same over all these days. Unit: USD. */
  cost_usd: number | null;
  /** Freight that is still wanted and is no longer delivered. Unit: t/day. */
  unserved_t: number | null;
  /** Passengers that still want to travel and no longer can. Unit: passengers/day. */
  unserved_passengers: number | null;
  /** Freight that is no longer delivered, wanted or not. Unit: t/day. */
  undelivered_t: number | null;
  /** What that freight is worth at its source: trade lost. Unit: USD/day. */
  undelivered_usd_per_day: number | null;
  /** The crossing that gains most by it; empty where none does. */
  instead: string;
}

/** Who bears a closure: what the flows of a commodity from country to country lose. */
export interface CriticalBearersRow {
  /** link, crossing, transfer or zone. */
  kind: string;
  /** The part that is closed. */
  id: string;
  /** Country where the flows start. */
  origin_country: string;
  /** Country where the flows end. */
  destination_country: string;
  /** The commodity. */
  commodity_id: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** What they lose; below 0 where they gain. Unit: USD/day. */
  cost_usd_per_day: number;
  /** Still wanted and no longer delivered. Unit: unit/day. */
  unserved: number;
  /** No longer delivered, wanted or not. Unit: unit/day. */
  undelivered: number;
}

/** How near a place that trades a commodity is to all who buy or sell it: their trade, each discounted by what lies between. */
export interface MarketAccessRow {
  /** The place. */
  node_id: string;
  /** The country. */
  country: string;
  /** The commodity. */
  commodity_id: string;
  /** Sum over buyers of what they buy, times (1 + (cost + duty) / value) to the power of minus the elasticity. Unit: USD/day. */
  to_buyers_usd_per_day: number;
  /** The same over sellers. Unit: USD/day. */
  to_sellers_usd_per_day: number;
  /** Transport and duty to the cheapest buyer elsewhere; NULL where there is none. Unit: USD/t. */
  least_cost_usd_per_t: number | null;
}

/** What of a country's foreign trade in goods passes a crossing, its own or another's, and what that trade loses where the crossing is shut. */
export interface DependenceRow {
  /** The country. */
  country: string;
  /** The crossing. */
  crossing_id: string;
  /** Its name. */
  name: string;
  /** The country behind it; empty where it is on no border of the country. */
  neighbour: string;
  /** Exports that pass, as often as they do. Unit: t/day. */
  exports_t: number;
  /** Imports that pass. Unit: t/day. */
  imports_t: number;
  /** Their worth at source. Unit: USD/day. */
  exports_usd_per_day: number;
  /** Their worth at source. Unit: USD/day. */
  imports_usd_per_day: number;
  /** Of the worth of the country's foreign trade; trade may pass several crossings. Unit: share. */
  share: number;
  /** What the country's foreign trade loses where it is shut, as in `critical`. Unit: USD/day. */
  shut_cost_usd_per_day: number;
  /** The same for each tonne that passed it: how much dearer the next way is. Unit: USD/t. */
  shut_cost_usd_per_t: number;
  /** Of its trade, what then finds no way that is worth it. Unit: t/day. */
  shut_unserved_t: number;
  /** The crossing that then gains most; empty where none does. */
  instead: string;
}

/** What of a country's foreign trade in goods leaves it to a neighbour or comes from there. */
export interface DependenceNeighboursRow {
  /** The country. */
  country: string;
  /** The country behind its border. */
  neighbour: string;
  /** Worth at source. Unit: USD/day. */
  exports_usd_per_day: number;
  /** Worth at source. Unit: USD/day. */
  imports_usd_per_day: number;
  /** Of the worth of the country's foreign trade. Unit: share. */
  share: number;
}

/** Greenhouse gases of a commodity in a mode within a country; a link between two countries emits half in each. */
export interface EmissionsRow {
  /** The commodity. */
  commodity_id: string;
  /** The mode; of handling the one that is taken, or left to unload. */
  mode: string;
  /** Where it is emitted; ZZZ on the high seas. */
  country: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Transport work. Unit: unit km/day. */
  unit_km: number;
  /** Kilometres of vehicles with load. Unit: vehicle km/day. */
  vehicle_km: number;
  /** Of kilometres with load. Unit: kg/day. */
  loaded_kg: number;
  /** Of kilometres without load. Unit: kg/day. */
  empty_kg: number;
  /** Of hours on the way, waits included. Unit: kg/day. */
  hours_kg: number;
  /** Of loading, unloading and changes of mode. Unit: kg/day. */
  handling_kg: number;
  /** All of these together, as CO2. Unit: kg/day. */
  co2e_kg: number;
  /** The same were there no carbon price; without one, the same figure. Unit: kg/day. */
  co2e_kg_without_price: number;
  /** What the carbon price takes for it. Unit: USD/day. */
  carbon_usd: number;
}

/** Greenhouse gases of a commodity. */
export interface EmissionsByCommodityRow {
  /** The commodity. */
  commodity_id: string;
  /** Its name. */
  name: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Greenhouse gases, as CO2. Unit: kg/day. */
  co2e_kg: number;
  /** The same were there no carbon price; without one, the same figure. Unit: kg/day. */
  co2e_kg_without_price: number;
  /** Of all greenhouse gases of the run. Unit: share. */
  share: number;
  /** Of a unit delivered. Unit: kg/unit. */
  kg_per_unit: number | null;
  /** Of a unit over a kilometre. Unit: g/(unit km). */
  g_per_unit_km: number | null;
  /** What the carbon price takes for it. Unit: USD/day. */
  carbon_usd: number;
}

/** Greenhouse gases of freight, or of passengers, in a mode. */
export interface EmissionsByModeRow {
  /** The mode. */
  mode: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Transport work. Unit: unit km/day. */
  unit_km: number;
  /** Greenhouse gases, as CO2. Unit: kg/day. */
  co2e_kg: number;
  /** The same were there no carbon price; without one, the same figure. Unit: kg/day. */
  co2e_kg_without_price: number;
  /** Of all greenhouse gases of the run. Unit: share. */
  share: number;
  /** Of a unit over a kilometre. Unit: g/(unit km). */
  g_per_unit_km: number | null;
  /** What the carbon price takes for it. Unit: USD/day. */
  carbon_usd: number;
}

/** Greenhouse gases within a country, and what its treasury takes for them. */
export interface EmissionsByCountryRow {
  /** Where it is emitted; ZZZ on the high seas. */
  country: string;
  /** Greenhouse gases, as CO2. Unit: kg/day. */
  co2e_kg: number;
  /** The same were there no carbon price; without one, the same figure. Unit: kg/day. */
  co2e_kg_without_price: number;
  /** Of all greenhouse gases of the run. Unit: share. */
  share: number;
  /** What the carbon price takes for it. Unit: USD/day. */
  carbon_usd: number;
}

/** What a vehicle emits for each unit that it carries, by what it carries in the case. */
export interface EmissionFactorsRow {
  /** The vehicle. */
  vehicle_id: string;
  /** Its name. */
  name: string;
  /** The mode. */
  mode: string;
  /** What the commodity is counted in: t or passenger. */
  unit: string;
  /** Of a kilometre with load. Unit: g/(unit km). */
  loaded_g_per_unit_km: number;
  /** Of the kilometres without load that belong to it. Unit: g/(unit km). */
  empty_g_per_unit_km: number;
  /** Of an hour on the way. Unit: g/(unit h). */
  g_per_unit_h: number;
  /** The case's source of the vehicle; or `usual`: what the mode emits in the EU-27 (EEA 2021); or `unknown`: kilometres count for nothing. */
  basis: string;
}

/** What the change is worth to all together. */
export interface AppraisalRow {
  /** To which all is discounted. Unit: year. */
  first_year: number;
  /** How many are summed. Unit: years. */
  years: number;
  /** Discount rate. Unit: share/year. */
  rate: number;
  /** Growth of demand beside the case's own. Unit: share/year. */
  growth: number;
  /** What a tonne of CO2 equivalent costs all. Unit: USD/t. */
  carbon_value_usd_per_t: number;
  /** Economic net present value. Unit: USD. */
  enpv_usd: number;
  /** Rate at which that is 0, the one nearest to 0; NULL where there is none. Unit: share/year. */
  eirr: number | null;
  /** Every such rate, rising, `;` between. */
  eirr_all: string;
  /** Present benefits over present costs; NULL without costs. Unit: 1. */
  benefit_cost_ratio: number | null;
  /** Present value of benefits. Unit: USD. */
  benefits_usd: number;
  /** Present value of costs. Unit: USD. */
  costs_usd: number;
}

/** A year with the change over the same year without it. */
export interface AppraisalYearsRow {
  /** Calendar year. Unit: year. */
  year: number;
  /** Surplus of users. Unit: USD. */
  users_usd: number;
  /** Fees of links and crossings. Unit: USD. */
  operators_usd: number;
  /** Duties and carbon prices. Unit: USD. */
  treasuries_usd: number;
  /** Greenhouse gases at their value. Unit: USD. */
  climate_usd: number;
  /** Investment and operation. Unit: USD. */
  cost_usd: number;
  /** Benefits less cost. Unit: USD. */
  net_usd: number;
  /** The same, discounted. Unit: USD. */
  discounted_usd: number;
  /** Greenhouse gases, more than without it. Unit: t. */
  co2e_t: number;
}

/** Who gains and who loses; all rows together are the economic net present value. */
export interface AppraisalGainsRow {
  /** users, operators, treasuries, climate or financier. */
  kind: string;
  /** Users by commodity, operators by crossing or by the country of links, treasuries by country (ZZZ: the high seas). */
  who: string;
  /** Present value of the gain. Unit: USD. */
  npv_usd: number;
  /** Gain in the first year. Unit: USD. */
  first_year_usd: number;
  /** Gain in the last year. Unit: USD. */
  last_year_usd: number;
}

/** Surplus of the users of a commodity in a year. */
export interface AppraisalUsersRow {
  /** Calendar year. Unit: year. */
  year: number;
  /** The commodity. */
  commodity_id: string;
  /** Area under demand between the delivered prices with and without. Unit: USD. */
  surplus_usd: number;
  /** Mean of both demands times the fall of the price, beside it. Unit: USD. */
  rule_of_half_usd: number;
}

/** Money that changes hands: what users pay more than without the change, and what others receive more. */
export interface AppraisalTransfersRow {
  /** Calendar year. Unit: year. */
  year: number;
  /** fee, duty or carbon price. */
  kind: string;
  /** By users, along their routes. Unit: USD. */
  paid_usd: number;
  /** By operators or treasuries. Unit: USD. */
  received_usd: number;
}

/** Goods sent directly, and by another country where they are declared anew: what each way costs at the times and prices of the day. */
export interface DetoursRow {
  /** The commodity. */
  commodity_id: string;
  /** Where the goods start. */
  origin_node_id: string;
  /** Where they end. */
  destination_node_id: string;
  /** Country of passage. */
  via_country: string;
  /** Its cheapest place; empty where none has a way. */
  via_node_id: string;
  /** open, banned, or no way. */
  direct: string;
  /** What is delivered directly. Unit: t/day. */
  t_per_day: number;
  /** Least generalised cost of the direct way; NULL where there is none. Unit: USD/t. */
  direct_transport_usd_per_t: number | null;
  /** Duties on it. Unit: USD/t. */
  direct_duty_usd_per_t: number;
  /** The same to the country of passage, loading and unloading included. Unit: USD/t. */
  first_transport_usd_per_t: number | null;
  /** Duties there. Unit: USD/t. */
  first_duty_usd_per_t: number;
  /** The same on from there, as goods of that country. Unit: USD/t. */
  second_transport_usd_per_t: number | null;
  /** Duties at the end. Unit: USD/t. */
  second_duty_usd_per_t: number;
  /** To declare the goods anew. Unit: USD/t. */
  papers_usd_per_t: number;
  /** The detour's transport, duties and papers; NULL where it has no way. Unit: USD/t. */
  detour_usd_per_t: number | null;
  /** The direct way's transport and duties less that; where it is banned or none, what freight pays at most (refusal_usd_per_t) less that. Unit: USD/t. */
  saved_usd_per_t: number | null;
  /** Of the goods' value: by how much the direct way's duties must rise before the detour pays; below 0 where it does. Unit: share. */
  break_even_duty: number | null;
  /** Whether the detour is cheaper. Unit: 0 or 1. */
  pays: number;
}

/** The points of the grid. */
export interface SweepPointsRow {
  /** Number of the point, from 1. Unit: 1. */
  point: number;
  /** What is swept. */
  cells: string;
  /** What it has there; of unlike cells what multiplies them. Unit: unit. */
  value: number;
  /** Unit of the cells. */
  unit: string;
  /** yes, or why not. */
  solved: string;
}

/** Claims from point to point. */
export interface SweepClaimsRow {
  /** The claim. */
  claim_id: string;
  /** Number of the point. Unit: 1. */
  point: number;
  /** What it says. */
  says: string;
  /** yes or no. */
  holds: string;
  /** Its figure there. Unit: unit. */
  value: number;
  /** Unit of the figure. */
  unit: string;
  /** Comparison and threshold at which it holds. */
  holds_if: string;
}

/** Figures that differ from point to point. */
export interface SweepFiguresRow {
  /** The table that it stands in. */
  table_name: string;
  /** Its row there, by the row's keys. */
  row: string;
  /** Its column. */
  figure: string;
  /** Number of the point. Unit: 1. */
  point: number;
  /** What it is there; NULL where it has none. Unit: unit. */
  value: number | null;
  /** Of the case as it is written; NULL where it has none. Unit: unit. */
  as_written: number | null;
  /** Unit of the figure. */
  unit: string;
}

/** A cell that was fitted, or cells that move together. */
export interface CalibrationCellsRow {
  /** Table, row and column, as asked. */
  cell: string;
  /** Its unit; `times` what is written, of unequal cells. */
  unit: string;
  /** As the case has it. Unit: unit. */
  written: number;
  /** As fitted. Unit: unit. */
  fitted: number;
  /** Of the fitted value; NULL where the data don't tell it, or a bound does. Unit: unit. */
  standard_error: number | null;
  /** Lower end of the 95 % interval. Unit: unit. */
  low: number | null;
  /** Upper end of it. Unit: unit. */
  high: number | null;
  /** Whether a bound holds it. Unit: 0 or 1. */
  at_bound: number;
  /** How many cells of the case it stands for. Unit: 1. */
  cells: number;
  /** The source of the first of them, before the fit. */
  source: string;
  /** How sure the inputs of the row are: the case's own levels. */
  confidence: string;
}

/** What the cells were fitted to. */
export interface CalibrationObservationsRow {
  /** The observation. */
  observation_id: string;
  /** What it is. */
  label: string;
  /** Its unit. */
  unit: string;
  /** As observed. Unit: unit. */
  observed: number;
  /** Its standard error, by the confidence of its source. Unit: unit. */
  error: number;
  /** As computed with cells as written. Unit: unit. */
  written: number;
  /** As computed with fitted cells. Unit: unit. */
  fitted: number;
  /** Fitted less observed, in standard errors. Unit: 1. */
  missed: number;
  /** What cells fitted to all others would give, by one step; NULL where no other tells a cell that it needs. Unit: unit. */
  left_out: number | null;
}

/** What the data tell worst: cells that may move together, so much each, and be seen least. The five worst directions, of each the cells that have a part above 0.05. */
export interface CalibrationDirectionsRow {
  /** From 1, the worst told. Unit: 1. */
  direction: number;
  /** A cell that moves. */
  cell: string;
  /** How much, in its written value; squares sum to 1. Unit: 1. */
  part: number;
  /** How far the data let it go; NULL: any way, so these cells can't be told apart. Unit: 1. */
  standard_error: number | null;
}

/** Which further count would tell most of the cells. */
export interface CalibrationCountsRow {
  /** From 1, the best. Unit: 1. */
  rank: number;
  /** The table of the result that it stands in. */
  table_name: string;
  /** Its row there; of a crossing, both ways together. */
  row: string;
  /** Its column. */
  figure: string;
  /** As computed with fitted cells. Unit: unit/day. */
  computed: number;
  /** The standard error that it is taken to have: as if it were reported. Unit: unit/day. */
  error: number;
  /** Of the cells' variances over squares of their values, summed, what is left. Unit: share. */
  variance_left: number;
  /** The cell that it tells most of. */
  helps: string;
  /** What is left of that cell's variance. Unit: share. */
  helps_left: number;
}

/** How what is known of two cells hangs together: each with itself, and pairs whose correlation is above 0.001 either way. */
export interface CalibrationCovarianceRow {
  /** A cell. */
  cell: string;
  /** The same, or one behind it in the list. */
  other_cell: string;
  /** In the product of their units. Unit: unit. */
  covariance: number;
  /** The same over both standard errors. Unit: 1. */
  correlation: number;
}

/** The scenario that sets the fitted cells, line by line. */
export interface CalibrationScenarioRow {
  /** From 1. Unit: 1. */
  line: number;
  /** The line. */
  text: string;
}

/** The best choice within a budget. What it brings is beyond the case as it is. */
export interface InvestFrontierRow {
  /** What may be spent in all. Unit: USD. */
  budget_usd: number;
  /** What the choice costs. Unit: USD. */
  cost_usd: number;
  /** The investments chosen, `;` between; `ID=SHARE` where a part of one is built. */
  chosen: string;
  /** How many they are. Unit: 1. */
  investments: number;
  /** What it is worth by the measure asked for, over all years, discounted. Unit: USD. */
  value_usd: number;
  /** More than this no choice within the budget is worth, as far as `bound` says. NULL where some choices had no answer or were too many to be ruled out. Unit: USD. */
  bound_usd: number | null;
  /** certified: proven to be the best; best found: there may be a better one. */
  answer: string;
  /** every set: all choices were solved; more never harms: proven from what all that is still open would give; first-order gains: as if no investment added more than it was seen to add, with --continuous as if each went on bringing what it does there, which is not proven. */
  bound: string;
  /** Surplus and payments of a year with all of it open. Unit: USD/year. */
  welfare_usd_per_year: number;
  /** What users gain: the area under their demand between both costs. Unit: USD/year. */
  surplus_usd_per_year: number;
  /** Fees and duties that are paid more, below 0 where less. Unit: USD/year. */
  paid_usd_per_year: number;
  /** Goods delivered into another country, at their source. Unit: USD/year. */
  trade_usd_per_year: number;
  /** Freight that is delivered more. Unit: t/year. */
  freight_t_per_year: number;
}

/** An investment to choose from. A gain of one depends on what else is built. */
export interface InvestProjectsRow {
  /** The investment. */
  investment_id: string;
  /** Its name. */
  name: string;
  /** Who pay, `;` between; empty: nobody whose budget counts. */
  countries: string;
  /** The first link that it changes or adds; empty where it has none. */
  link_id: string;
  /** What building all of it costs. Unit: USD. */
  cost_usd: number;
  /** First year of use. Unit: year. */
  opening_year: number;
  /** Whether it is chosen at the whole budget. Unit: 0 or 1. */
  is_chosen: number;
  /** How much of it is built then: 0 or 1, between with --continuous. Unit: share. */
  share: number;
  /** At how many budgets of the frontier it is chosen. Unit: 1. */
  budgets: number;
  /** What it adds to nothing; NULL where not solved. Unit: USD. */
  alone_usd: number | null;
  /** What it adds to the rest of what is chosen at the whole budget, or would add to it; NULL where not solved. Unit: USD. */
  last_usd: number | null;
  /** The most that it added to any choice that was solved; NULL with --continuous. Unit: USD. */
  largest_usd: number | null;
  /** With --continuous: worth of the next USD spent on it, or of the last where all of it is built; NULL without, and where it costs nothing. Unit: 1. */
  next_usd: number | null;
}

/** Who gains and who pays by what is chosen at the whole budget. */
export interface InvestCountriesRow {
  /** The country. */
  country: string;
  /** Its part of what the choice costs. Unit: USD. */
  pays_usd: number;
  /** What it may pay; NULL without a limit. Unit: USD. */
  budget_usd: number | null;
  /** Half of what the users of each flow gain that starts or ends there, with all of it open. Unit: USD/year. */
  surplus_usd_per_year: number;
  /** Duties that it levies and fees of its ways, half of each at either end. Unit: USD/year. */
  paid_usd_per_year: number;
  /** Both over all years, discounted. Unit: USD. */
  gain_usd: number;
  /** The same less its part of the cost, discounted too. Unit: USD. */
  net_usd: number;
  /** Most of ten years of public debt's present value over GDP with it; NULL where the case has no economy of this country. Unit: share. */
  public_debt_peak: number | null;
  /** The same without it. Unit: share. */
  public_debt_peak_without: number | null;
  /** What the framework for debt allows. Unit: share. */
  public_debt_threshold: number | null;
}

/** Rows by the name of their table. */
export interface ResultTables {
  nodes: NodesRow;
  links: LinksRow;
  link_flows: LinkFlowsRow;
  transfer_flows: TransferFlowsRow;
  od: OdRow;
  od_modes: OdModesRow;
  paths: PathsRow;
  path_steps: PathStepsRow;
  selected_users: SelectedUsersRow;
  selected_flows: SelectedFlowsRow;
  corridor: CorridorRow;
  corridor_indicators: CorridorIndicatorsRow;
  crossings: CrossingsRow;
  crossing_flows: CrossingFlowsRow;
  capacities: CapacitiesRow;
  crossing_delays: CrossingDelaysRow;
  by_commodity: ByCommodityRow;
  by_mode: ByModeRow;
  by_country: ByCountryRow;
  totals: TotalsRow;
  transit: TransitRow;
  places: PlacesRow;
  place_visits: PlaceVisitsRow;
  claims: ClaimsRow;
  observations: ObservationsRow;
  inputs: InputsRow;
  sources: SourcesRow;
  run: RunRow;
  case_text: CaseTextRow;
  run_log: RunLogRow;
  trade_pairs: TradePairsRow;
  trade_totals: TradeTotalsRow;
  trade_partners: TradePartnersRow;
  trade_regions: TradeRegionsRow;
  trade_sectors: TradeSectorsRow;
  trade_uncertainty: TradeUncertaintyRow;
  trade_coupling: TradeCouplingRow;
  trade_residuals: TradeResidualsRow;
  finance_years: FinanceYearsRow;
  finance_ratios: FinanceRatiosRow;
  finance_loans: FinanceLoansRow;
  finance_taxes: FinanceTaxesRow;
  finance_economic: FinanceEconomicRow;
  finance_economic_years: FinanceEconomicYearsRow;
  finance_seasons: FinanceSeasonsRow;
  finance_tolls: FinanceTollsRow;
  debt_path: DebtPathRow;
  debt_stress: DebtStressRow;
  debt_fan: DebtFanRow;
  debt_rating: DebtRatingRow;
  toll_curve: TollCurveRow;
  toll_best: TollBestRow;
  toll_game: TollGameRow;
  simulation_stages: SimulationStagesRow;
  simulation_resources: SimulationResourcesRow;
  simulation_streams: SimulationStreamsRow;
  simulation_totals: SimulationTotalsRow;
  simulation_queue_week: SimulationQueueWeekRow;
  simulation_queue: SimulationQueueRow;
  simulation_waits: SimulationWaitsRow;
  simulation: SimulationRow;
  skim: SkimRow;
  ensemble_claims: EnsembleClaimsRow;
  ensemble_drivers: EnsembleDriversRow;
  ensemble_inputs: EnsembleInputsRow;
  ensemble_exceedance: EnsembleExceedanceRow;
  ensemble_histograms: EnsembleHistogramsRow;
  ensemble_cell_drivers: EnsembleCellDriversRow;
  ensemble_effects: EnsembleEffectsRow;
  ensemble_figures: EnsembleFiguresRow;
  critical: CriticalRow;
  critical_bearers: CriticalBearersRow;
  market_access: MarketAccessRow;
  dependence: DependenceRow;
  dependence_neighbours: DependenceNeighboursRow;
  emissions: EmissionsRow;
  emissions_by_commodity: EmissionsByCommodityRow;
  emissions_by_mode: EmissionsByModeRow;
  emissions_by_country: EmissionsByCountryRow;
  emission_factors: EmissionFactorsRow;
  appraisal: AppraisalRow;
  appraisal_years: AppraisalYearsRow;
  appraisal_gains: AppraisalGainsRow;
  appraisal_users: AppraisalUsersRow;
  appraisal_transfers: AppraisalTransfersRow;
  detours: DetoursRow;
  sweep_points: SweepPointsRow;
  sweep_claims: SweepClaimsRow;
  sweep_figures: SweepFiguresRow;
  calibration_cells: CalibrationCellsRow;
  calibration_observations: CalibrationObservationsRow;
  calibration_directions: CalibrationDirectionsRow;
  calibration_counts: CalibrationCountsRow;
  calibration_covariance: CalibrationCovarianceRow;
  calibration_scenario: CalibrationScenarioRow;
  invest_frontier: InvestFrontierRow;
  invest_projects: InvestProjectsRow;
  invest_countries: InvestCountriesRow;
}
