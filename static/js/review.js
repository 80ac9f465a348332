/* The review screen by keyboard. Everything here is also done by links, buttons and forms that work without it. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const desk = document.getElementById("desk-review");
  if (!desk) return;
  const source = desk.querySelector(".desk-left");
  const help = document.getElementById("desk-help");
  const keysOn = document.getElementById("desk-keys-on");
  const cards = () => [...desk.querySelectorAll("article.desk-item")];
  let current = null;
  desk.classList.add("desk-scripted");

  /* --- Which proposal is the current one: its card has the focus, its words are in view -------------------------- */
  function select(card, { focus = true } = {}) {
    if (!card) return;
    if (current) current.removeAttribute("aria-current");
    current = card;
    card.setAttribute("aria-current", "true");
    if (focus) card.focus({ preventScroll: true });
    card.closest(".desk-entry").scrollIntoView({ block: "nearest" });
    showWords(card.dataset.number);
  }

  function showWords(number) {
    desk.querySelectorAll(".desk-here").forEach((part) => part.classList.remove("desk-here"));
    const parts = [...desk.querySelectorAll("[data-numbers]")].filter((part) =>
      part.dataset.numbers.split(", ").includes(number));
    parts.forEach((part) => part.classList.add("desk-here"));
    if (!parts.length || getComputedStyle(source).overflowY !== "auto") return;
    const [words, pane] = [parts[0].getBoundingClientRect(), source.getBoundingClientRect()];
    if (words.top < pane.top + 40 || words.bottom > pane.bottom - 40) {
      source.scrollTop += words.top - pane.top - pane.height / 3;
    }
  }

  const isOpen = (card) => card.dataset.status === "open" && !card.classList.contains("desk-is-waiting");

  function step(by, { openOnly = false } = {}) {
    const all = cards();
    const from = all.indexOf(current);
    const rest = by > 0 ? [...all.slice(from + 1), ...(openOnly ? all.slice(0, from) : [])] : all.slice(0, Math.max(from, 0)).reverse();
    select(openOnly ? rest.find(isOpen) || current : rest[0] || current);
  }

  /* --- Single keys ----------------------------------------------------------------------------------------------- */
  const STORED = "desk-single-keys";
  keysOn.checked = localStorage.getItem(STORED) !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem(STORED, keysOn.checked ? "on" : "off"));

  const isField = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");
  const part = (key) => current && current.querySelector(`[data-key="${CSS.escape(key)}"]`);

  function press(key) {
    const element = part(key);
    if (!element) return false;
    if (element.matches("input")) element.focus();
    else element.click();
    return true;
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    u: () => document.getElementById("desk-undo").click(),
    n: () => addFromSelection(),
    p: () => document.getElementById("desk-publication").click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !desk.contains(document.activeElement)) return;
    if (event.key === "Escape") return leaveField();
    if (!keysOn.checked || isField(event.target) || help.open) return;
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    } else if ("aerhs2[]{}".includes(event.key) && press(event.key)) {
      event.preventDefault();
    }
  });

  function leaveField() {
    const cancel = current && current.querySelector("[data-cancel]");
    if (cancel) cancel.click();
    else select(document.activeElement.closest("article.desk-item") || current);
  }

  desk.addEventListener("focusin", (event) => {
    const card = event.target.closest("article.desk-item");
    if (card && card !== current) select(card, { focus: false });
  });

  desk.addEventListener("click", (event) => {
    const card = event.target.closest("article.desk-item");
    if (card && !event.target.closest("a, button, input, select, textarea, label, summary")) select(card);
    const number = event.target.closest(".desk-left [data-number], .desk-left mark");
    if (!number || !window.getSelection().isCollapsed) return;
    event.preventDefault();
    const wanted = number.dataset.number || number.dataset.numbers.split(", ").at(-1);
    select(cards().find((one) => one.dataset.number === wanted));
  });

  const opener = document.getElementById("desk-help-open");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  help.addEventListener("close", () => select(current));

  /* --- Words of the text: the browser counts in other units, so it counts code points within one segment ---------- */
  function selection() {
    const chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    let words = "";
    let start = null;
    for (const segment of source.querySelectorAll("[data-start]")) {
      const node = segment.firstChild;
      if (!node || !range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.length;
      if (to <= from) continue;
      if (start === null) start = Number(segment.dataset.start) + [...node.data.slice(0, from)].length;
      words += node.data.slice(from, to);
    }
    return words.trim() ? { words, start } : null;
  }

  function addFromSelection() {
    const form = document.getElementById("desk-add");
    const chosen = selection();
    form.open = true;
    const field = (name) => form.querySelector(`[name="new-${name}"]`);
    if (chosen) {
      field("words").value = chosen.words;
      field("start").value = chosen.start;
    }
    field(chosen ? "kind" : "words").focus();
  }

  /* --- Decisions: sent by htmx, kept in the outbox where that fails ------------------------------------------------ */
  const decision = (event) => event.detail.elt && event.detail.elt.closest("[data-decide]");

  desk.addEventListener("htmx:configRequest", (event) => {
    if (!decision(event) || window.deskOutbox.isEmpty()) return;
    event.preventDefault();
    keep(event.detail.path, event.detail.parameters, event.detail.elt);
  });

  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    desk.addEventListener(failure, (event) => {
      if (!decision(event)) return;
      const { path, parameters } = event.detail.requestConfig;
      keep(path, parameters, event.detail.elt);
    });
  }

  function keep(path, parameters, element) {
    const card = element.closest("article.desk-item");
    window.deskOutbox.add(path, { ...parameters }, card.dataset.proposal);
    step(1, { openOnly: true });
  }

  // Refusals come with the card as it was typed; anything that is no card, such as a page to log in on, stays out.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!desk.contains(event.detail.target)) return;
    event.detail.shouldSwap = Boolean(event.detail.xhr.getResponseHeader("Desk-Card"));
    event.detail.isError = false;
    if (!event.detail.shouldSwap && event.detail.xhr.status !== 204 && decision(event)) {
      const { path, parameters } = event.detail.requestConfig;
      keep(path, parameters, event.detail.elt);
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const entry = event.detail.elt.closest && event.detail.elt.closest(".desk-entry");
    if (!entry || !desk.contains(entry)) return;
    const card = entry.querySelector("article.desk-item");
    const wasCurrent = !current || !current.isConnected;
    if (!wasCurrent) return showWords(current.dataset.number);
    current = card;
    const wrong = card.querySelector(".errors select, .errors input, .errors textarea");
    const isDecision = event.detail.requestConfig && event.detail.requestConfig.elt.closest("[data-decide]");
    if (wrong) return wrong.focus();
    if (card.querySelector("[role=alert]")) return select(card);
    if (isDecision && !event.detail.requestConfig.elt.matches("[data-key]")) return step(1, { openOnly: true });
    select(card);
    const first = card.querySelector(".desk-grid select, .desk-grid input, .desk-split input");
    if (first && event.detail.requestConfig && event.detail.requestConfig.verb === "get") emptyOr(first).focus();
  });

  /* The first field that waits for an answer, else the first. */
  function emptyOr(first) {
    const fields = [...current.querySelectorAll(".desk-grid select, .desk-grid input[type=text]")];
    return fields.find((field) => field.required && !field.value) || first;
  }

  /* --- What is typed is kept by the server after each pause --------------------------------------------------------- */
  const timers = new Map();
  const send = (form) => fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});

  desk.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => { timers.delete(form); if (form.isConnected) send(form); }, 500));
  });
  window.addEventListener("pagehide", () => timers.forEach((timer, form) => { if (form.isConnected) send(form); }));

  /* --- Filters at once, and a sign of life ------------------------------------------------------------------------- */
  desk.querySelectorAll(".desk-filters select").forEach((field) =>
    field.addEventListener("change", () => field.form.requestSubmit()));

  let worked = true;
  ["keydown", "pointerdown"].forEach((sign) => desk.addEventListener(sign, () => { worked = true; }));
  setInterval(() => {
    if (!worked) return;
    worked = false;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    fetch(desk.dataset.heartbeat, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => {});
  }, 180000);

  // After the page is loaded: until then the browser moves the focus to where the address points.
  function begin() {
    const asked = location.hash && document.getElementById(location.hash.slice(1))?.querySelector("article.desk-item");
    select(asked || cards().find(isOpen) || cards()[0]);
    const editing = current && new URLSearchParams(location.search).get("edit") === current.dataset.proposal;
    if (editing) {
      const first = current.querySelector(".desk-grid select, .desk-grid input");
      if (first) emptyOr(first).focus();
    }
  }
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", () => setTimeout(begin));
});
