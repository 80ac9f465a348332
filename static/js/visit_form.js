/* Questions that depend on another answer show when it is given. Without scripts all show, and the server leaves out
   what was not asked. */
(() => {
  const form = document.querySelector("[data-visit-form]");
  if (!form) return;

  const answer = (code) => {
    const holder = form.querySelector(`[data-code="${CSS.escape(code)}"]`);
    if (!holder || holder.hidden) return null;
    const chosen = holder.querySelector("input[type=radio]:checked");
    return chosen ? chosen.value : null;
  };
  const follow = () => {
    for (const question of form.querySelectorAll("[data-when]")) {
      question.hidden = answer(question.dataset.when) !== question.dataset.is;
    }
  };
  form.addEventListener("change", follow);
  follow();
})();
