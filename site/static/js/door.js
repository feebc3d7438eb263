// At the door (events/door_views.py). Taps are kept on this phone until the site has
// them: they are sent in order, with a key each, so that once more does no harm. Only
// numbers and keys are kept, no names.

const door = document.querySelector("[data-door]");
const words = door.dataset;
const kept = `door:${words.door}`;
const rows = new Map(
  [...door.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]),
);
let isSending = false;

// --- What is kept

const queue = () => JSON.parse(localStorage.getItem(kept) || "[]");
const keep = (taps) => localStorage.setItem(kept, JSON.stringify(taps));

const newKey = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
};

// --- What is shown

const part = (row, what) => row.querySelector(`[data-what="${what}"]`);

const show = (row, keys, at) => {
  row.toggleAttribute("data-is-in", Boolean(keys));
  part(row, "in").hidden = Boolean(keys);
  part(row, "back").hidden = !keys;
  part(row, "back").elements.key.value = keys;
  row.querySelector("[data-at]").textContent = keys ? `${words.in} ${at}` : "";
};

const say = (row, text) => {
  const place = row.querySelector("[data-said]");
  if (place.textContent !== text) place.textContent = text;
};

const tell = (text) => {
  const place = door.querySelector("[data-network]");
  if (place.textContent !== text) place.textContent = text;
};

// As it will be once the kept taps have arrived.
const showKept = () => {
  for (const tap of queue()) {
    const row = rows.get(tap.registration);
    if (!row) continue;
    const known = part(row, "back").elements.key.value;
    if (tap.what === "back") show(row, "", "");
    else if (!known.includes(tap.key)) show(row, `${known} ${tap.key}`.trim(), "");
    say(row, words.waits);
  }
};

const showState = (state) => {
  door.querySelector("[data-came]").textContent = state.came;
  for (const [number, row] of rows) {
    const { keys = "", at = "" } = state.rows[number] || {};
    show(row, keys, at);
  }
  showKept();
};

const showNetwork = (text) => {
  const { length } = queue();
  tell(text || (length ? `${words.someWait} ${length}` : ""));
};

// --- Sending

const ask = (options) =>
  fetch(words.door, {
    redirect: "manual",
    signal: AbortSignal.timeout(10000),
    ...options,
    headers: { Accept: "application/json", ...options.headers },
  });

const sendOne = async (tap) => {
  const token = door.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams({ ...tap, csrfmiddlewaretoken: token });
  const answer = await ask({ method: "POST", body });
  // Led elsewhere or refused: the sign-in has ended. The tap stays.
  if (answer.type === "opaqueredirect" || [403, 404].includes(answer.status)) {
    return words.signIn;
  }
  if (!answer.ok) throw new Error(answer.statusText);
  const state = await answer.json();
  keep(queue().filter((one) => one.id !== tap.id));
  const row = rows.get(tap.registration);
  if (row) say(row, state.error || words.sent);
  showState(state);
  return "";
};

const send = async () => {
  if (isSending) return;
  isSending = true;
  let trouble = "";
  try {
    while (!trouble && queue().length) trouble = await sendOne(queue()[0]);
    if (!trouble && words.hadWaiting) {
      delete words.hadWaiting;
      trouble = words.allSent;
    }
  } catch {
    words.hadWaiting = "1"; // no network, or the site is away: later
  } finally {
    isSending = false;
  }
  showNetwork(trouble);
};

const look = async () => {
  if (document.hidden || queue().length) return;
  try {
    const answer = await ask({});
    if (answer.ok) showState(await answer.json());
  } catch {
    // no network: what is shown stays
  }
};

// --- Tapping

door.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-what]");
  if (!form) return;
  event.preventDefault();
  const { what } = form.dataset;
  const key = what === "in" ? newKey() : form.elements.key.value;
  const registration = form.elements.registration.value;
  keep([...queue(), { id: newKey(), registration, key, what }]);
  showKept();
  const other = part(rows.get(registration), what === "in" ? "back" : "in");
  other.querySelector("button").focus();
  send();
});

// --- Finding, as the site does: å ä ö are letters of their own, other accents are none.

const LAST = { å: "{", ä: "|", æ: "|", ö: "}", ø: "}" };
const fold = (text) =>
  text.normalize("NFC").toLowerCase().replace(/[åäæöø]/g, (one) => LAST[one])
    .normalize("NFKD").replace(/\p{M}/gu, "");

const find = () => {
  const parts = fold(field.value).split(/\s+/);
  let found = 0;
  for (const row of rows.values()) {
    row.hidden = !parts.every((one) => row.dataset.key.includes(one));
    found += !row.hidden;
  }
  door.querySelector("[data-none]").hidden = found > 0;
};

const field = door.querySelector("[data-find]");
if (field && rows.size && !field.value) {
  field.addEventListener("input", find);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
}

addEventListener("online", send);
addEventListener("offline", () => showNetwork(""));
setInterval(send, 5000);
setInterval(look, 15000);
showKept();
send();
