// --- which boxes are shown, and where: a group that opens shows its boxes under it and moves those below ----------
const GAP = 14, UNDER_BAR = 8;
const boxes = data.nodes.filter((n) => n.kind !== "heading" && n.kind !== "lane");
const headings = data.nodes.filter((n) => n.kind === "heading");
const lanes = data.nodes.filter((n) => n.kind === "lane");
const byId = new Map(boxes.map((n) => [n.id, n]));
const inner = new Map();
for (const n of boxes) if (n.in) inner.set(n.in, [...(inner.get(n.in) ?? []), n]);
const isTag = (n) => n.kind === "tag";
const isGroup = (n) => n.members !== undefined;

// From a box to the one that stands for it now: itself, or its outermost group that is not open.
const shownAs = (id) => {
  let shown = byId.get(id);
  for (let group = shown && byId.get(shown.in); group; group = byId.get(group.in)) if (!state.open.has(group.id)) shown = group;
  return shown;
};
const isShown = (n) => shownAs(n.id) === n;
const groupsAround = (id) => {
  const found = [];
  for (let group = byId.get((byId.get(id) ?? {}).in); group; group = byId.get(group.in)) found.push(group.id);
  return found;
};

function arrange() {
  const stacks = new Map();
  for (const n of [...boxes, ...lanes]) {
    n.spot = null;
    if (!n.in) stacks.set(n.stack, [...(stacks.get(n.stack) ?? []), n]);
  }
  for (const stack of stacks.values()) {
    const top = (n) => n.y - n.height / 2;
    let [shift, more, last] = [0, 0, -Infinity];
    for (const n of stack.sort((a, b) => top(a) - top(b))) {
      if (top(n) > last) { shift += more; more = 0; }
      last = top(n);
      n.spot = { x: n.x, y: n.y + shift };
      if (isGroup(n) && state.open.has(n.id)) more += unfold(n);
    }
  }
}
function unfold(group) {
  const start = group.spot.y + group.height / 2 + GAP;
  let y = start;
  for (const n of inner.get(group.id)) {
    n.spot = { x: data.ticks.length ? n.x : group.spot.x + (group.width - n.width) / 2 + 12, y: y + n.height / 2 };
    y += n.height + GAP + (n.bar ? UNDER_BAR : 0);
    if (isGroup(n) && state.open.has(n.id)) y += unfold(n);
  }
  return y - start;
}

const shows = (n) => {
  if (!n.spot) return false;
  if (isTag(n)) return n.links.some((i) => open(links[i]));
  if (state.off.kinds.has(n.kind)) return false;
  return state.at === null || isGroup(n) || lasts(n.id);
};
// On a day: a box with no link that holds then is hidden, one without any link stays.
const linksAt = new Map();
for (const l of links) for (const end of new Set([l.from, l.to])) linksAt.set(end, [...(linksAt.get(end) ?? []), l]);
const lasts = (id) => !linksAt.has(id) || linksAt.get(id).some(open);
const faint = (id) => state.lit !== null && !state.lit.has(id);
