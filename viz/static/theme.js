"use strict";
// The reader's choice of light or dark, before the page is drawn; without one, the system's holds.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("zeren-theme"); } catch { /* storage is refused: the system's choice holds */ }
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
