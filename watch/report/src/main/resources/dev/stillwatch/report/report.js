"use strict";
// Shared facts: pointing at one, or reaching it by keyboard, lights its bands.
for (const picture of document.querySelectorAll(".cohort svg")) {
  const light = (fact) => {
    picture.classList.toggle("lit", fact !== null);
    for (const part of picture.querySelectorAll("[data-fact]")) {
      part.classList.toggle("on", fact !== null && part.dataset.fact === fact);
    }
  };
  for (const fact of picture.querySelectorAll(".fact")) {
    fact.addEventListener("pointerenter", () => light(fact.dataset.fact));
    fact.addEventListener("pointerleave", () => light(null));
    fact.addEventListener("focus", () => light(fact.dataset.fact));
    fact.addEventListener("blur", () => light(null));
  }
}
// Members: show the rows that contain what is typed.
for (const input of document.querySelectorAll("input[data-rows]")) {
  const rows = [...document.getElementById(input.dataset.rows).rows];
  const label = input.closest("label");
  label.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    label.querySelector("[role=status]").textContent = wanted === "" ? "" : shown + " shown";
  });
}
