// SPDX-License-Identifier: Apache-2.0
"use strict";
(() => {
  // A link that ends in #token=... fills the form in. Browsers send that part of an address to nobody. The button is left
  // to a person: a link from elsewhere must not sign somebody in as somebody else unseen.
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return;
  history.replaceState(null, "", location.pathname);
  const form = document.querySelector("form.sign-in");
  form.elements.namedItem("token").value = token;
  form.querySelector("button").focus();
})();
