"use strict";
// A document with its facts: a click on a highlight shows what rests on it, an address with a place shows that place.
(() => {
  const page = document.getElementById("document");
  const marks = [...page.querySelectorAll(".fulltext .marked")];
  const entries = [...page.querySelectorAll(".entry")];
  const entriesOf = (mark) => mark.dataset.entries.split(" ").map((number) => entries[Number(number)]);
  page.classList.add("scripted");

  function show(chosen) {
    for (const entry of entries) entry.classList.toggle("chosen", chosen.includes(entry));
    for (const mark of marks) mark.classList.toggle("chosen", entriesOf(mark).some((entry) => chosen.includes(entry)));
  }

  function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (name.startsWith("at-")) show(entries.filter((entry) => entry.dataset.at === name));
    else if (name.startsWith("entry-")) show(entries.filter((entry) => entry.id === name));
  }

  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const chosen = entriesOf(mark);
      history.replaceState(null, "", `#${chosen[chosen.length - 1].dataset.at}`);
      show(chosen);
    });
  }
  for (const box of document.querySelectorAll("[data-mark]")) {
    box.addEventListener("change", () => page.classList.toggle(`hide-${box.dataset.mark}`, !box.checked));
  }
  window.addEventListener("hashchange", follow);
  follow();
})();
