import { loadIndex, type SearchIndex } from "../../src/search/build-index.ts";
import { parseQuery } from "../../src/search/parse-query.ts";
import { type SearchAnswer, searchIndex } from "../../src/search/search-index.ts";
import { byId, element } from "./dom.ts";
import { showFacets, showHit, statusWords } from "./result-view.ts";
import { type FinderState, isEmptyState, readState, writeState } from "./url-state.ts";

const PAGE = 50;
const PAUSE_MS = 120;

interface Finder {
  field: HTMLInputElement;
  facets: HTMLElement;
  results: HTMLElement;
  status: HTMLElement;
  chosen: HTMLElement;
  more: HTMLElement;
  url: string;
  index?: Promise<SearchIndex>;
  state: FinderState;
  /** Counts searches, so that a slow answer never overwrites a newer one. */
  turn: number;
  /** Whether the present words already have an entry in the browser's history. */
  isTyping: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/** Brings the search page to life; does nothing on other pages. */
export function startFinder(): void {
  const finder = findParts();
  if (finder === undefined) return;
  finder.field.addEventListener("focus", () => void loadOnce(finder), { once: true });
  finder.field.addEventListener("input", () => onType(finder));
  finder.field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(finder.timer);
    void search(finder);
  });
  finder.facets.addEventListener("change", (event) => onChoose(finder, event.target));
  finder.chosen.addEventListener("click", (event) => onDrop(finder, event.target));
  document.addEventListener("keydown", (event) => onArrow(finder, event));
  addEventListener("popstate", () => restore(finder));
  if (!isEmptyState(finder.state)) restore(finder);
}

function findParts(): Finder | undefined {
  const field = byId("q", HTMLInputElement);
  const url = field?.form?.dataset["search"];
  const [facets, results, status, chosen, more] = ["facets", "results", "status", "chosen", "more"].map((id) =>
    byId(id, HTMLElement),
  );
  if (field === undefined || url === undefined) return undefined;
  if (!facets || !results || !status || !chosen || !more) return undefined;
  const state = readState(location.search);
  return { field, facets, results, status, chosen, more, url, state, turn: 0, isTyping: false };
}

function loadOnce(finder: Finder): Promise<SearchIndex> {
  finder.index ??= fetch(finder.url).then(async (response) => {
    if (!response.ok) throw new Error(`the index answered ${response.status}`);
    return loadIndex(await response.text());
  });
  return finder.index;
}

function onType(finder: Finder): void {
  finder.state.text = finder.field.value;
  clearTimeout(finder.timer);
  finder.timer = setTimeout(() => {
    remember(finder, finder.isTyping);
    finder.isTyping = true;
    void search(finder);
  }, PAUSE_MS);
}

function onChoose(finder: Finder, target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
  const { chosen } = finder.state;
  const others = (chosen.get(target.name) ?? []).filter((value) => value !== target.value);
  chosen.set(target.name, target.checked ? [...others, target.value] : others);
  changed(finder);
}

function onDrop(finder: Finder, target: EventTarget | null): void {
  const button = target instanceof Element ? target.closest("button") : null;
  if (button === null) return;
  const { facet, value } = button.dataset;
  if (facet === undefined) finder.state.chosen.clear();
  else
    finder.state.chosen.set(
      facet,
      (finder.state.chosen.get(facet) ?? []).filter((one) => one !== value),
    );
  changed(finder);
  finder.field.focus();
}

function changed(finder: Finder): void {
  remember(finder, false);
  finder.isTyping = false;
  void search(finder);
}

function remember(finder: Finder, isReplaced: boolean): void {
  const address = writeState(finder.state) || location.pathname;
  if (isReplaced) history.replaceState(undefined, "", address);
  else history.pushState(undefined, "", address);
}

function restore(finder: Finder): void {
  finder.state = readState(location.search);
  finder.field.value = finder.state.text;
  finder.isTyping = false;
  void search(finder);
}

async function search(finder: Finder): Promise<void> {
  finder.turn += 1;
  const { turn } = finder;
  try {
    const [index, query] = await Promise.all([loadOnce(finder), parseQuery(finder.state.text)]);
    if (turn !== finder.turn) return;
    show(finder, searchIndex(index, query, finder.state.chosen));
  } catch {
    // Offline, or an index that this page is too old for: the list in the page is still whole.
    delete finder.index;
    if (turn === finder.turn) finder.status.textContent = "The search index could not be loaded; try again.";
  }
}

function show(finder: Finder, answer: SearchAnswer): void {
  const focused = document.activeElement;
  const kept = focused instanceof HTMLInputElement && focused.type === "checkbox" ? [focused.name, focused.value] : [];
  finder.status.textContent = statusWords(answer);
  finder.results.replaceChildren(...answer.hits.slice(0, PAGE).map(showHit));
  showMore(finder, answer, PAGE);
  const open = new Set<string>();
  for (const facet of finder.facets.querySelectorAll("details")) {
    const id = facet.dataset["facet"] ?? facet.querySelector("input")?.name;
    if (facet.open && id !== undefined) open.add(id);
  }
  finder.facets.replaceChildren(...showFacets(answer.facets, (id) => open.has(id)));
  showChosen(finder, answer);
  for (const box of finder.facets.querySelectorAll("input")) {
    if (box.name === kept[0] && box.value === kept[1]) box.focus();
  }
}

function showMore(finder: Finder, answer: SearchAnswer, shown: number): void {
  finder.more.replaceChildren();
  if (answer.total <= shown) return;
  const button = element("button", "", `Show more (${answer.total - shown})`);
  button.type = "button";
  button.addEventListener("click", () => {
    finder.results.append(...answer.hits.slice(shown, shown + PAGE).map(showHit));
    showMore(finder, answer, shown + PAGE);
  });
  finder.more.append(button);
}

function showChosen(finder: Finder, answer: SearchAnswer): void {
  const buttons = answer.facets.flatMap(({ id, title, values }) =>
    values
      .filter((value) => value.isSelected)
      .map(({ value, label }) => {
        const button = element("button", "chip", `${title}: ${label} `, element("span", "", "×"));
        button.type = "button";
        button.dataset["facet"] = id;
        button.dataset["value"] = value;
        button.setAttribute("aria-label", `Remove filter ${title}: ${label}`);
        return button;
      }),
  );
  if (buttons.length > 1) {
    const all = element("button", "chip", "Remove all filters");
    all.type = "button";
    buttons.push(all);
  }
  finder.chosen.replaceChildren(...buttons);
}

/** Arrows walk from the field through the results and back. */
function onArrow(finder: Finder, event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...finder.results.querySelectorAll<HTMLAnchorElement>("h2 a")];
  const focused = document.activeElement;
  const place = focused instanceof HTMLAnchorElement ? links.indexOf(focused) : -1;
  const isInField = focused === finder.field;
  if (place === -1 && !(isInField && event.key === "ArrowDown")) return;
  event.preventDefault();
  const next = isInField ? 0 : place + (event.key === "ArrowDown" ? 1 : -1);
  if (next < 0) finder.field.focus();
  else links[next]?.focus();
}
