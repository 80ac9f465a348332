/* Fields with a search in them: the box that stands for the field (select2) gets the field's name, and signs a role. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  let count = 0;

  /* The label of a field, as an attribute: by its element where there is one, else by its words. */
  function nameOf(field) {
    const label = field.labels && field.labels[0];
    if (!label) return ["aria-label", field.getAttribute("aria-label")];
    if (!label.id) label.id = `named-choice-${(count += 1)}`;
    return ["aria-labelledby", label.id];
  }

  function give(field, box) {
    const [attribute, name] = nameOf(field);
    if (!name) return;
    const shown = box.querySelector(".select2-selection__rendered");
    const combobox = box.querySelector(".select2-selection[role=combobox]");
    const search = box.querySelector(".select2-search__field");
    if (shown) shown.setAttribute(attribute, name);
    if (search) search.setAttribute(attribute, name);
    // Its value is read after its name.
    if (combobox) combobox.setAttribute(attribute, attribute === "aria-label" ? name : `${name} ${shown ? shown.id : ""}`.trim());
    if (combobox && attribute === "aria-label") combobox.removeAttribute("aria-labelledby");
  }

  function giveAll() {
    document.querySelectorAll("select.select2-hidden-accessible").forEach((field) => {
      const box = field.nextElementSibling;
      if (!box || !box.matches(".select2-container") || box.dataset.isNamed) return;
      box.dataset.isNamed = "yes";
      give(field, box);
    });
    // The sign beside a box that filters a list: its name needs something to be the name of.
    document.querySelectorAll("span.help-tooltip[aria-label]:not([role])").forEach((sign) => sign.setAttribute("role", "img"));
    // The search of an opened list stands at the end of the page.
    document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])").forEach((search) => {
      const opened = document.querySelector(".select2-container--open [aria-controls], .select2-container--open [aria-owns]");
      const field = opened && opened.closest(".select2-container").previousElementSibling;
      const label = field && ((field.labels && field.labels[0] && field.labels[0].textContent) || field.getAttribute("aria-label"));
      if (label) search.setAttribute("aria-label", label.trim());
    });
  }

  new MutationObserver(giveAll).observe(document.body, { childList: true, subtree: true });
  giveAll();
});
