// SPDX-License-Identifier: Apache-2.0
"use strict";

// Work through the queue by keys, and keep what one is doing while the list changes underneath.
(() => {
  const list = document.getElementById("queue-list");
  const rows = () => [...list.querySelectorAll("tr[data-case]")];
  const boxes = () => [...list.querySelectorAll("input[name=id]")];
  const here = () => {
    const at = document.activeElement === null ? null : document.activeElement.closest("tr[data-case]");
    return at !== null && list.contains(at) ? at : null;
  };

  const go = (row) => {
    const link = row.querySelector("a.open");
    link.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    if (all.length === 0) return;
    const row = here();
    const next = row === null ? (by > 0 ? 0 : all.length - 1) : all.indexOf(row) + by;
    go(all[Math.min(Math.max(next, 0), all.length - 1)]);
  };
  const press = (row, what) => {
    const button = row.querySelector(`button[data-does="${what}"]`);
    if (button !== null) button.click();
  };
  const pick = (all, checked) => {
    for (const box of all) box.checked = checked;
    count();
  };
  const count = () => {
    const all = boxes();
    const picked = all.filter((box) => box.checked).length;
    const words = document.getElementById("picked");
    if (words !== null) words.textContent = picked === 1 ? "1 case selected" : `${picked} cases selected`;
    const head = document.getElementById("pick-all");
    if (head !== null) {
      head.checked = picked > 0 && picked === all.length;
      head.indeterminate = picked > 0 && picked < all.length;
    }
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => here()?.querySelector("a.open").click(),
    x: () => {
      const box = here()?.querySelector("input[name=id]");
      if (box) pick([box], !box.checked);
    },
    a: () => pick(boxes(), !boxes().every((box) => box.checked)),
    c: () => here() && press(here(), "c"),
    u: () => here() && press(here(), "u"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A checkbox of the list takes no letters, so keys work on it too.
    const target = event.target;
    if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null) return;
    if (event.key === "Enter" && target.matches("input[name=id]")) {
      // It would send the form, which nobody means who stands on a case.
      event.preventDefault();
      keys.o();
      return;
    }
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  list.addEventListener("change", (event) => {
    if (event.target.id === "pick-all") pick(boxes(), event.target.checked);
    else count();
  });

  // What the list is swapped for comes without what one has selected, and where one is.
  let kept = null;
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== list || !event.detail.shouldSwap) return;
    const decided = event.detail.pathInfo.requestPath.endsWith("/bulk");
    const row = here();
    const scroll = list.querySelector(".scroll");
    kept = {
      picked: decided ? [] : boxes().filter((box) => box.checked).map((box) => box.value),
      focus: list.contains(document.activeElement) ? document.activeElement.id : "",
      row: row === null ? -1 : rows().indexOf(row),
      left: scroll === null ? 0 : scroll.scrollLeft,
    };
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== list || kept === null) return;
    for (const id of kept.picked) {
      const box = document.getElementById(`pick-${id}`);
      if (box !== null) box.checked = true;
    }
    const scroll = list.querySelector(".scroll");
    if (scroll !== null) scroll.scrollLeft = kept.left;
    if (kept.focus !== "" || kept.row >= 0) {
      const same = kept.focus === "" ? null : document.getElementById(kept.focus);
      const all = rows();
      if (same !== null) same.focus({ preventScroll: true });
      else if (kept.row >= 0 && all.length > 0) {
        all[Math.min(kept.row, all.length - 1)].querySelector("a.open").focus({ preventScroll: true });
      }
    }
    kept = null;
    count();
  });
  count();
})();
