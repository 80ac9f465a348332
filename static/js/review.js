/* The review screen by keyboard. Everything here is also done by links, buttons and forms that work without it. */
"use strict";

/* Keys pressed while the page still comes in: this file is read before anything else, so that none of them is lost. */
const desksFirstKeys = [];
function keepFirstKey(event) {
  if (!event.ctrlKey && !event.altKey && !event.metaKey && event.target === document.body) desksFirstKeys.push(event.key);
}
document.addEventListener("keydown", keepFirstKey);

document.addEventListener("DOMContentLoaded", () => {
  document.removeEventListener("keydown", keepFirstKey);
  const desk = document.getElementById("desk-review");
  if (!desk) return;
  const source = desk.querySelector(".desk-left");
  const help = document.getElementById("desk-help");
  const keysOn = document.getElementById("desk-keys-on");
  const cards = () => [...desk.querySelectorAll("article.desk-item")];
  let current = null;
  desk.classList.add("desk-scripted");
  // An answer that never comes counts as a lost connection: the decision is kept, and made once however often it is sent.
  htmx.config.timeout = 20000;

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
    p: () => { busy = true; document.getElementById("desk-publication").click(); },
    "?": () => help.showModal(),
  };

  /* --- Keys pressed faster than the server answers ------------------------------------------------------------------
     While a card is on its way nothing has the focus, and what is current is about to change: keys wait for their turn,
     over the page's reload too. Where an answer asks for something to be typed, the rest was pressed in error. */
  const PENDING = `desk-keys-${location.pathname}`;
  let busy = true;
  let comesBack = false;
  const isKey = (key) => Boolean(actions[key]) || "aerhs2[]{}".includes(key);
  const waiting = keysOn.checked ? desksFirstKeys.filter(isKey) : [];

  function act(key) {
    if (actions[key]) return actions[key](), true;
    return isKey(key) && press(key);
  }

  function play() {
    busy = false;
    while (waiting.length && !busy) {
      if (isField(document.activeElement) || help.open) waiting.length = 0;
      else act(waiting.shift());
    }
  }

  const ofCard = (event) => event.detail.elt && event.detail.elt.closest && event.detail.elt.closest(".desk-entry");
  desk.addEventListener("htmx:beforeRequest", (event) => { if (ofCard(event)) busy = true; });
  ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"].forEach((end) => desk.addEventListener(end, () => setTimeout(play)));
  document.getElementById("desk-undo").form.addEventListener("submit", () => { busy = comesBack = true; });
  window.addEventListener("pagehide", () => {
    if (comesBack && waiting.length) sessionStorage.setItem(PENDING, JSON.stringify(waiting));
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) { waiting.length = 0; busy = false; } });

  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement;
    const isHere = desk.contains(focused) || (busy && (!focused || focused === document.body));
    if (event.ctrlKey || event.altKey || event.metaKey || !isHere) return;
    if (event.key === "Escape") return leaveField();
    if (!keysOn.checked || isField(event.target) || help.open) return;
    if (busy) {
      if (!isKey(event.key)) return;
      event.preventDefault();
      waiting.push(event.key);
    } else if (act(event.key)) {
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

  /* A click outside the text takes the selection away: what was selected in it last is kept for the mouse. */
  let lastWords = null;
  document.addEventListener("selectionchange", () => {
    if (source.contains(window.getSelection().anchorNode)) lastWords = selection();
  });

  const adding = document.getElementById("desk-add");
  const newField = (name) => adding.querySelector(`[name="new-${name}"]`);
  adding.addEventListener("toggle", () => { if (adding.open && !newField("words").value) fillIn(lastWords); });

  function addFromSelection() {
    adding.open = true;
    fillIn(selection());
  }

  function fillIn(chosen) {
    if (chosen) {
      newField("words").value = chosen.words;
      newField("start").value = chosen.start;
    }
    newField(chosen ? "kind" : "words").focus();
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
    // Without content, but with the address of this page: it is about to be loaded anew.
    comesBack = event.detail.xhr.status === 204;
    if (!event.detail.shouldSwap && !comesBack) setTimeout(play);
    // The event is about the card; what was sent, and so what is kept, is the form in it.
    const { path, parameters, elt } = event.detail.requestConfig;
    if (!event.detail.shouldSwap && !comesBack && elt.closest("[data-decide]")) keep(path, parameters, elt);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const entry = event.detail.elt.closest && event.detail.elt.closest(".desk-entry");
    if (!entry || !desk.contains(entry)) return;
    goOn(entry.querySelector("article.desk-item"), event.detail.requestConfig);
    play();
  });

  /* Where to go once a card has come: to what is wrong with it, to what it asks for, or to the next one. */
  function goOn(card, request) {
    if (current && current.isConnected) return showWords(current.dataset.number);
    current = card;
    const wrong = card.querySelector(".errors select, .errors input, .errors textarea");
    const isDecision = request && request.elt.closest("[data-decide]");
    if (wrong) return wrong.focus();
    if (card.querySelector("[role=alert]")) return select(card);
    if (isDecision && !request.elt.matches("[data-key]")) return step(1, { openOnly: true });
    select(card);
    const first = card.querySelector(".desk-grid select, .desk-grid input, .desk-split input[type=radio]");
    if (first && request && request.verb === "get") emptyOr(first).focus();
  }

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
  async function showLife() {
    worked = false;
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(desk.dataset.heartbeat, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
    if (answer && answer.ok) showLock((await answer.json()).lock);
  }

  /* Whoever takes the text over is named at once, and not only when the next decision is refused. */
  function showLock(html) {
    const [lock, fresh] = [document.getElementById("desk-lock"), document.createElement("template")];
    fresh.innerHTML = html;
    const [before, now] = [lock, fresh.content].map((part) => part.textContent.replace(/\s+/g, " ").trim());
    if (before === now) return;
    lock.replaceWith(fresh.content);
    document.getElementById("desk-live").textContent = now;
  }

  setInterval(() => { if (worked) showLife(); }, 180000);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") showLife(); });

  // After the page is loaded: until then the browser moves the focus to where the address points.
  function begin() {
    const asked = location.hash && document.getElementById(location.hash.slice(1))?.querySelector("article.desk-item");
    select(asked || cards().find(isOpen) || cards()[0]);
    const editing = current && new URLSearchParams(location.search).get("edit") === current.dataset.proposal;
    if (editing) {
      const first = current.querySelector(".desk-grid select, .desk-grid input");
      if (first) emptyOr(first).focus();
    }
    waiting.unshift(...JSON.parse(sessionStorage.getItem(PENDING) || "[]"));
    sessionStorage.removeItem(PENDING);
    play();
  }
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", () => setTimeout(begin));
});
