// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  // A refusal goes away when something else works.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) document.getElementById("refusal").replaceChildren();
  });

  // data-key="x" on a link or button: pressing x is the same as pressing it.
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const bound = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (bound === null) return;
    event.preventDefault();
    bound.focus();
    bound.click();
  });
})();
