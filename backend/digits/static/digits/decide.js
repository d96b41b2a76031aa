/**
 * Decides by key or tap: on the cards of the review page, and on the rows of the list of digits.
 *
 * A decision is shown as taken only when the server has answered that it is stored. Until then its card stays where it
 * is. What was pressed is kept in the browser while the server does not answer, after a session has ended, and across
 * a reload; it is sent with the same number, so that it counts once. Without this script the forms do the same.
 */

import { replay, still } from "./replay.js";

const REASONED = { h: "hold", x: "exclude", r: "restore" };
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const N_UNDONE = 100;
const RETRY_MS = 1500;

const root = document.querySelector("#decide");
if (root !== null) start();

function start() {
  const queue = document.querySelector("#queue");
  const cards = queue === null ? rowsOfList() : [...queue.children].map(cardOf);
  const said = root.querySelector("#said");
  const words = root.querySelector("#words").dataset; // in the reader's language, from the page
  const kept = keeper(root.dataset.user);
  let token = root.querySelector("input[name=csrfmiddlewaretoken]").value;
  let at = 0;
  let isOn = false; // keys decide only in this mode
  let isBusy = false;
  let isThrough = false; // the last open card was decided: a key decides it again only for who goes to it

  root.hidden = false;
  if (cards.length === 0) root.querySelector(".entry").hidden = true;

  const say = (words) => {
    said.textContent = words;
  };

  const go = (to) => {
    const before = cards[at];
    isThrough = false;
    at = Math.max(0, Math.min(cards.length - 1, to));
    if (cards[at] !== before) still(before.element);
    for (const card of cards) card.element.classList.remove("is-current");
    const { element } = cards[at];
    element.classList.add("is-current");
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "center" });
  };

  const goToNextOpen = () => {
    const open = [...cards.keys()].filter((number) => !cards[number].isDone);
    const next = open.find((number) => number > at) ?? open[0];
    if (next !== undefined) return go(next);
    isThrough = true;
    return say(`${said.textContent} ${words.through}`);
  };

  const enter = (to = cards.findIndex((card) => !card.isDone)) => {
    if (cards.length === 0) return;
    isOn = true;
    document.body.classList.add("is-deciding");
    go(Math.max(0, to));
    isThrough = to < 0;
  };

  const leave = () => {
    isOn = false;
    document.body.classList.remove("is-deciding");
    for (const card of cards) card.element.classList.remove("is-current");
    root.querySelector("#enter").focus();
  };

  const countLeft = () => {
    const left = document.querySelector("#left");
    const open = cards.filter((card) => !card.isDone);
    if (left !== null) left.textContent = open.reduce((n, card) => n + card.editions.size, 0);
  };

  /** Sends until the server itself has answered: waits while it is away, and signs in where the session is over. */
  const post = async (address, fields) => {
    let isTokenNew = false;
    for (;;) {
      let answer;
      try {
        answer = await fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
          body: JSON.stringify(fields),
          redirect: "manual",
        });
      } catch {
        answer = { status: 0 };
      }
      const body = await bodyOf(answer);
      if (answer.status === 200 && body?.batch !== undefined) return { isStored: true, body };
      if (answer.status === 409) return { isStored: false, body };
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        say(words.signedOut);
        token = await signIn();
      } else if (answer.status === 403 && !isTokenNew) {
        isTokenNew = true; // somebody signed in again in another tab
        token = await freshToken();
      } else if (answer.status >= 400 && answer.status < 500) {
        return { isStored: false, body: { detail: words.refusedWith.replace("{status}", answer.status) } };
      } else {
        say(words.away);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };

  const freshToken = async () => {
    for (;;) {
      const answer = await fetch(root.dataset.session, { headers: { Accept: "application/json" } }).catch(() => null);
      if (answer?.status === 401) return signIn();
      const body = answer === null ? null : await bodyOf(answer);
      if (body?.user === root.dataset.user) return body.token;
      if (body?.user !== undefined) location.reload(); // somebody else signed in: nothing is sent in their name
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };

  const signIn = () =>
    new Promise((resolve) => {
      const dialog = root.querySelector("#sign-in");
      const password = dialog.querySelector("#again-password");
      const told = dialog.querySelector("#again-said");
      const submit = async () => {
        told.textContent = words.moment;
        const result = await logIn(root.dataset.login, root.dataset.user, password.value);
        if (result !== "in") {
          told.textContent = words[result];
          return;
        }
        password.value = told.textContent = "";
        dialog.close();
        resolve(await freshToken());
      };
      dialog.querySelector("#again").onclick = submit;
      password.onkeydown = (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        void submit();
      };
      dialog.oncancel = (event) => event.preventDefault(); // what waits must not be lost by a key
      dialog.showModal();
      password.focus();
    });

  const take = async (decision) => {
    isBusy = true;
    kept.pending(decision);
    const card = cards.find((one) => [...one.editions.keys()].some((id) => decision.fields.ids.includes(id)));
    card?.element.classList.remove("is-refused");
    card?.element.classList.add("is-sending");
    const { isStored, body } = await post(decision.address, decision.fields);
    kept.pending(null);
    isBusy = false;
    card?.element.classList.remove("is-sending");
    if (isStored) {
      say(body.words);
      card?.show(body.digits, body.words);
      kept.decided(body.batch);
      countLeft();
      if (card !== undefined && isOn && cards[at] === card) goToNextOpen();
    } else {
      say(body?.detail ?? words.refused);
      if (body?.now) card?.update([body.now]);
      card?.element.classList.add("is-refused");
      if (card !== undefined && isOn) go(cards.indexOf(card));
    }
  };

  const decide = (fields) => {
    const { editions } = cards[at];
    const ids = [...editions.keys()];
    const batch = crypto.randomUUID ? crypto.randomUUID() : uuid();
    void take({
      address: root.dataset.decide,
      fields: { ...fields, ids, editions: Object.fromEntries(editions), batch },
    });
  };

  const undo = () => {
    const batch = kept.newest();
    if (batch === undefined) {
      say(words.nothing);
      return;
    }
    void takeBack({ address: root.dataset.undo, fields: { batch } });
  };

  const takeBack = async (undoing) => {
    isBusy = true;
    kept.pending(undoing);
    const { isStored, body } = await post(undoing.address, undoing.fields);
    kept.pending(null);
    isBusy = false;
    kept.undone(undoing.fields.batch);
    if (!isStored) {
      say(body?.detail ?? words.notBack);
      return;
    }
    say(`${words.back} ${body.words}`);
    const ids = body.digits.map((digit) => digit.id);
    const number = cards.findIndex((card) => ids.some((id) => card.editions.has(id)));
    if (number < 0) return;
    cards[number].open(body.digits);
    countLeft();
    if (isOn) go(number);
  };

  const askWhy = (action) => {
    const dialog = root.querySelector("#why");
    const own = dialog.querySelector("#why-else");
    const give = (reason) => {
      if (reason.trim() === "") return;
      dialog.close();
      decide({ action, reason });
    };
    dialog.querySelector("h2").textContent = words[action];
    own.value = "";
    for (const button of dialog.querySelectorAll("[data-reason]")) button.onclick = () => give(button.dataset.reason);
    dialog.querySelector("#why-send").onclick = () => give(own.value);
    dialog.querySelector("#why-not").onclick = () => dialog.close();
    dialog.onkeydown = (event) => {
      if (event.target === own) {
        if (event.key !== "Enter") return;
        event.preventDefault();
        give(own.value);
        return;
      }
      const button = dialog.querySelector(`[data-reason][data-key="${CSS.escape(event.key)}"]`);
      if (button === null) return;
      event.preventDefault();
      event.stopPropagation();
      give(button.dataset.reason);
    };
    dialog.onclose = () => isOn && cards[at].element.focus({ preventScroll: true });
    dialog.showModal();
    dialog.querySelector("[data-reason]").focus();
  };

  const press = (key) => {
    if (key === "Escape") return leave();
    if (key in STEPS) return go(at + STEPS[key]);
    if (key === "p") {
      if (replay(cards[at].element) === 0) say(words.picture);
      return undefined;
    }
    if (isBusy) return say(`${said.textContent.replace(words.wait, "").trim()} ${words.wait}`);
    if (key === "u") return undo();
    if (isThrough) return say(words.through);
    if (/^[0-9]$/.test(key)) return decide({ label: Number(key) });
    if (key === "k") return decide({ action: "keep" });
    return askWhy(REASONED[key]);
  };

  const isOurs = (key) => /^[0-9kup]$/.test(key) || key in REASONED || key in STEPS || key === "Escape";

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !isOn) return;
    if (document.querySelector("dialog[open]") !== null) return;
    if (event.target.closest("input, select, textarea, [contenteditable]") !== null) return;
    if (!isOurs(event.key)) return;
    if (["r", "p"].includes(event.key) && root.querySelector(`[data-key="${event.key}"]`) === null) return;
    event.preventDefault();
    press(event.key);
  });

  root.querySelector("#enter").addEventListener("click", () => enter());
  for (const button of root.querySelectorAll(".bar [data-key]")) {
    button.addEventListener("click", () => {
      if (!isOn) enter();
      press(button.dataset.key);
    });
  }
  cards.forEach((card, number) => {
    card.element.addEventListener("click", (event) => {
      if (queue === null && !isOn) return; // a click in the list chooses nothing before the mode was entered
      if (event.target.closest("a, button, input, label") === null) enter(number);
    });
  });

  const waiting = kept.pending();
  if (waiting !== null) void (waiting.fields.ids === undefined ? takeBack(waiting) : take(waiting));
}

