// What the page holds and what the reader chose.  Data are written with textContent only; nothing is fetched.
const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const $ = (id) => document.getElementById(id);
const { entities, links, wording } = data;
const MOST_DRAWN = 1500; // boxes that a browser moves with ease
const state = {
  lang: (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en",
  off: { kinds: new Set(), relations: new Set() }, // what the legend hides
  at: null, // the day that is shown; null for all times
  undated: true, // whether links without a date show beside it
  open: new Set(), // ids of groups that are open
  lit: null, // ids of boxes that stand out; null for all
  chosen: null, // what the panel shows: {node}, {group} or {links}
};

const pick = (pair) => pair[state.lang === "zh" ? 0 : 1];
const say = (key) => pick(wording.interface[key]);
const make = (tag, text, name) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (name) e.className = name;
  return e;
};
const press = (text, name, act) => {
  const b = make("button", text, name);
  b.type = "button";
  b.addEventListener("click", act);
  return b;
};
// A name keeps its own direction of writing, so that marks in it turn nothing around it.
const isolate = (text) => `\u2068${text}\u2069`;
const named = (id) => (state.lang === "en" && entities[id].english) || entities[id].label;
const sentence = (l) => `${isolate(named(l.from))} — ${pick(wording.relations[l.relation])} → ${isolate(named(l.to))}`;

// Colours come from the style sheet, and are asked for once in each scheme.
let colours = new Map();
const colour = (name) => {
  if (!colours.has(name)) colours.set(name, getComputedStyle(root).getPropertyValue("--" + name).trim());
  return colours.get(name);
};
const family = getComputedStyle(root).fontFamily;

// --- time: a link holds on a day from the first day that its date allows until the last on which it may have ended ---
const held = (s) => {
  if (!s.when) return "undated";
  const [first, last, ended, over] = s.when;
  if (state.at < first || state.at > over) return "no";
  return state.at >= last && state.at < ended ? "yes" : "may";
};
const heldBy = (l) => {
  if (state.at === null) return "yes";
  const all = l.statements.map(held);
  if (!all.length) return "undated";
  return ["yes", "may", "undated"].find((answer) => all.includes(answer)) ?? "no";
};
const open = (l) => {
  if (state.off.relations.has(l.relation)) return false;
  if (state.off.kinds.has(entities[l.from].kind) || state.off.kinds.has(entities[l.to].kind)) return false;
  const answer = heldBy(l);
  return answer !== "no" && (answer !== "undated" || state.undated);
};
root.dataset.ready = "";
