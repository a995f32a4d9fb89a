// --- the picture: vis-network holds the boxes, moves and zooms them; lines and headings are painted around them ----
const picture = $("picture");
const shownBoxes = () => boxes.filter(shows);
const visNode = (n) => ({
  id: n.id, x: n.spot.x, y: n.spot.y, shape: "custom", fixed: true, size: n.height / 2, title: tooltip(n),
  ctxRenderer: ({ ctx, state: { selected, hover } }) => ({
    drawNode: () => paintBox(ctx, n, { selected, hover, scale: network.getScale() }),
    nodeDimensions: { width: n.width, height: n.height },
  }),
});
// What a box does not say in full.
const tooltip = (n) => {
  if (isTag(n)) return n.links.map((i) => sentence(links[i])).join("\n");
  if (isGroup(n)) return `${n["name_" + state.lang]} ×${n.members.length}`;
  const note = n["note_" + state.lang].endsWith("…") ? entities[n.id].note : "";
  const whole = [named(n.id), note].filter(Boolean).join("\n");
  return whole.replace(/\s+/g, "") === n[state.lang].replace(/\s+/g, "") ? undefined : whole.slice(0, 600);
};
arrange();
connect();
const nodes = new vis.DataSet(shownBoxes().map(visNode));
const placed = new Map(nodes.get().map((n) => [n.id, n])); // as vis-network was last told
const network = new vis.Network(picture, { nodes, edges: new vis.DataSet([]) }, { ...JSON.parse(data.options), autoResize: true });
let hovered = null;
const drawn = (...edges) => edges.map((dx) => network.DOMtoCanvas({ x: dx, y: 0 }));
network.on("beforeDrawing", (pen) => paintBelow(pen, hovered, drawn(0)[0].y));
network.on("afterDrawing", (pen) => {
  const [corner] = drawn(12);
  paintAbove(pen, corner.y + 22, corner.x);
});

function redraw() {
  arrange();
  connect();
  const wanted = shownBoxes();
  const ids = new Set(wanted.map((n) => n.id));
  const gone = [...placed.keys()].filter((id) => !ids.has(id));
  const changed = wanted.map(visNode).filter((n) => {
    const was = placed.get(n.id);
    return !was || was.x !== n.x || was.y !== n.y || was.title !== n.title;
  });
  for (const id of gone) placed.delete(id);
  for (const n of changed) placed.set(n.id, n);
  if (gone.length) nodes.remove(gone);
  if (changed.length) nodes.update(changed);
  network.redraw();
  count();
}
function count() {
  const told = wantedEntities().length;
  $("drawn").textContent = String(told);
  $("folded").parentElement.hidden = told >= Number($("total").textContent);
  $("folded").textContent = String(Number($("total").textContent) - told);
}
const wantedEntities = () => boxes.filter((n) => n.id in entities && n.spot);

const READABLE = 0.72; // scale under which type is too small to read
const middle = (edge) => ({ x: (edge.left + edge.right) / 2, y: (edge.top + edge.bottom) / 2 });
const fitting = (edge) => Math.min(1.25, picture.clientWidth / (edge.right - edge.left), picture.clientHeight / (edge.bottom - edge.top));
const fit = () => network.moveTo({ position: middle(bounds()), scale: fitting(bounds()) });
// At first the whole picture if it can be read, else what was asked for, or the top, at a size that can.
function begin() {
  const edge = bounds();
  if (fitting(edge) >= READABLE) { fit(); return; }
  const scale = Math.max(READABLE, Math.min(0.85, picture.clientWidth / (edge.right - edge.left)));
  const [wide, high] = [picture.clientWidth / scale, picture.clientHeight / scale];
  const asked = boxes.find((n) => n.asked && n.spot);
  const lefts = boxes.filter((n) => n.spot && n.stack === data.start).map((n) => n.spot.x - n.width / 2);
  let x = wide >= edge.right - edge.left ? middle(edge).x : Math.min(...lefts) - 24 + wide / 2;
  if (asked && wide < edge.right - edge.left) x = Math.max(edge.left + wide / 2, Math.min(edge.right - wide / 2, asked.spot.x));
  const seen = boxes.filter((n) => n.spot && Math.abs(n.spot.x - x) < wide / 2).map((n) => n.spot.y - n.height / 2);
  let y = Math.max(edge.top, Math.min(...seen) - 60) + high / 2;
  if (asked) y = Math.max(edge.top + high / 2, Math.min(Math.max(edge.top + high / 2, edge.bottom - high / 2), asked.spot.y));
  network.moveTo({ position: { x, y }, scale });
}
// The picture takes the keyboard's focus: arrows move it, plus and minus zoom.
const moves = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
const zooms = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 };
picture.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || !(e.key in moves || e.key in zooms)) return;
  e.preventDefault();
  const [at, scale] = [network.getViewPosition(), network.getScale()];
  const [x, y] = moves[e.key] ?? [0, 0];
  network.moveTo({ position: { x: at.x + x / scale, y: at.y + y / scale }, scale: scale * (zooms[e.key] ?? 1) });
});

// A line under the pointer stands out and says what it is.
const tip = make("div", undefined, "vis-tooltip line-tip");
picture.append(tip);
let overBox = false;
network.on("hoverNode", () => { overBox = true; picture.style.cursor = "pointer"; });
network.on("blurNode", () => { overBox = false; picture.style.cursor = ""; });
let waiting = false;
picture.addEventListener("mousemove", (e) => {
  if (waiting || e.buttons) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const frame = picture.getBoundingClientRect();
    const at = { x: e.clientX - frame.x, y: e.clientY - frame.y };
    const line = overBox ? null : lineAt(network.DOMtoCanvas(at), 6 / network.getScale());
    if (line !== hovered) {
      hovered = line;
      network.redraw();
      if (!overBox) picture.style.cursor = line ? "pointer" : "";
    }
    tip.style.visibility = line ? "visible" : "hidden";
    if (!line) return;
    const told = [...new Set(line.links)];
    tip.textContent = told.slice(0, 8).map((i) => sentence(links[i])).join("\n") + (told.length > 8 ? `\n… +${told.length - 8}` : "");
    tip.style.left = `${Math.min(at.x + 12, picture.clientWidth - 350)}px`;
    tip.style.top = `${at.y + 12}px`;
  });
});
network.on("click", (p) => {
  const n = byId.get(p.nodes[0]) ?? byId.get(network.getNodeAt(p.pointer.DOM));
  const line = n ? null : lineAt(p.pointer.canvas, 8 / network.getScale());
  if (n && isTag(n)) choose({ links: n.links.filter((i) => open(links[i])) });
  else if (n && isGroup(n)) { toggle(n.id); choose({ group: n.id }); }
  else if (n) choose({ node: n.id });
  else if (line) choose({ links: [...new Set(line.links)] });
  else choose(null);
});
function toggle(id) {
  if (state.open.has(id)) state.open.delete(id);
  else if (!unfoldAll([id])) return false;
  return true;
}
// Open groups, outermost first, unless more boxes would be drawn than a browser moves with ease.
function unfoldAll(ids) {
  const before = [...state.open];
  for (const id of ids) state.open.add(id);
  if (boxes.filter(isShown).length <= MOST_DRAWN) return true;
  state.open = new Set(before);
  $("status").textContent = say("too_many");
  return false;
}
