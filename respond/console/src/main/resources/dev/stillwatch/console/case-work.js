// SPDX-License-Identifier: Apache-2.0
"use strict";

// Goes on to the next case after a decision where one wants that, and leaves alone what one is filling in.
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
  actions.addEventListener("input", () => { touched = true; });
  const busy = () => touched || actions.querySelector(".preview") !== null;

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const byNews = event.detail.requestConfig.triggeringEvent?.type === "sse:cases";
    if (event.detail.elt !== actions || !byNews || !busy()) return;
    // A line within tells that the case changed, and leads to its new state.
    event.preventDefault();
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (!actions.contains(event.detail.elt) && event.detail.target !== actions) return;
    touched = false;
    const { verb, path } = event.detail.requestConfig;
    const worked = actions.querySelector(".worked[role=status]") !== null;
    if (verb === "post" && DECIDES.test(path) && worked && goOn?.checked) location.assign(next.href);
  });
})();
