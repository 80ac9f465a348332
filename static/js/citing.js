/* The text beside the form: select words with the mouse or the keyboard, and the quote is filled in.
   The field takes a cursor but no typing, so that words are selected without a mouse too. The browser counts UTF-16
   units; it sends code points and the words themselves, and the server says which occurrence they are. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const beside = document.getElementById("desk-beside");
  if (!beside) return;
  const [title, text, note, choice] = ["h2", "textarea", "[role=status]", "[data-texts]"].map((part) => beside.querySelector(part));
  const openers = new Map();
  let row = null;

  function offer(root) {
    root.querySelectorAll("select[name$='-version']").forEach((select) => {
      if (select.name.includes("__prefix__") || select.dataset.beside) return;
      select.dataset.beside = "yes";
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "desk-button", textContent: beside.dataset.open });
      button.addEventListener("click", () => open(select));
      select.parentElement.after(button);
      openers.set(select, button);
    });
  }

  async function open(select) {
    row = select;
    beside.hidden = false;
    document.body.classList.add("desk-has-beside");
    text.hidden = !select.value;
    choice.replaceChildren();
    return select.value ? show() : offerTexts();
  }

  async function ask(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    return answer && answer.ok ? answer.json() : null;
  }

  /* The text that is chosen, with the cursor at its beginning. */
  async function show() {
    const version = await ask(addressOf(row.value));
    if (!version) return say(beside.dataset.missing);
    text.hidden = false;
    title.textContent = version.title;
    text.value = version.body;
    text.lang = version.language;
    text.focus();
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
    say("");
  }

  /* None is chosen yet: the texts of the mission, one of them at once. */
  async function offerTexts() {
    const mission = document.querySelector("[name=mission]");
    if (!mission || !mission.value) return say(beside.dataset.choose);
    const texts = await ask(beside.dataset.ofMission.replace("/0/", `/${mission.value}/`));
    if (!texts || !texts.texts.length) return say(beside.dataset.none);
    if (texts.texts.length === 1) return choose(texts.texts[0]);
    say(beside.dataset.which);
    choice.replaceChildren(...texts.texts.map((one) => {
      const [item, button] = ["li", "button"].map((name) => document.createElement(name));
      Object.assign(button, { type: "button", className: "desk-button", textContent: one.title });
      button.addEventListener("click", () => choose(one));
      item.append(button);
      return item;
    }));
    choice.querySelector("button").focus();
  }

  function choose(one) {
    row.append(new Option(one.title, one.id, true, true));
    row.dispatchEvent(new Event("change", { bubbles: true }));
    choice.replaceChildren();
    return show();
  }

  const addressOf = (version) => beside.dataset.address.replace("/0/", `/${version}/`);
  const say = (words) => { note.textContent = words; };
  const field = (name) => document.querySelector(`[name="${row.name.replace(/version$/, name)}"]`);

  async function quote() {
    const words = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (!row || !words) return say(beside.dataset.select);
    const start = [...text.value.slice(0, text.selectionStart)].length;
    const found = await ask(`${addressOf(row.value)}?${new URLSearchParams({ start, words })}`);
    if (!found) return say(beside.dataset.missing);
    field("words").value = found.words;
    field("occurrence").value = found.occurrence;
    say(beside.dataset.done.replace("…", `${found.start}–${found.end}`));
  }

  beside.querySelector("[data-quote]").addEventListener("click", quote);
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  text.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); quote(); } });
  beside.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  beside.querySelector("[data-close]").addEventListener("click", close);

  function close() {
    beside.hidden = true;
    document.body.classList.remove("desk-has-beside");
    if (openers.has(row)) openers.get(row).focus();
  }

  offer(document);
  document.addEventListener("formset:added", (event) => offer(event.target));
});
