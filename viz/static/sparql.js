"use strict";
// The workbench: completion, errors at their place, history, cancelling; the answer is the server's own page, taken over.
(() => {
  const form = document.getElementById("sparql-form");
  const area = document.getElementById("sparql-query");
  const editor = area.parentElement;
  const result = document.getElementById("sparql-result");
  const words = form.dataset;
  const encoded = (query) => new URLSearchParams({ query });
  document.getElementById("sparql-plain").hidden = true;
  document.getElementById("sparql-keys").hidden = false;

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // Where a place of the text is seen, in pixels within the editor.
  const style = getComputedStyle(area);
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (text) => {
    pen.font = style.font;
    return pen.measureText(text.replaceAll("\t", "  ")).width;
  };
  function pointAt(offset) {
    const before = area.value.slice(0, offset).split("\n");
    const height = parseFloat(style.lineHeight);
    return {
      x: parseFloat(style.paddingLeft) + widthOf(before.at(-1)) - area.scrollLeft,
      y: area.offsetTop + parseFloat(style.paddingTop) + (before.length - 1) * height - area.scrollTop,
      height,
    };
  }

  // Errors: line and column as the server counts them, in characters from 1.
  const wrong = element("div", "", "wrong");
  const said = document.getElementById("sparql-error");
  let fault = null;
  wrong.hidden = true;
  editor.append(wrong);

  function offsetOf({ line, column }) {
    const lines = area.value.split("\n");
    const before = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    return before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  }

  function markFault() {
    wrong.hidden = !fault?.line;
    if (wrong.hidden) return;
    const offset = offsetOf(fault);
    const sign = /^[\w:?$@]+|^./u.exec(area.value.slice(offset))?.[0] ?? " ";
    const { x, y, height } = pointAt(offset);
    const inside = x >= 0 && x < area.clientWidth && y >= area.offsetTop && y + height <= area.offsetTop + area.clientHeight;
    wrong.hidden = !inside;
    Object.assign(wrong.style, { left: `${x}px`, top: `${y}px`, width: `${Math.max(widthOf(sign), 6)}px`, height: `${height}px` });
  }

  function tellFault(found) {
    fault = found;
    area.setAttribute("aria-invalid", String(Boolean(found)));
    said.className = found ? "failure" : "";
    said.replaceChildren();
    if (found?.line) {
      const jump = element("button", words.place.replace("#", found.line).replace("@", found.column));
      jump.type = "button";
      jump.addEventListener("click", () => {
        const offset = offsetOf(found);
        area.focus();
        area.setSelectionRange(offset, offset + 1);
      });
      said.append(jump);
    }
    if (found) said.append(found.detail);
    markFault();
  }

  let checking;
  let waiting;
  async function check() {
    checking?.abort();
    checking = new AbortController();
    if (!area.value.trim()) { tellFault(null); return; }
    try {
      const answer = await fetch(words.check, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: encoded(area.value),
        signal: checking.signal,
      });
      const found = answer.ok ? await answer.json() : {};
      tellFault(found.detail ? found : null);
    } catch { /* the next change asks again */ }
  }

  // Completion: prefixes, classes and properties of the release, its things by name, the query's own variables.
  const KEYWORDS = ("SELECT DISTINCT WHERE OPTIONAL FILTER UNION GROUP BY ORDER BY LIMIT OFFSET VALUES BIND COUNT SUM AVG MIN MAX " +
    "SAMPLE GROUP_CONCAT HAVING CONSTRUCT DESCRIBE ASK PREFIX FROM NAMED GRAPH MINUS EXISTS CONTAINS STRSTARTS LANG STR DESC ASC BOUND COALESCE IF").split(" ");
  const MOST = 40;
  const list = element("ul", "", "completions");
  list.id = "sparql-completions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  editor.append(list);
  for (const [name, value] of [["aria-autocomplete", "list"], ["aria-controls", list.id]]) area.setAttribute(name, value);
  let known;
  let offered = [];
  let at = 0;
  let round = 0;

  const vocabulary = () => (known ??= fetch(words.terms, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { prefixes: {}, terms: [] }))
    .catch(() => { known = undefined; return { prefixes: {}, terms: [] }; }));

  async function things(text) {
    const source = document.getElementById("find").dataset.suggest;
    const answer = await fetch(`${source}${source.includes("?") ? "&" : "?"}q=${encodeURIComponent(text)}`);
    return answer.ok ? (await answer.json()).map(({ iri, label }) => ({ insert: `<${iri}>`, show: label, detail: decodeURI(iri.split("/id/").at(-1)) })) : [];
  }

  const asTerm = (term) => ({
    insert: /^[\w-]+:[\w-]*$/.test(term.name) ? term.name : `<${term.iri}>`,
    show: term.name,
    detail: `${term.label} · ${words[term.kind]} · ${term.uses}`,
  });

  async function candidates(before, asked) {
    const { prefixes, terms } = await vocabulary();
    const declaring = /\bPREFIX\s+([\w-]*)$/i.exec(before);
    if (declaring) {
      const fitting = Object.entries(prefixes).filter(([name]) => name.startsWith(declaring[1]));
      return [declaring[1], fitting.map(([name, iri]) => ({ insert: `${name}: <${iri}>`, show: `${name}:`, detail: iri }))];
    }
    const variable = /[?$]\w*$/.exec(before)?.[0];
    if (variable) {
      const names = new Set(area.value.match(/[?$]\w+/g));
      names.delete(variable);
      return [variable, [...names].filter((name) => name.startsWith(variable)).map((name) => ({ insert: name, show: name, detail: "" }))];
    }
    const prefixed = /(?<![\w-])[a-z][\w-]*:[\w-]*$/i.exec(before)?.[0];
    if (prefixed) {
      const low = prefixed.toLowerCase();
      return [prefixed, terms.filter((term) => term.name.toLowerCase().startsWith(low)).map(asTerm)];
    }
    const word = /[\p{L}\p{N}_]+$/u.exec(before)?.[0] ?? "";
    if (!word && !asked) return ["", []];
    const low = word.toLowerCase();
    const found = [
      ...Object.entries(prefixes).filter(([name]) => word && name.startsWith(low)).map(([name, iri]) => ({ insert: `${name}:`, show: `${name}:`, detail: iri })),
      ...KEYWORDS.filter((name) => word && name.startsWith(word.toUpperCase()) && name !== word.toUpperCase()).map((name) => ({ insert: name, show: name, detail: "" })),
      ...terms.filter((term) => term.label.toLowerCase().includes(low) || term.name.split(":").at(-1).toLowerCase().includes(low)).map(asTerm),
    ];
    const named = /\p{Script=Han}/u.test(word) || (asked && word.length > 1) ? await things(word) : [];
    return [word, /\p{Script=Han}/u.test(word) ? [...found.slice(0, MOST / 2), ...named] : [...found, ...named]];
  }

  function close() {
    round += 1;
    list.hidden = true;
    area.removeAttribute("aria-activedescendant");
  }

  function select(place) {
    at = (place + offered.length) % offered.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", list.children[at].id);
  }

  async function complete(asked) {
    const mine = ++round;
    const [typed, found] = await candidates(area.value.slice(0, area.selectionStart), asked);
    if (mine !== round) return;
    offered = found.slice(0, MOST).map((item) => ({ ...item, typed }));
    if (!offered.length) { close(); return; }
    list.replaceChildren(...offered.map((item, place) => {
      const line = element("li");
      line.id = `sparql-completion-${place}`;
      line.setAttribute("role", "option");
      line.append(element("span", item.show), element("span", item.detail, "detail"));
      line.addEventListener("mousedown", (event) => { event.preventDefault(); accept(place); });
      return line;
    }));
    list.hidden = false;
    const { x, y, height } = pointAt(area.selectionStart - typed.length);
    Object.assign(list.style, { top: `${y + height}px`, left: `${Math.max(0, Math.min(x, area.clientWidth - list.offsetWidth))}px` });
    select(0);
  }

  function accept(place) {
    const { insert, typed } = offered[place];
    const end = area.selectionStart;
    close();
    area.setRangeText(insert, end - typed.length, end, "end");
    changed();
  }

  function changed() {
    fault = null;
    wrong.hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(check, 600);
  }

  area.addEventListener("input", (event) => {
    changed();
    const typed = event.inputType?.startsWith("insert") && !/\s/.test(area.value[area.selectionStart - 1] ?? " ");
    if (typed && !event.isComposing) complete(false); else close();
  });
  area.addEventListener("compositionend", () => complete(false));
  area.addEventListener("scroll", () => { markFault(); close(); });
  area.addEventListener("blur", close);
  area.addEventListener("focus", vocabulary, { once: true });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      complete(true);
    } else if (!list.hidden) {
      const moved = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (moved) select(at + moved);
      else if (event.key === "Enter" || event.key === "Tab") accept(at);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    }
  });

  // History: the last queries, in this browser.
  const KEPT = 30;
  const KEY = "zeren-queries";
  const past = document.getElementById("sparql-history");
  function remembered() {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
  }
  function keep(entries) {
    try { localStorage.setItem(KEY, JSON.stringify(entries.slice(0, KEPT))); } catch { /* storage is refused */ }
    showPast();
  }
  function showPast() {
    const entries = remembered();
    past.hidden = !entries.length;
    past.querySelector("ol").replaceChildren(...entries.map(({ query, said: line }) => {
      const item = element("li");
      const bare = query.split("\n").filter((row) => !/^\s*(PREFIX\b|#|$)/i.test(row)).join(" ");
      const button = element("button", bare.slice(0, 90) || query.slice(0, 90));
      button.type = "button";
      button.title = query;
      button.addEventListener("click", () => { area.value = query; area.focus(); changed(); });
      item.append(button, element("p", line, "note"));
      return item;
    }));
  }
  past.querySelector("p button").addEventListener("click", () => keep([]));
  function remember(query) {
    const line = result.querySelector(".note")?.textContent ?? "";
    keep([{ query, said: `${new Date().toLocaleString()} · ${line}` }, ...remembered().filter((entry) => entry.query !== query)]);
  }
  showPast();

  // Running: the page that the server makes of the query, whose answer is put here; the server ends what is cancelled.
  const cancel = document.getElementById("sparql-cancel");
  let running;
  cancel.addEventListener("click", () => running?.abort());

  function takeOver(page) {
    const answer = new DOMParser().parseFromString(page, "text/html").getElementById("sparql-result");
    if (!answer) return false;
    result.replaceChildren(...answer.childNodes);
    result.dispatchEvent(new Event("zeren:shown", { bubbles: true }));
    const alarm = result.querySelector("[data-line]");
    fault = alarm ? { line: Number(alarm.dataset.line), column: Number(alarm.dataset.column), detail: "" } : null;
    area.setAttribute("aria-invalid", String(Boolean(fault)));
    said.replaceChildren();
    said.className = "";
    markFault();
    return true;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    close();
    clearTimeout(waiting);
    checking?.abort();
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const query = area.value;
    const address = `?${new URLSearchParams(new FormData(form))}`;
    if (address.length < 16000 && address !== location.search) history.pushState(null, "", address);
    result.replaceChildren(element("p", words.running, "note"));
    cancel.hidden = false;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "text/html" }, body: encoded(query), signal });
      if (!takeOver(await answer.text())) result.replaceChildren(element("p", words.failed, "failure"));
      else if (answer.ok) remember(query);
    } catch {
      result.replaceChildren(element("p", signal.aborted ? words.cancelled : words.failed, signal.aborted ? "note" : "failure"));
    }
    cancel.hidden = true;
  });
  window.addEventListener("popstate", () => location.reload());

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    getSelection().selectAllChildren(source);
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      document.execCommand("copy"); // where the page is not served over TLS
    }
    button.textContent = words.copied;
  });
  if (result.querySelector("[data-line]")) {
    const { line, column } = result.querySelector("[data-line]").dataset;
    fault = { line: Number(line), column: Number(column), detail: "" };
    markFault();
  }
})();