/** Remembers, for this tab and this person, what is on its way and what may be taken back. */
function keeper(user) {
  const names = { pending: `ductus.pending.${user}`, decided: `ductus.decided.${user}` };
  const read = (name, otherwise) => {
    try {
      return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  const write = (name, value) => {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Without storage, what was pressed lives as long as the page.
    }
  };
  let pending = read(names.pending, null);
  let decided = read(names.decided, []);
  return {
    pending(decision) {
      if (decision !== undefined) write(names.pending, (pending = decision));
      return pending;
    },
    decided: (batch) => write(names.decided, (decided = [...decided, batch].slice(-N_UNDONE))),
    newest: () => decided.at(-1),
    undone: (batch) => write(names.decided, (decided = decided.filter((one) => one !== batch))),
  };
}

function cardOf(element) {
  const pairs = element.dataset.digits.trim().split(" ");
  const editions = new Map(pairs.map((pair) => [Number(pair.split(":")[0]), pair.split(":")[1]]));
  return decidable(element, editions, element.querySelector(".verdict"));
}

function rowsOfList() {
  return [...document.querySelectorAll("#result_list [data-digit]")].map((mark) => {
    const row = mark.closest("tr");
    row.dataset.digit = mark.dataset.digit;
    row.querySelector(".field-shown_label .label").dataset.of = mark.dataset.digit;
    return decidable(row, new Map([[Number(mark.dataset.digit), mark.dataset.edition]]), null);
  });
}

function decidable(element, editions, verdict) {
  const card = {
    element,
    editions,
    isDone: false,
    update(digits) {
      for (const { id, label, state, state_said: stateSaid, edition } of digits) {
        editions.set(id, edition);
        for (const place of element.querySelectorAll(`.label[data-of="${id}"]`)) place.textContent = label;
        const shown = element.querySelector(".field-shown_state .state");
        if (shown !== null) {
          shown.textContent = stateSaid;
          shown.className = `state ${state}`;
        }
      }
    },
    mark(isDone, words) {
      card.isDone = isDone;
      element.classList.toggle("is-done", isDone);
      if (verdict === null) return;
      verdict.hidden = !isDone;
      verdict.textContent = words;
    },
    show(digits, words) {
      card.update(digits);
      card.mark(true, words);
    },
    open(digits) {
      card.update(digits);
      element.classList.remove("is-refused");
      card.mark(false, "");
    },
  };
  return card;
}

async function bodyOf(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

/** Signs in with the form of the login page. Returns "in", or the name of the words that say why not. */
async function logIn(address, username, password) {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const own = page.querySelector("#login-form input[name=csrfmiddlewaretoken]");
    if (own === null) return "in"; // already, in another tab
    const fields = new URLSearchParams({ username, password, next: "", csrfmiddlewaretoken: own.value });
    const answer = await fetch(address, { method: "POST", body: fields, redirect: "manual" });
    if (answer.type === "opaqueredirect") return "in";
    return answer.status === 429 ? "locked" : "wrong";
  } catch {
    return "tryAgain";
  }
}

/** A random UUID where the page is not served in a secure context, which `crypto.randomUUID` wants. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
