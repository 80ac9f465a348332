/* The field that asks for the focus gets it once the skin has drawn the page: before that no browser may give it. */
"use strict";

window.addEventListener("load", () => setTimeout(() => {
  const first = document.querySelector("[autofocus]");
  if (first && (!document.activeElement || document.activeElement === document.body)) first.focus();
}));
