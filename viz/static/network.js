"use strict";
// Draws the network of #network-data. Text from documents reaches the page through textContent only.
(() => {
  const { nodes, edges, options, order, words, expand, begin } = JSON.parse(document.getElementById("network-data").textContent);
  const canvas = document.getElementById("network-canvas");
  const panel = document.getElementById("network-panel");
  const nodeOf = new Map(nodes.map((node) => [node.id, node]));
  const edgesOf = new Map(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    edgesOf.get(edge.from).push(edge);
    if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
  }

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const fontSizes = new Map(); // of landmarks; every other name is as large as the options say

  // Marks are filled with their kind's colour, shapes that hold their label mostly outlined with it.
  function dressed(node) {
    const [ink, paper] = [variable("--ink"), variable("--paper")];
    const chosen = { background: node.filled ? node.color : variable("--sheet"), border: ink };
    const background = node.filled ? node.color : paper;
    return {
      ...node,
      color: { background, border: node.color, highlight: chosen, hover: chosen },
      font: {
        ...(node.holdsLabel
          ? { color: node.filled ? "#fff" : ink, strokeWidth: 0 }
          : { color: ink, strokeColor: paper }),
        size: fontSizes.get(node.id) ?? options.nodes.font.size,
      },
      borderWidth: node.holdsLabel ? 2 : 1,
      shapeProperties: { borderRadius: node.filled ? 5 : 0 },
    };
  }

  const nodeSet = new vis.DataSet(nodes.map(dressed));
  const edgeSet = new vis.DataSet(edges);
  const boxes = [...document.querySelectorAll(".legend input[type=checkbox]")];
  const meaning = (box) => Object.entries(box.dataset)[0];
  const off = { kind: new Set(), relation: new Set(), basis: new Set() };
  for (const box of boxes.filter((one) => !one.checked)) off[meaning(box)[0]].add(meaning(box)[1]);
  const shownNodes = new vis.DataView(nodeSet, { filter: (node) => !off.kind.has(node.kind) });
  const shownEdges = new vis.DataView(edgeSet, {
    filter: (edge) => !off.relation.has(edge.kind) && !off.basis.has(edge.basis),
  });
  const network = new vis.Network(canvas, { nodes: shownNodes, edges: shownEdges }, options);
  window.network = network;
  dark.addEventListener("change", () => nodeSet.update(nodes.map(dressed)));

  // Landmarks keep a legible name however small the rest is drawn: policies, then what most edges lead to, while
  // there is room between their names.
  const LEGIBLE = 13; // pixels on the screen
  const MOST_LANDMARKS = 30;
  const width = (row) => [...row].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 1 : 0.6), 0);

  function landmarksAt(scale) {
    const rank = (node) => (node.kind === "policy" ? nodes.length : 0) + edgesOf.get(node.id).length;
    const taken = [];
    const chosen = [];
    for (const node of [...nodes].sort((one, other) => rank(other) - rank(one))) {
      if (chosen.length === MOST_LANDMARKS || rank(node) < 2) break;
      const rows = node.label.split("\n");
      const room = {
        x: node.x * scale,
        y: node.y * scale + (node.holdsLabel ? 0 : LEGIBLE),
        width: (Math.max(...rows.map(width)) + 1) * LEGIBLE,
        height: (rows.length + 1) * LEGIBLE * 1.2,
      };
      const touches = (other) =>
        Math.abs(room.x - other.x) * 2 < room.width + other.width &&
        Math.abs(room.y - other.y) * 2 < room.height + other.height;
      if (taken.some(touches)) continue;
      taken.push(room);
      chosen.push(node);
    }
    return chosen;
  }

  let landmarks;
  let drawnAt;
  network.on("afterDrawing", () => {
    const scale = network.getScale();
    if (scale === drawnAt) return;
    drawnAt = scale;
    landmarks ??= landmarksAt(scale);
    for (const node of landmarks) fontSizes.set(node.id, Math.max(options.nodes.font.size, LEGIBLE / scale));
    nodeSet.update(landmarks.map(dressed));
  });

  // What is ticked is part of the address, so that it can be kept, sent and gone back to.
  const form = document.getElementById("network-filters");
  const drawn = { kind: new Set(nodes.map((node) => node.kind)), relation: new Set(edges.map((edge) => edge.kind)) };

  function keepAddress() {
    const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    history.replaceState(null, "", `?${wanted}`);
    for (const link of document.querySelectorAll("a[data-selection]")) link.search = wanted;
  }

  for (const box of boxes) {
    box.addEventListener("change", () => {
      const [what, name] = meaning(box);
      if (form && what !== "basis") {
        keepAddress();
        if (box.checked && !drawn[what].has(name)) { form.requestSubmit(); return; } // only the server has them
      }
      off[what][box.checked ? "delete" : "add"](name);
      (what === "kind" ? shownNodes : shownEdges).refresh();
    });
  }

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function leading(text, address) {
    const link = element("a", text);
    link.href = address;
    return link;
  }

  function source(item) {
    const line = element("p", [item.policy, item.path].filter(Boolean).join(" · "), "soft");
    if (item.href) line.append(line.textContent ? " " : "", leading(words.source, item.href));
    return line.textContent ? [line] : [];
  }

  function evidence(item) {
    return item.quote ? [element("blockquote", item.quote), ...source(item)] : source(item);
  }

  function nodeButton(id) {
    const button = element("button", nodeOf.get(id).name);
    button.type = "button";
    button.addEventListener("click", () => choose(id));
    return button;
  }

  function relationItem(edge, other) {
    const item = element("li");
    item.append(nodeButton(other));
    if (edge.basis === "inferred") item.append(element("span", words.inferred, "basis basis-inferred"));
    item.append(...evidence(edge));
    return item;
  }

  function describeNode(id) {
    const node = nodeOf.get(id);
    panel.replaceChildren(element("h2", node.name), element("p", words.kinds[node.kind], "soft"));
    for (const [label, text] of [[words.policy, node.policy], [words.path, node.path], ["", node.detail]]) {
      if (text) panel.append(element("p", label ? `${label}: ${text}` : text));
    }
    if (node.quote) panel.append(element("blockquote", node.quote));
    const ways = element("p", "", "ways");
    if (node.href) ways.append(leading(words.open, node.href));
    if (begin) ways.append(leading(words.begin, begin + encodeURIComponent(id)));
    if (expand && node.leftOut) {
      ways.append(leading(words.expand.replace("#", node.leftOut), expand + encodeURIComponent(id)));
    }
    if (ways.childElementCount) panel.append(ways);
    const groups = new Map();
    for (const edge of edgesOf.get(id)) {
      const outward = edge.from === id;
      const title = outward ? edge.relation : edge.inverse;
      if (!groups.has(title)) groups.set(title, { kind: edge.kind, items: [] });
      groups.get(title).items.push(relationItem(edge, outward ? edge.to : edge.from));
    }
    const ranked = [...groups].sort(([, one], [, other]) => order.indexOf(one.kind) - order.indexOf(other.kind));
    for (const [title, { kind, items }] of ranked) {
      const heading = element("h3");
      heading.append(element("span", `${title} (${items.length})`, `role role-${kind}`));
      const list = element("ul");
      list.append(...items);
      panel.append(heading, list);
    }
    if (!groups.size) panel.append(element("p", words.no_edges, "soft"));
    panel.scrollTop = 0;
  }

  function describeEdge(id) {
    const edge = edgeSet.get(id);
    const title = element("h2");
    title.append(element("span", edge.relation, `role role-${edge.kind}`));
    const ends = element("ul");
    for (const end of [edge.from, edge.to]) {
      const item = element("li");
      item.append(nodeButton(end), element("span", ` ${words.kinds[nodeOf.get(end).kind]}`, "soft"));
      ends.append(item);
    }
    panel.replaceChildren(title, ends);
    if (edge.basis === "inferred") panel.append(element("p", words.inferred_note, "basis-inferred"));
    panel.append(...(edge.quote || edge.href ? evidence(edge) : [element("p", words.no_quote, "soft")]));
    panel.scrollTop = 0;
  }

  function choose(id) {
    if (shownNodes.get(id)) {
      network.selectNodes([id]);
      network.focus(id, { scale: Math.max(network.getScale(), 0.9) });
    }
    describeNode(id);
  }

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) describeNode(node);
    else if (edge !== undefined) describeEdge(edge);
    else panel.replaceChildren(element("p", words.hint, "soft"));
  });
  panel.replaceChildren(element("p", words.hint, "soft"));

  // A node under the keyboard: the drawing is one stop, arrows go from node to node, Enter tells what it is.
  let at = -1;
  canvas.tabIndex = 0;
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const shown = nodes.filter((node) => shownNodes.get(node.id));
    if (event.key === "Enter" && shown[at]) panel.focus();
    if (!step || !shown.length) return;
    event.preventDefault();
    at = (at + step + shown.length) % shown.length;
    choose(shown[at].id);
  });

  // The drawing as it is seen, on paper of its own: the canvas itself is transparent.
  document.getElementById("network-png").addEventListener("click", () => {
    const seen = canvas.querySelector("canvas");
    const picture = document.createElement("canvas");
    [picture.width, picture.height] = [seen.width, seen.height];
    const pen = picture.getContext("2d");
    pen.fillStyle = variable("--paper");
    pen.fillRect(0, 0, picture.width, picture.height);
    pen.drawImage(seen, 0, 0);
    picture.toBlob((file) => {
      const link = element("a");
      link.href = URL.createObjectURL(file);
      link.download = `${words.png}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });

  document.getElementById("network-fit").addEventListener("click", () => network.fit());
  document.getElementById("network-search").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    if (!wanted) return;
    const found = nodes.filter((node) => node.name.toLowerCase().includes(wanted));
    const list = element("ul");
    for (const node of found.slice(0, 30)) {
      const item = element("li");
      item.append(nodeButton(node.id), element("span", ` ${words.kinds[node.kind]}`, "soft"));
      list.append(item);
    }
    const title = found.length ? `${words.found} ${found.length}` : words.nothing;
    panel.replaceChildren(element("p", title, "soft"), list);
  });
})();
