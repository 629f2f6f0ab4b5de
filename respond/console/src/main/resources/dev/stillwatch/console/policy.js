// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  // A file chosen is read into the field that would be pasted into; nothing is sent before the form is.
  const chooser = document.querySelector("[data-into]");
  if (chooser === null) return;
  const field = document.getElementById(chooser.dataset.into);
  const said = document.getElementById(chooser.dataset.says);
  chooser.closest("[hidden]").hidden = false;
  const most = Number(chooser.dataset.most);
  field.form.addEventListener("submit", (event) => {
    if (new Blob([field.value]).size <= most) return;
    event.preventDefault();
    said.textContent = "The pack is too long to try here; use stillwatch policy preview.";
  });
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (file === undefined) return;
    if (file.size > most) {
      said.textContent = "The file is too long to try here; use stillwatch policy preview.";
      chooser.value = "";
      return;
    }
    field.value = await file.text();
    said.textContent = "";
  });
})();
