// --- language, permalink, print, and the first drawing -------------------------------------------------------------
// The address keeps what was chosen, so that it leads back: entity or claim, filters, day, open groups, language.
let remembering = false;
function remember() {
  if (!remembering) return;
  const kept = new URLSearchParams();
  const { chosen, off } = state;
  if (chosen?.node) kept.set("entity", entities[chosen.node].iri);
  if (chosen?.group) kept.set("group", chosen.group);
  if (chosen?.links?.length) kept.set("claim", links[chosen.links[0]].statements[0]?.claim ?? "");
  if (chosen?.links?.length) kept.set("link", chosen.links.join("."));
  if (off.kinds.size || off.relations.size) kept.set("without", [...off.kinds, ...off.relations].join("."));
  if (state.at !== null) kept.set("day", state.at);
  if (!state.undated) kept.set("undated", "no");
  if (state.open.size) kept.set("open", [...state.open].join("."));
  kept.set("lang", state.lang);
  history.replaceState(null, "", `#${kept}`);
}
function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  if (!location.hash.includes("=")) return false;
  const listed = (key) => (kept.get(key) ?? "").split(".").filter(Boolean);
  if (["zh", "en"].includes(kept.get("lang"))) state.lang = kept.get("lang");
  const without = new Set(listed("without"));
  for (const input of filters) {
    const key = input.dataset.kind ?? input.dataset.relation;
    input.checked = !without.has(key);
    const set = input.dataset.kind ? state.off.kinds : state.off.relations;
    if (input.checked) set.delete(key); else set.add(key);
  }
  state.open = new Set(listed("open").filter((id) => inner.has(id)));
  if (boxes.filter(isShown).length > MOST_DRAWN) state.open = new Set();
  state.undated = kept.get("undated") !== "no";
  $("undated").checked = state.undated;
  const claim = kept.get("claim");
  const ids = listed("link").map(Number).filter((i) => links[i]);
  const told = claim && ids.some((i) => links[i].statements.some((s) => s.claim === claim)) ? ids : links.filter((l) => claim && l.statements.some((s) => s.claim === claim)).map((l) => l.id);
  const node = Object.keys(entities).find((id) => entities[id].iri === kept.get("entity"));
  speak();
  setTime(kept.get("day"));
  if (node) visit(node);
  else if (told.length || (ids.length && !claim)) choose({ links: told.length ? told : ids });
  else if (inner.has(kept.get("group"))) choose({ group: kept.get("group") });
  return true;
}
function speak() {
  root.dataset.ui = state.lang;
  root.lang = state.lang === "zh" ? "zh-Hans" : "en";
  for (const e of document.querySelectorAll("[data-zh]")) {
    e.setAttribute("aria-label", e.dataset[state.lang]);
    if ("placeholder" in e) e.placeholder = e.dataset[state.lang];
  }
  document.title = [pick(data.title), data.about].filter(Boolean).join(" · ");
  showTime();
  choose(state.chosen);
}
$("language").addEventListener("click", () => { state.lang = state.lang === "zh" ? "en" : "zh"; speak(); });
$("reset").addEventListener("click", () => { $("search").value = ""; find(); choose(null); fit(); });
addEventListener("hashchange", () => { if (recall()) remember(); });
const repaint = () => { colours = new Map(); network.redraw(); };
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
addEventListener("beforeprint", () => { root.dataset.print = ""; network.setSize("100%", "100%"); fit(); repaint(); });
addEventListener("afterprint", () => { delete root.dataset.print; repaint(); });
begin();
if (!recall()) speak();
remembering = true;
// What a test or another script of the reader may ask of the picture.
const lineOf = (id) => lines.find((line) => line.edges.includes(id));
window.policingView = {
  spot: (id) => {
    const line = lineOf(id);
    const n = byId.get(id);
    const [x, y] = line ? along(line, 0.5) : [n.spot.x, n.spot.y];
    const at = network.canvasToDOM({ x, y });
    const r = picture.getBoundingClientRect();
    return { x: r.x + at.x, y: r.y + at.y };
  },
  hidden: (id) => !(byId.has(id) ? shows(byId.get(id)) && isShown(byId.get(id)) : lineOf(id)),
  faint: (id) => faint(id),
  scale: () => network.getScale(),
  ends: (id) => (lineOf(id).path ?? bends(lineOf(id))).filter((_, i, all) => i === 0 || i === all.length - 1),
  boxes: () => boxes.filter(shows).map((n) => ({ id: n.id, ...n.spot, width: n.width, height: n.height })),
  ready: 0,
};
requestAnimationFrame(() => requestAnimationFrame(() => { window.policingView.ready = performance.now(); }));
