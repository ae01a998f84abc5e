#include "amur/exchange/tntp_case_text.h"

#include <fmt/format.h>

#include "amur/text/text.h"

namespace amur::exchange {
namespace {

const char* words_for(tntp_places places) {
  switch (places) {
    case tntp_places::degrees:
      return "X and Y of the node file as longitude and latitude.";
    case tntp_places::scaled:
      return "X and Y of the node file are no degrees: shrunk to one degree around 0, 0, so that "
             "only the shape of the map is right.";
    case tntp_places::grid:
      break;
  }
  return "There is no node file: nodes stand on a grid in the order of their numbers.";
}

}  // namespace

std::string tntp_case_toml(const tntp_import& made) {
  std::string text =
      "# A network of the TNTP format. Its units stand as they are, so that flows and costs are\n"
      "# those of its user equilibrium:\n"
      "#   1 h    one unit of time of the network (free_flow_time)\n"
      "#   1 km   one unit of its length; length costs nothing but by the factor below\n"
      "#   1 USD  one unit of its generalised cost: an hour costs a trip 1 USD\n"
      "#   a day  the period of its trips and capacities\n"
      "# A trip is one passenger in one vehicle of 1 pce.\n";
  text += fmt::format(
      "# fee_usd_per_vehicle = {} x toll + {} x length\n"
      "# Names of links are INIT-TERM; ids count the links of the network file.\n",
      made.toll_factor, made.distance_factor);
  if (made.split_zones > 0)
    text +=
        "#\n"
        "# Nodes before the network's first through node must not be passed. Each is two nodes "
        "here:\n"
        "# N_from, which links only leave and trips start at, and N_to, which links only reach "
        "and\n"
        "# trips end at.\n";
  text += "title = " + text::toml_string(made.name) + "\n";
  text +=
      "description = " + text::toml_string("User equilibrium of the TNTP network " + made.name) +
      "\n";
  // The files name no day, and nothing in the case depends on one.
  text +=
      "base_year = 2000                # the files name no day; any would do\n"
      "date = 2000-01-01\n\n"
      "[demand]\nper = \"day\"\n\n"
      "[equilibrium]\nmodel = \"user\"\ntolerance = 1e-8\nmax_iterations = 1000\n";
  return text;
}

std::string tntp_case_sources(const tntp_import& made) {
  const auto entry = [](const char* id, const std::string& title, const char* confidence,
                        const std::string& note) {
    return fmt::format("[{}]\ntitle = {}\nconfidence = \"{}\"\nnote = {}\n\n", id,
                       text::toml_string(title), confidence, text::toml_string(note));
  };
  const bool known_places = made.places != tntp_places::grid;
  return entry("network", made.name + "_net.tntp", "reported",
               "Hours stand for the file's unit of time, km for its unit of length.") +
         entry("trips", made.name + "_trips.tntp", "reported",
               fmt::format("Without the {:.6g} trips within a zone, which use no link.",
                           made.trips_within_zones)) +
         entry("places", known_places ? "Places of the nodes" : "Grid",
               known_places ? "reported" : "assumed", words_for(made.places)) +
         entry("units", "Units of an imported network", "assumed",
               "One trip is one passenger in one vehicle of 1 pce; an hour costs it 1 USD, a "
               "kilometre nothing.");
}

std::string tntp_case_vehicles() {
  return "vehicle_id,name,mode,payload_t,cost_usd_per_km,cost_usd_per_h,pce,source\n"
         "car,Car,road,1,0,0,1,units\n";
}

std::string tntp_case_commodities() {
  return "commodity_id,name,unit,handling,value_usd_per_t,value_of_time_usd_per_t_h,"
         "dispersion_usd_per_t,vehicles,source,note\n"
         "trips,Trips,passenger,passenger,0,1,1,car,units,no dispersion in a user equilibrium\n";
}

std::string tntp_case_transfers() {
  return "transfer_id,from_mode,to_mode,source\n"
         "start,origin,road,units\n"
         "end,road,destination,units\n";
}

}  // namespace amur::exchange
