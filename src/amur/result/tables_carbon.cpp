#include "amur/result/tables_carbon.h"

#include <map>
#include <set>
#include <tuple>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/schema/carbon.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

constexpr double grams_a_kg = 1000;

struct carbon_sums {
  double unit_km = 0, co2e_kg = 0, without_price_kg = 0;
};

// A sum beside what it would be without a price; either may be missing.
struct carbon_part {
  model::emission_sum now;
  double without_price_kg = 0;
};

std::vector<carbon_part> carbon_parts(std::span<const model::emission_sum> now,
                                      std::span<const model::emission_sum> without_price) {
  std::map<std::tuple<commodity_id, mode_id, std::string>, carbon_part> parts;
  const auto at = [&](const model::emission_sum& sum) -> carbon_part& {
    auto& part = parts[{sum.commodity, sum.mode, sum.country}];
    std::tie(part.now.commodity, part.now.mode, part.now.country) =
        std::tie(sum.commodity, sum.mode, sum.country);
    return part;
  };
  for (const auto& sum : now) at(sum).now = sum;
  for (const auto& sum : without_price) at(sum).without_price_kg = sum.co2e_kg();
  std::vector<carbon_part> all;
  for (auto& [key, part] : parts) all.push_back(std::move(part));
  return all;
}

// The sums by what `key_of` makes of a part, in the order of keys.
template <class KeyOf>
auto carbon_sums_by(std::span<const carbon_part> parts, KeyOf&& key_of) {
  std::map<std::remove_cvref_t<decltype(key_of(parts[0]))>, carbon_sums> sums;
  for (const auto& part : parts) {
    auto& sum = sums[key_of(part)];
    sum.unit_km += part.now.unit_km;
    sum.co2e_kg += part.now.co2e_kg();
    sum.without_price_kg += part.without_price_kg;
  }
  return sums;
}

double all_co2e_kg(std::span<const carbon_part> parts) {
  double sum = 0;
  for (const auto& part : parts) sum += part.now.co2e_kg();
  return sum;
}

double share_of(double part, double all) { return all > 0 ? part / all : 0; }

result_table emissions_table(const case_data& data, std::span<const carbon_part> parts) {
  table_rows<emissions_row> rows;
  for (const auto& [now, without_price_kg] : parts)
    rows.add({.commodity_id = data.commodities[now.commodity].id,
              .mode = data.modes[now.mode].id,
              .country = now.country,
              .unit = to_string(data.commodities[now.commodity].unit),
              .unit_km = now.unit_km,
              .vehicle_km = now.vehicle_km,
              .loaded_kg = now.loaded_kg,
              .empty_kg = now.empty_kg,
              .hours_kg = now.hours_kg,
              .handling_kg = now.handling_kg,
              .co2e_kg = now.co2e_kg(),
              .co2e_kg_without_price = without_price_kg,
              .carbon_usd = model::carbon_usd(data, now.co2e_kg())});
  return rows.finish();
}

result_table by_commodity_carbon(const case_data& data, const run_answer& answer,
                                 std::span<const carbon_part> parts) {
  id_vector<commodity_id, double> delivered(data.commodities.size(), 0.0);
  for (const auto& served : model::served_flows(answer))
    delivered[served.flow->commodity] += served.delivered;
  const double all = all_co2e_kg(parts);
  table_rows<emissions_by_commodity_row> rows;
  for (const auto& [id, sum] :
       carbon_sums_by(parts, [](const carbon_part& part) { return part.now.commodity; })) {
    const auto& goods = data.commodities[id];
    rows.add({.commodity_id = goods.id,
              .name = goods.name,
              .unit = to_string(goods.unit),
              .co2e_kg = sum.co2e_kg,
              .co2e_kg_without_price = sum.without_price_kg,
              .share = share_of(sum.co2e_kg, all),
              .kg_per_unit = per(sum.co2e_kg, delivered[id]),
              .g_per_unit_km = per(grams_a_kg * sum.co2e_kg, sum.unit_km),
              .carbon_usd = model::carbon_usd(data, sum.co2e_kg)});
  }
  return rows.finish();
}

result_table by_mode_carbon(const case_data& data, std::span<const carbon_part> parts) {
  const double all = all_co2e_kg(parts);
  table_rows<emissions_by_mode_row> rows;
  for (const auto& [at, sum] : carbon_sums_by(parts, [&](const carbon_part& part) {
         return std::pair(part.now.mode, data.commodities[part.now.commodity].unit);
       }))
    rows.add({.mode = data.modes[at.first].id,
              .unit = to_string(at.second),
              .unit_km = sum.unit_km,
              .co2e_kg = sum.co2e_kg,
              .co2e_kg_without_price = sum.without_price_kg,
              .share = share_of(sum.co2e_kg, all),
              .g_per_unit_km = per(grams_a_kg * sum.co2e_kg, sum.unit_km),
              .carbon_usd = model::carbon_usd(data, sum.co2e_kg)});
  return rows.finish();
}

result_table by_country_carbon(const case_data& data, std::span<const carbon_part> parts) {
  const double all = all_co2e_kg(parts);
  table_rows<emissions_by_country_row> rows;
  for (const auto& [country, sum] :
       carbon_sums_by(parts, [](const carbon_part& part) { return part.now.country; }))
    rows.add({.country = country,
              .co2e_kg = sum.co2e_kg,
              .co2e_kg_without_price = sum.without_price_kg,
              .share = share_of(sum.co2e_kg, all),
              .carbon_usd = model::carbon_usd(data, sum.co2e_kg)});
  return rows.finish();
}

std::string basis_of(const case_data& data, const vehicle& carrier,
                     const model::emission_factor& factor) {
  using enum model::emission_factor::origin;
  if (factor.from == unknown) return "unknown";
  if (factor.from == usual) return "usual";
  return carrier.source.valid() ? data.sources[carrier.source].id : "";
}

result_table factors_table(const case_data& data) {
  std::set<std::pair<vehicle_id, unit>> used;
  for (const auto& goods : data.commodities)
    for (const auto id : goods.vehicles) used.insert({id, goods.unit});
  table_rows<emission_factors_row> rows;
  for (const auto& [id, of] : used) {
    const auto& carrier = data.vehicles[id];
    const auto factor = model::emission_factor_of(data, carrier, of);
    rows.add({.vehicle_id = carrier.id,
              .name = carrier.name,
              .mode = data.modes[carrier.mode].id,
              .unit = to_string(of),
              .loaded_g_per_unit_km = grams_a_kg * factor.loaded_kg_per_km,
              .empty_g_per_unit_km = grams_a_kg * factor.empty_kg_per_km,
              .g_per_unit_h = grams_a_kg * factor.kg_per_h,
              .basis = basis_of(data, carrier, factor)});
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> carbon_tables(const case_data& data, const run_answer& answer,
                                        std::span<const model::emission_sum> without_price) {
  const auto parts = carbon_parts(model::emissions_of(data, answer), without_price);
  return {emissions_table(data, parts), by_commodity_carbon(data, answer, parts),
          by_mode_carbon(data, parts), by_country_carbon(data, parts), factors_table(data)};
}

}  // namespace amur::result
