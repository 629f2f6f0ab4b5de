// SPDX-License-Identifier: Apache-2.0
"use strict";

// Goes on to the next case after a decision where one wants that, shows what others did to the case, and leaves alone what
// one is filling in.
(() => {
  const actions = document.getElementById("actions");
  const next = document.getElementById("next-case");
  const goOn = document.getElementById("go-on");
  const DECIDES = /\/(actions|approve|findings|close)(\?|$)/;
  const KEY = "stillwatch.go-on";

  if (goOn !== null) {
    goOn.checked = localStorage.getItem(KEY) === "yes";
    goOn.closest("label").hidden = false;
    goOn.addEventListener("change", () => localStorage.setItem(KEY, goOn.checked ? "yes" : "no"));
  }

  let touched = false;
  let touches = 0;
  const touch = () => {
    touched = true;
    touches += 1;
  };
  actions.addEventListener("input", touch);
  const busy = () => touched || actions.querySelector(".preview") !== null;

  // What is fetched may come back after somebody began to fill in a form, or even after that form was answered.
  const fetchedFor = new WeakMap();
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, xhr, requestConfig } = event.detail;
    if (elt !== actions) {
      if (requestConfig.verb === "post" && actions.contains(elt)) touch();
      return;
    }
    if (requestConfig.triggeringEvent?.type === "changed") fetchedFor.set(xhr, touches);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (fetchedFor.has(xhr) && fetchedFor.get(xhr) !== touches) event.detail.shouldSwap = false;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const { elt, target, requestConfig } = event.detail;
    if (target.matches(".news")) {
      // The line is empty if only other cases changed; where somebody is busy it stays, and leads to the new state.
      if (target.textContent.trim() !== "" && !busy()) actions.dispatchEvent(new CustomEvent("changed"));
      return;
    }
    if (!actions.contains(elt) && target !== actions) return;
    touched = false;
    const { verb, path } = requestConfig;
    const worked = actions.querySelector(".worked[role=status]") !== null;
    if (verb === "post" && DECIDES.test(path) && worked && goOn?.checked) location.assign(next.href);
  });
})();
