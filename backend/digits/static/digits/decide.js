/**
 * Decides on one digit with one key, on the review queue (a list of pictures) and on the list of digits (a table): every
 * element with `data-digit` is one. Without this script the pages still work by mouse.
 */

const decisions = document.querySelector("#decisions");
const marked = [...document.querySelectorAll("[data-digit]")];

if (decisions !== null && marked.length > 0) {
  const items = marked.map((mark) => mark.closest("tr") ?? mark);
  const token = decisions.querySelector("input").value;
  const said = document.querySelector("#said");
  const left = document.querySelector("#left");
  const actions = { h: "hold", x: "exclude", r: "restore" };
  let waiting = Promise.resolve();

  const go = (to) => {
    const at = Math.max(0, Math.min(items.length - 1, to));
    for (const item of items) item.tabIndex = -1;
    items[at].tabIndex = 0;
    items[at].focus();
  };

  const send = async (at, fields) => {
    const mark = marked[at];
    const address = decisions.dataset.address.replace("/0/", `/${mark.dataset.digit}/`);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    let words = "the server does not answer; press the key again";
    let isDone = false;
    try {
      const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(fields) });
      isDone = answer.ok;
      if (!answer.ok) words = answer.status === 409 ? (await answer.json()).detail : `refused (${answer.status})`;
    } catch {
      // `words` already says that there was no answer.
    }
    items[at].classList.remove("is-sending");
    items[at].classList.toggle("is-done", isDone);
    items[at].classList.toggle("is-refused", !isDone);
    if (isDone && fields.label !== undefined) {
      mark.dataset.label = fields.label;
      items[at].querySelector(".label").textContent = fields.label;
    }
    said.textContent = isDone
      ? `Digit ${mark.dataset.digit}: ${fields.action ?? `it is a ${fields.label}`}.`
      : `Digit ${mark.dataset.digit}: ${words}.`;
    if (left !== null) left.textContent = items.filter((item) => !item.classList.contains("is-done")).length;
  };

  const decide = (at, fields) => {
    items[at].classList.add("is-sending");
    waiting = waiting.then(() => send(at, fields)); // Decisions are sent one after another, in the order of the keys.
    go(at + 1);
  };

  document.addEventListener("keydown", (event) => {
    const isWriting = event.target.closest("input, select, textarea, button, [contenteditable]") !== null;
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const at = items.findIndex((item) => item.tabIndex === 0);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (/^[0-9]$/.test(event.key)) decide(Math.max(at, 0), { label: Number(event.key) });
    else if (event.key in actions && document.querySelector("#reason") !== null) {
      decide(Math.max(at, 0), { action: actions[event.key], reason: document.querySelector("#reason").value });
    } else if (event.key in steps) go(at + steps[event.key]);
    else return;
    event.preventDefault();
  });

  for (const item of items) {
    item.addEventListener("focus", () => {
      for (const other of items) other.tabIndex = other === item ? 0 : -1;
    });
  }
  go(0);
}
