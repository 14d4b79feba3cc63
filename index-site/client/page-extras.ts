import { byId } from "./dom.ts";

/** `/` goes to the search field, wherever one is not already typing. */
export function startSlashKey(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select")) return;
    const field = byId("q", HTMLInputElement);
    if (field === undefined) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/** On narrow screens the filters are folded behind a button. */
export function startFilterButton(): void {
  const button = byId("filters-button", HTMLButtonElement);
  const facets = byId("facets", HTMLElement);
  button?.addEventListener("click", () => {
    const isOpen = facets?.classList.toggle("is-open") === true;
    button.setAttribute("aria-expanded", String(isOpen));
  });
}

/** Buttons that copy a digest. */
export function startCopyButtons(): void {
  if (navigator.clipboard === undefined) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset["copy"] ?? "").then(
        () => {
          button.textContent = "Copied";
        },
        () => {
          button.textContent = "Could not copy";
        },
      );
      setTimeout(() => {
        button.textContent = words;
      }, 2000);
    });
  }
}

/** Fields that hide the rows of a table which do not have what was typed. */
export function startTableFilters(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-filter]")) {
    const id = field.dataset["filter"] ?? "";
    const rows = [...document.querySelectorAll<HTMLTableRowElement>(`#${CSS.escape(id)} tbody tr`)];
    const texts = rows.map((row) => (row.textContent ?? "").toLowerCase());
    const count = document.getElementById(`${id}-count`);
    const holder = field.closest<HTMLElement>(".table-filter");
    if (holder !== null) holder.hidden = false;
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      let shown = 0;
      for (const [place, row] of rows.entries()) {
        row.hidden = !(texts[place] ?? "").includes(wanted);
        if (!row.hidden) shown += 1;
      }
      if (count !== null) count.textContent = wanted === "" ? "" : `${shown} of ${rows.length}`;
    });
  }
}
