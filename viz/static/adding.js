"use strict";
// Documents are sent one by one, each with its progress and its result; files may be dropped on the form.
(() => {
  const form = document.getElementById("adding");
  const input = document.getElementById("document");
  const drop = form.querySelector(".drop");
  const list = document.getElementById("sending");
  const words = form.dataset;

  function line(name) {
    const item = document.createElement("li");
    const progress = document.createElement("progress");
    const state = document.createElement("span");
    progress.max = 1;
    progress.value = 0;
    progress.setAttribute("aria-label", name);
    item.append(`${name} `, progress, " ", state);
    list.append(item);
    return { progress, state };
  }

  function send(file) {
    const { progress, state } = line(file.name);
    const body = new FormData();
    body.append("csrf", form.elements.csrf.value);
    body.append("document", file);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      const end = (text, noted) => { progress.value = 1; state.textContent = text; done(noted); };
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        progress.value = loaded / total;
        state.textContent = loaded < total ? words.sending.replace("#", Math.floor((100 * loaded) / total)) : words.reading;
      });
      request.addEventListener("load", () => {
        let answer = null;
        try { answer = JSON.parse(request.responseText); } catch { /* no JSON: something between us and zeren answered */ }
        if (request.status !== 200 || !Array.isArray(answer)) end(answer?.detail ?? words.failed, false);
        else end(answer[0].refused || words.read, true);
      });
      request.addEventListener("error", () => end(words.failed, false));
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    list.replaceChildren();
    let noted = true;
    for (const file of [...input.files]) noted = (await send(file)) && noted;
    button.disabled = false;
    if (noted) location.reload(); // the list below says what became of each
  });

  for (const kind of ["dragenter", "dragover"]) {
    drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    input.files = event.dataTransfer.files;
  });
})();
