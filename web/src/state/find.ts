// Places and crossings of the case by a part of their name.
import { state } from "./store";

const LISTED = 8;

export interface Found {
  kind: "place" | "crossing";
  id: string;
  name: string;
  /** The country of a place. */
  country: string;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those whose name begins with what is looked for come first, then those with a word that does, then the others. */
export function findPlaces(text: string): Found[] {
  const wanted = plain(text.trim());
  if (wanted === "") return [];
  const all: Found[] = [
    ...state.case.nodes.map((node): Found => ({
      kind: "place",
      id: node.node_id,
      name: node.name,
      country: node.country,
    })),
    ...state.case.crossings.map(({ crossing_id, name }): Found => ({
      kind: "crossing",
      id: crossing_id,
      name,
      country: "",
    })),
  ];
  const rank = (name: string): number => {
    const at = plain(name).indexOf(wanted);
    return at <= 0 ? at : /\W/.test(plain(name)[at - 1] ?? "") ? 1 : 2;
  };
  return all
    .map((each) => ({ each, rank: rank(each.name) }))
    .filter((each) => each.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.each.name.length - b.each.name.length)
    .slice(0, LISTED)
    .map(({ each }) => each);
}
