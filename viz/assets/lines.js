// --- lines: from the side of one box to the facing side of another, spread so that no two begin at one point -------
const APART = 7, CORNER = 8, STEP = 16;
let lines = [];

function connect() {
  const joined = new Map();
  for (const e of data.edges) {
    const [from, to] = [shownAs(e.from), shownAs(e.to)];
    if (from === to || !shows(from) || !shows(to)) continue;
    const seen = e.links.filter((i) => open(links[i]));
    if (!seen.length || (e.quiet && !isChosen(e))) continue;
    const key = `${from.id} ${to.id}`;
    const line = joined.get(key) ?? { from, to, links: [], edges: [], arrow: false, back: false, label: false, tree: true };
    joined.set(key, line);
    line.links.push(...seen);
    line.edges.push(e.id);
    line.arrow ||= e.arrow;
    line.back ||= e.back;
    line.label ||= e.label;
    line.tree &&= e.tree;
  }
  lines = [...joined.values()];
  route();
}
const isChosen = (e) => state.chosen !== null && (state.chosen.node === e.from || state.chosen.node === e.to || e.links.some((i) => (state.chosen.links ?? []).includes(i)));

function route() {
  const met = new Map(); // box and side → ends that meet there
  const meet = (n, side, height, line, end) => {
    const key = `${n.id} ${side}`;
    met.set(key, [...(met.get(key) ?? []), { n, side, height, line, end }]);
  };
  for (const line of lines) {
    const { from, to } = line;
    if (from.stack === to.stack && line.tree) { line.path = branch(from, to); continue; }
    const right = from.spot.x <= to.spot.x ? 1 : -1;
    line.loop = from.stack === to.stack;
    meet(from, line.loop ? 1 : right, to.spot.y, line, 0);
    meet(to, line.loop ? 1 : -right, from.spot.y, line, 1);
    line.path = null;
    line.curve = [];
    line.crowd = [];
  }
  for (const ends of met.values()) {
    const { n, side } = ends[0];
    // Its name stands nearer to the end where fewer lines meet.
    for (const { line, end } of ends) line.crowd[end] = ends.length;
    const step = Math.min(APART, (n.height - 2 * CORNER) / Math.max(1, ends.length - 1));
    ends.sort((a, b) => a.height - b.height);
    ends.forEach(({ line, end }, i) => {
      line.curve[end] = [n.spot.x + (side * n.width) / 2, n.spot.y + step * (i - (ends.length - 1) / 2), side];
    });
  }
}
// Corners of the line to a box that stands under another in its column; others go around the column's left edge.
function branch(above, below) {
  const [edge, side] = [above.spot.x - above.width / 2, below.spot.x - below.width / 2];
  if (side - edge >= STEP / 2 && below.spot.y > above.spot.y) {
    return [[edge + STEP / 2, above.spot.y + above.height / 2], [edge + STEP / 2, below.spot.y], [side, below.spot.y]];
  }
  const around = Math.min(edge, side) - STEP;
  return [[edge, above.spot.y], [around, above.spot.y], [around, below.spot.y], [side, below.spot.y]];
}
const bends = (line) => {
  const [[x, y, out], [u, v, into]] = line.curve;
  const reach = line.loop ? 56 : Math.abs(u - x) / 2;
  return [[x, y], [x + out * reach, y], [u + into * reach, v], [u, v]];
};
const along = (line, t) => {
  if (line.path) {
    const [[x, y], [u, v]] = line.path.slice(-2);
    return [x + (u - x) * 0.5, y + (v - y) * 0.5];
  }
  const weights = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return [0, 1].map((d) => bends(line).reduce((sum, p, i) => sum + weights[i] * p[d], 0));
};
const corners = (line) => line.path ?? Array.from({ length: 21 }, (_, i) => along(line, i / 20));

const relationsOf = (line) => [...new Set(line.links.map((i) => links[i].relation))];
const picked = (line) => state.chosen !== null && (state.chosen.links ?? []).some((i) => line.links.includes(i));
function paintLine(pen, line, hovered) {
  const relation = relationsOf(line)[0];
  const strong = picked(line) || line === hovered;
  pen.globalAlpha = faint(line.from.id) || faint(line.to.id) ? 0.1 : 0.85;
  pen.strokeStyle = pen.fillStyle = colour(strong ? "accent" : "line-" + relation);
  pen.lineWidth = (line.path ? 1.3 : 1.6) + Math.min(2, Math.log2(new Set(line.links).size) / 3) + (strong ? 1 : 0);
  const sure = state.at === null || line.links.some((i) => heldBy(links[i]) === "yes");
  pen.setLineDash(sure ? (line.path ? [2, 3] : []) : [7, 4]);
  pen.beginPath();
  if (line.path) line.path.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  else {
    const [a, b, c, d] = bends(line);
    pen.moveTo(...a);
    pen.bezierCurveTo(...b, ...c, ...d);
  }
  pen.stroke();
  pen.setLineDash([]);
  const ends = line.path ?? bends(line);
  if (line.arrow) arrow(pen, ends[ends.length - 2], ends[ends.length - 1]);
  if (line.back) arrow(pen, ends[1], ends[0]);
  pen.globalAlpha = 1;
}
function arrow(pen, from, tip) {
  const angle = Math.atan2(tip[1] - from[1], tip[0] - from[0]);
  const at = (turn) => [tip[0] - 10 * Math.cos(angle + turn), tip[1] - 10 * Math.sin(angle + turn)];
  pen.beginPath();
  pen.moveTo(...tip);
  pen.lineTo(...at(0.42));
  pen.lineTo(...at(-0.42));
  pen.closePath();
  pen.fill();
}
const nearer = ({ crowd }) => (!crowd || crowd[0] === crowd[1] ? 0.5 : crowd[0] < crowd[1] ? 0.32 : 0.68);
function paintLabel(pen, line) {
  if (!line.label || faint(line.from.id) || faint(line.to.id)) return;
  const text = relationsOf(line).map((r) => pick(wording.relations[r])).join(" · ");
  const [x, y] = along(line, nearer(line));
  pen.font = `11px ${family}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const wide = pen.measureText(text).width + 6;
  pen.globalAlpha = 0.9;
  pen.fillStyle = colour("paper");
  pen.fillRect(x - wide / 2, y - 7, wide, 14);
  pen.globalAlpha = 1;
  pen.fillStyle = colour("soft");
  pen.fillText(text, x, y + 0.5);
}
// The line under a point of the picture, the nearest within reach.
function lineAt(point, reach) {
  let [best, found] = [reach, null];
  for (const line of lines) {
    const points = corners(line);
    for (let i = 1; i < points.length; i += 1) {
      const [[x, y], [u, v]] = [points[i - 1], points[i]];
      const length = (u - x) ** 2 + (v - y) ** 2 || 1;
      const t = Math.max(0, Math.min(1, ((point.x - x) * (u - x) + (point.y - y) * (v - y)) / length));
      const away = Math.hypot(point.x - x - t * (u - x), point.y - y - t * (v - y));
      if (away < best) [best, found] = [away, line];
    }
  }
  return found;
}
