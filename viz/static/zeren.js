"use strict";
// What pages gain where scripts run: sorted tables, suggestions, light or dark.
(() => {
  const key = (row, place) => row.cells[place].textContent.trim();
  const asNumber = (text) => (/^[-−]?[\d\s,\u202f]*\.?\d+\s*%?$/.test(text) ? parseFloat(text.replace(/[\s,\u202f%]/g, "").replace("−", "-")) : NaN);

  function sortBy(table, place, direction) {
    const rows = [...table.tBodies[0].rows];
    const numeric = rows.every((row) => key(row, place) === "" || !Number.isNaN(asNumber(key(row, place))));
    const compare = numeric
      ? (a, b) => (asNumber(a) || 0) - (asNumber(b) || 0)
      : new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    rows.sort((a, b) => direction * compare(key(a, place), key(b, place)));
    table.tBodies[0].append(...rows);
  }

  function makeSortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      if (head.classList.contains("fixed")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const ascending = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sortBy(table, place, ascending ? 1 : -1);
      });
      head.replaceChildren(button);
    });
  }
  const makeAllSortable = (part) => part.querySelectorAll("table.sortable").forEach(makeSortable);
  makeAllSortable(document);
  document.addEventListener("zeren:shown", (event) => makeAllSortable(event.target)); // a part that came later

  // In a matrix the arrow keys go to the next cell in their direction that says something.
  document.querySelector("table.matrix")?.addEventListener("keydown", (event) => {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    const cell = event.target.closest("td, th");
    if (!cell || (!down && !right)) return;
    event.preventDefault();
    const { rows } = event.currentTarget;
    let [row, column] = [cell.parentElement.rowIndex + down, cell.cellIndex + right];
    while (rows[row]?.cells[column] && !rows[row].cells[column].querySelector("a")) [row, column] = [row + down, column + right];
    rows[row]?.cells[column]?.querySelector("a").focus();
  });

  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("zeren-theme", root.dataset.theme); } catch { /* for this page only */ }
    if (document.getElementById("network-canvas")) location.reload(); // the drawing takes its colours as it begins
  });

  // Names to choose from while one types; choosing one of them leads to its page.
  const suggestions = document.getElementById("suggestions");
  const source = document.getElementById("find").dataset.suggest;
  let asked = "";
  const places = new Map();
  for (const field of document.querySelectorAll("input[list=suggestions]")) {
    field.addEventListener("input", async () => {
      const chosen = places.get(field.value);
      if (chosen) {
        location.assign("begin" in field.dataset ? field.dataset.begin + encodeURIComponent(chosen.iri) : chosen.href);
        return;
      }
      const words = field.value.trim();
      if (words === asked) return;
      asked = words;
      if (!words) { suggestions.replaceChildren(); return; }
      const separator = source.includes("?") ? "&" : "?";
      const answer = await fetch(`${source}${separator}q=${encodeURIComponent(words)}`);
      if (!answer.ok || words !== asked) return;
      places.clear();
      suggestions.replaceChildren(...(await answer.json()).map(({ label, href, iri }) => {
        const option = document.createElement("option");
        option.value = label;
        if (label !== words) places.set(label, { href, iri });
        return option;
      }));
    });
  }
})();
