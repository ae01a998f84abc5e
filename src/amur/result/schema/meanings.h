#pragma once
// What columns mean that stand in more than one table.

#include "amur/result/schema.h"

namespace amur::result::means {

inline constexpr meaning origin_node{"", "Node where the flow starts."};
inline constexpr meaning destination_node{"", "Node where the flow ends."};
inline constexpr meaning commodity{"", "The commodity."};
inline constexpr meaning flow_unit{"", "What the commodity is counted in: t or passenger."};
inline constexpr meaning direction{"", "forward as the link or crossing is written, or backward."};
inline constexpr meaning link{"", "The link."};
inline constexpr meaning crossing{"", "The crossing."};
inline constexpr meaning mode{"", "The mode."};
inline constexpr meaning cost{
    "USD/unit",
    "Sum of transport, fee, handling, time, scarcity and duty, a mean over what is delivered."};
inline constexpr meaning transport{"USD/unit", "For distance and for vehicle hours."};
inline constexpr meaning fee{"USD/unit", "Fees paid on the way."};
inline constexpr meaning handling{"USD/unit", "Loading, unloading and changes of mode."};
inline constexpr meaning time_value{"USD/unit", "Value of the time of the cargo or the traveller."};
inline constexpr meaning scarcity{"USD/unit", "Price of a place where a hard capacity binds."};
inline constexpr meaning duty{"USD/unit", "Duties on the flow."};
inline constexpr meaning constant{
    "USD/unit", "Mean along the routes of what enters the choice beside cost; no part of cost."};
inline constexpr meaning time_h{"h", "Mean time on the way."};
inline constexpr meaning length_km{"km", "Mean length of the way."};
inline constexpr meaning quantity{"unit/day", "Quantity that passes."};
inline constexpr meaning vehicles{"vehicles/day", "Vehicles that pass."};
inline constexpr meaning freight{"t/day", "Freight that passes."};
inline constexpr meaning passengers{"passengers/day", "Passengers that pass."};
inline constexpr meaning pce{"pce/day", "Vehicles that pass, as passenger cars."};
inline constexpr meaning observed{"unit/day", "Demand that the case states."};
inline constexpr meaning wanted{"unit/day", "Demand on the day, after growth, bans and prices."};
inline constexpr meaning delivered{"unit/day", "What is delivered."};
inline constexpr meaning unserved{"unit/day", "What is wanted and not delivered."};
inline constexpr meaning confidence{"",
                                    "How sure the inputs of the row are: the case's own levels."};
inline constexpr meaning is_open{"0 or 1", "Whether it is open on the day."};
inline constexpr meaning share_use{"share", "Use over capacity; NULL without a capacity."};
inline constexpr meaning pair_name{"", "What the value is of."};
inline constexpr meaning pair_value{"", "The value, as text."};
inline constexpr meaning country{"", "The country."};
inline constexpr meaning project{"", "The project."};
inline constexpr meaning project_name{"", "Its name."};
inline constexpr meaning year{"year", "Calendar year."};
inline constexpr meaning toll{"USD/vehicle", "The toll."};
inline constexpr meaning toll_now{"USD/vehicle", "Toll of the case."};
inline constexpr meaning toll_vehicles{"vehicles/day",
                                       "Vehicles through the crossing at this toll."};
inline constexpr meaning toll_income{"USD/year", "Income of the crossing at this toll."};
inline constexpr meaning toll_welfare{"USD/year",
                                      "Surplus and payments beyond those at the present toll."};
inline constexpr meaning tolls_tried{"1", "How many tolls were solved for."};
inline constexpr meaning stage{"", "The stage."};
inline constexpr meaning region{"", "The region."};
inline constexpr meaning exporter{"", "Region that sells."};
inline constexpr meaning importer{"", "Region that buys."};
inline constexpr meaning sector{"", "The sector."};
inline constexpr meaning before_usd{"USD/year", "On the day that the demand table reflects."};
inline constexpr meaning after_usd{"USD/year", "On the day of the run."};
inline constexpr meaning change{"share",
                                "After over before, less 1; NULL where there was none before."};
inline constexpr meaning centre{"", "The shopping centre."};
inline constexpr meaning p05{"", "Value that 5 % of draws are below."};
inline constexpr meaning p25{"", "Value that 25 % of draws are below."};
inline constexpr meaning p50{"", "The median of draws."};
inline constexpr meaning p75{"", "Value that 75 % of draws are below."};
inline constexpr meaning p95{"", "Value that 95 % of draws are below."};
inline constexpr meaning irr{
    "share/year", "Rate at which the NPV is 0, the one nearest to 0; NULL where there is none."};
inline constexpr meaning irr_all{"", "Every rate at which the NPV is 0, rising, `;` between."};
inline constexpr meaning npv{"USD", "Net present value of the project at its discount rate."};

}  // namespace amur::result::means
