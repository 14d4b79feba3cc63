/** What is searched for: the state that the URL holds. */
export interface FinderState {
  text: string;
  /** Facet → chosen values. */
  chosen: Map<string, string[]>;
}

/** Reads `?q=…&facet=value&facet=value`. */
export function readState(search: string): FinderState {
  const chosen = new Map<string, string[]>();
  let text = "";
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === "q") text = value;
    else if (/^[a-z][a-z-]{0,40}$/.test(name)) chosen.set(name, [...(chosen.get(name) ?? []), value]);
  }
  return { text, chosen };
}

/** Writes it; the same state always gives the same text. */
export function writeState(state: FinderState): string {
  const parameters = new URLSearchParams();
  if (state.text.trim() !== "") parameters.set("q", state.text);
  for (const facet of [...state.chosen.keys()].sort()) {
    for (const value of [...(state.chosen.get(facet) ?? [])].sort()) parameters.append(facet, value);
  }
  const search = parameters.toString();
  return search === "" ? "" : `?${search}`;
}

/** Whether there is anything to search for. */
export function isEmptyState(state: FinderState): boolean {
  return state.text.trim() === "" && [...state.chosen.values()].every((values) => values.length === 0);
}
