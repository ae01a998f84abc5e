// Requests to the engine. The token, if the page was opened with one, goes into a header, and leaves
// the address bar so that a copied address does not carry it.
import { say } from "../texts/say";
import { ApiError } from "../util/error";
import type {
  Analysis,
  Case,
  CaseNode,
  Columns,
  Comparison,
  Edit,
  LinkColumns,
  Path,
  PlaceChange,
  Run,
  Study,
  Table,
  TableInfo,
} from "./types";

const TOKEN_KEY = "amur-token";
const address = new URL(location.href);
const given = address.searchParams.get("token");
if (given) {
  sessionStorage.setItem(TOKEN_KEY, given);
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
}
const token = sessionStorage.getItem(TOKEN_KEY);

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = new Headers(init.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  // The engine takes no other POST, with a body or without.
  if (init.method === "POST") headers.set("Content-Type", "application/json");
  const answer = await fetch(path, { ...init, headers }).catch(() => {
    throw new ApiError(say("unreachable"), "", "");
  });
  if (!answer.ok) {
    const body = (await answer.json().catch(() => null)) as {
      error?: { field?: string; message?: string; allowed?: string };
    } | null;
    const error = body?.error;
    throw new ApiError(
      error?.message ?? say("answered_with", { status: answer.status }),
      error?.field ?? "",
      error?.allowed ?? "",
    );
  }
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

const part = encodeURIComponent;
const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

const nodesOf = (columns: Columns<CaseNode>): CaseNode[] =>
  columns.node_id.map((node_id, i) => ({
    node_id,
    name: columns.name[i] ?? node_id,
    country: columns.country[i] ?? "",
    node_type: columns.node_type[i] ?? "",
    x: columns.x[i] ?? 0,
    y: columns.y[i] ?? 0,
  }));

export const getCase = async (): Promise<Case> => {
  const { nodes, ...others } = await ask<Omit<Case, "nodes"> & { nodes: Columns<CaseNode> }>("/api/case");
  return { ...others, nodes: nodesOf(nodes) };
};
export const getStudies = () => ask<Study[]>("/api/studies");
export const getRuns = () => ask<Run[]>("/api/runs");
export const startRun = (request: {
  name: string;
  scenarios: string[];
  edits: Edit[];
  trade?: boolean;
  analysis?: Analysis;
}) => ask<Run>("/api/runs", post(request));
export const startSimulation = (request: {
  name: string;
  crossing: string;
  scenarios: string[];
  edits: Edit[];
  replications?: number;
  days?: number;
  traffic?: number;
}) => ask<Run>("/api/simulations", post(request));
export const cancelRun = (id: string) => ask<Run>(`/api/runs/${part(id)}/cancel`, { method: "POST" });
export const renameRun = (id: string, name: string) => ask<Run>(`/api/runs/${part(id)}/name`, post({ name }));
export const deleteRun = (id: string) => ask<undefined>(`/api/runs/${part(id)}`, { method: "DELETE" });
export const getTables = (id: string) => ask<TableInfo[]>(`/api/runs/${part(id)}/tables`);
/** Rows where a column has a value, or all. */
export const getTable = (
  id: string,
  name: string,
  limit = 1000,
  offset = 0,
  where: [column: string, value: string] | null = null,
) =>
  ask<Table>(
    `/api/runs/${part(id)}/tables/${part(name)}?limit=${limit}&offset=${offset}${where ? `&column=${part(where[0])}&value=${part(where[1])}` : ""}`,
  );
export const getLinks = (id: string) => ask<LinkColumns>(`/api/runs/${part(id)}/links`);
/** Alternatives of the flows between two places, best first; an empty commodity: of all. */
export const getPaths = async (id: string, from: string, to: string, commodity: string): Promise<Path[]> =>
  (
    await ask<{ paths: Path[] }>(
      `/api/runs/${part(id)}/paths?from=${part(from)}&to=${part(to)}&commodity=${part(commodity)}`,
    )
  ).paths;
export const comparePlaces = (from: string, to: string) =>
  ask<PlaceChange[]>(`/api/compare/places?from=${part(from)}&to=${part(to)}`);
export const compareRuns = (from: string, to: string) =>
  ask<Comparison>(`/api/compare?from=${part(from)}&to=${part(to)}`);

// Event streams and downloads can't carry a header.
const withToken = (path: string): string => (token ? `${path}?token=${part(token)}` : path);
export const eventsAddress = (id: string): string => withToken(`/api/runs/${part(id)}/events`);
export const fileAddress = (id: string): string => withToken(`/api/runs/${part(id)}/file`);
