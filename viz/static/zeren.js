"use strict";
// What pages gain where scripts run: sorted tables, and SPARQL answers without loading the page anew.
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
  document.querySelectorAll("table.sortable").forEach(makeSortable);

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

  const form = document.getElementById("sparql-form");
  if (!form) return;
  const result = document.getElementById("sparql-result");

  function element(tag, text, className) {
    const made = document.createElement(tag);
    made.textContent = text ?? "";
    if (className) made.className = className;
    return made;
  }

  function line(tag, values) {
    const row = document.createElement("tr");
    row.append(...values.map((value) => element(tag, value)));
    return row;
  }

  function asTable({ head, results }) {
    const names = head.vars;
    const table = element("table", "", "sortable");
    table.append(element("caption", form.dataset.rows.replace("#", results.bindings.length)));
    const heads = table.createTHead();
    heads.append(line("th", names));
    for (const cell of heads.rows[0].cells) cell.scope = "col";
    table.createTBody().append(...results.bindings.map((found) => line("td", names.map((name) => found[name]?.value))));
    makeSortable(table);
    const scroll = element("div", "", "scroll");
    scroll.append(table);
    return scroll;
  }

  async function answer(response) {
    const text = await response.text();
    if (!response.ok) {
      let message = text;
      try { message = JSON.parse(text).detail ?? text; } catch { /* plain text */ }
      return element("p", message, "failure");
    }
    if (!response.headers.get("content-type").includes("sparql-results+json")) return element("pre", text);
    const parsed = JSON.parse(text);
    return "boolean" in parsed ? element("pre", String(parsed.boolean)) : asTable(parsed);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const query = new FormData(form);
    history.replaceState(null, "", `?${new URLSearchParams(query)}`);
    result.replaceChildren(element("p", form.dataset.running, "note"));
    let shown;
    try {
      shown = await answer(await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/sparql-results+json, text/turtle;q=0.9" },
        body: new URLSearchParams({ query: query.get("query") }),
      }));
    } catch {
      shown = element("p", form.dataset.failed, "failure");
    }
    result.replaceChildren(element("h2", form.dataset.result), shown);
  });
})();
