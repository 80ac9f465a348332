/* Decisions that could not be sent: kept in this browser in their order, and sent when the connection is back.
   The server makes a decision once however often it arrives, because each carries the name of its stroke. */
"use strict";

window.deskOutbox = (() => {
  const RETRY = 4000;
  let desk, note, key, sending = false;

  const read = () => JSON.parse(localStorage.getItem(key) || "[]");
  const write = (rows) => (rows.length ? localStorage.setItem(key, JSON.stringify(rows)) : localStorage.removeItem(key));

  const say = (words) => {
    note.hidden = !words;
    if (note.textContent !== words) note.textContent = words;
  };

  function mark(row) {
    const card = document.querySelector(`#p${row.proposal} .desk-item`);
    if (card) card.classList.add("desk-is-waiting");
  }

  function add(path, values, proposal) {
    const row = { path, values, proposal };
    const rows = read().filter((old) => old.values.batch !== values.batch);
    write([...rows, row]);
    mark(row);
    say(note.dataset.offline);
  }

  /* One after the other: a claim cannot be accepted before its mission. */
  async function send() {
    if (sending || !desk || !read().length) return;
    sending = true;
    try {
      let row;
      while ((row = read()[0])) {
        const answer = await post(row);
        if (!answer) return;
        write(read().slice(1));
        show(row, answer);
      }
      say(note.dataset.sent);
    } finally {
      sending = false;
    }
  }

  async function post(row) {
    let answer;
    try {
      answer = await fetch(row.path, {
        method: "POST",
        headers: { "HX-Request": "true" },
        body: new URLSearchParams(row.values),
      });
    } catch {
      say(note.dataset.offline);
      return null;
    }
    if (!answer.headers.has("Desk-Card")) {
      // A page to log in on, or a fault of the server: the decision stays here.
      say(answer.status >= 500 ? note.dataset.offline : note.dataset.login);
      return null;
    }
    return answer.text();
  }

  function show(row, html) {
    const target = document.getElementById(`p${row.proposal}`);
    if (target) htmx.swap(target, html, { swapStyle: "outerHTML" });
  }

  function start() {
    desk = document.getElementById("desk-review");
    note = document.getElementById("desk-outbox");
    if (!desk) return;
    key = `desk-outbox-${desk.dataset.person}-${desk.dataset.run}`;
    read().forEach(mark);
    window.addEventListener("online", send);
    window.setInterval(send, RETRY);
    send();
  }

  document.addEventListener("DOMContentLoaded", start);
  return { add, send, isEmpty: () => !read().length };
})();
