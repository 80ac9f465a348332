/* The text beside the form: select words with the mouse or the keyboard, and the quote is filled in.
   The field is a read-only text area, so that words are selected without a mouse too. The browser counts UTF-16 units;
   it sends code points and the words themselves, and the server says which occurrence they are. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const beside = document.getElementById("desk-beside");
  if (!beside) return;
  const [title, text, note] = ["h2", "textarea", "[role=status]"].map((part) => beside.querySelector(part));
  let row = null;

  function offer(root) {
    root.querySelectorAll("select[name$='-version']").forEach((select) => {
      if (select.name.includes("__prefix__") || select.dataset.beside) return;
      select.dataset.beside = "yes";
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "desk-button", textContent: beside.dataset.open });
      button.addEventListener("click", () => open(select));
      select.parentElement.after(button);
    });
  }

  async function open(select) {
    row = select;
    beside.hidden = false;
    document.body.classList.add("desk-has-beside");
    if (!select.value) return say(beside.dataset.choose);
    const answer = await fetch(address(), { headers: { Accept: "application/json" } });
    if (!answer.ok) return say(beside.dataset.missing);
    const version = await answer.json();
    title.textContent = version.title;
    text.value = version.body;
    text.lang = version.language;
    text.focus();
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
    say("");
  }

  const address = () => beside.dataset.address.replace("0", row.value);
  const say = (words) => { note.textContent = words; };
  const field = (name) => document.querySelector(`[name="${row.name.replace(/version$/, name)}"]`);

  async function quote() {
    const words = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (!row || !words) return say(beside.dataset.select);
    const start = [...text.value.slice(0, text.selectionStart)].length;
    const answer = await fetch(`${address()}?${new URLSearchParams({ start, words })}`);
    if (!answer.ok) return say(beside.dataset.missing);
    const found = await answer.json();
    field("words").value = found.words;
    field("occurrence").value = found.occurrence;
    say(beside.dataset.done);
  }

  beside.querySelector("[data-quote]").addEventListener("click", quote);
  text.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); quote(); } });
  beside.querySelector("[data-close]").addEventListener("click", () => {
    beside.hidden = true;
    document.body.classList.remove("desk-has-beside");
    if (row) row.focus();
  });

  offer(document);
  document.addEventListener("formset:added", (event) => offer(event.target));
});
