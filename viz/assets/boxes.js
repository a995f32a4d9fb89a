// --- boxes: painted here, so that the type has its leading and a line ends where its box does ----------------------
const DASHED = new Set(["police-kind", "post", "value"]);
const ROUND = { mechanism: 14, meeting: 14, claim: 14, relation: 14, attribute: 14 };
const TOO_SMALL = 0.28; // scale under which type is not painted
const edgeColour = (n) => (isTag(n) ? "line-" + n.relation : "kind-" + n.kind);

function paintBox(pen, n, { selected = false, hover = false, scale = 1 } = {}) {
  const { x, y } = n.spot;
  const [left, top] = [x - n.width / 2, y - n.height / 2];
  pen.globalAlpha = faint(n.id) ? 0.22 : 1;
  if (n.bar) paintBar(pen, n, top + n.height);
  pen.setLineDash(n.dashed || DASHED.has(n.kind) ? [5, 3] : []);
  pen.lineWidth = selected ? 3 : hover ? 2.4 : 1.5;
  pen.strokeStyle = colour(selected || hover ? "accent" : edgeColour(n));
  if (isGroup(n)) { // a stack of boxes
    pen.beginPath();
    pen.roundRect(left + 5, top + 5, n.width, n.height, ROUND[n.kind] ?? 4);
    pen.stroke();
  }
  pen.fillStyle = colour(`kind-${n.kind}-fill`);
  pen.beginPath();
  pen.roundRect(left, top, n.width, n.height, ROUND[n.kind] ?? 4);
  pen.fill();
  pen.stroke();
  pen.setLineDash([]);
  if (scale > TOO_SMALL) paintType(pen, n, x, y);
  pen.globalAlpha = 1;
}
function paintType(pen, n, x, y) {
  const [size, leading] = isTag(n) ? [12.5, 16] : [14, 18];
  const lead = isGroup(n) ? (state.open.has(n.id) ? "− " : "+ ") : "";
  const texts = n[state.lang].split("\n").map((text, i) => [(i ? "" : lead) + text, size, "ink"]);
  const note = n["note_" + state.lang];
  if (note) texts.push([note, 12, "soft"]);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  texts.forEach(([text, high, ink], i) => {
    pen.font = `${high}px ${family}`;
    pen.fillStyle = colour(ink);
    pen.fillText(text, x, y + (i - (texts.length - 1) / 2) * leading + 0.5, n.width - 8);
  });
}
// Under a box on the time axis: the days between which the beginning lies; open where it may have been earlier.
function paintBar(pen, n, bottom) {
  const { x0, x1, earlier } = n.bar;
  pen.fillStyle = colour("kind-" + n.kind);
  pen.fillRect(x0, bottom + 2, Math.max(4, x1 - x0), 4);
  if (!earlier) return;
  pen.beginPath();
  pen.moveTo(x0 - 9, bottom + 4);
  pen.lineTo(x0, bottom);
  pen.lineTo(x0, bottom + 8);
  pen.closePath();
  pen.fill();
}
function paintHeading(pen, text, x, y, align = "center") {
  const rows = text.split("\n");
  pen.font = `600 13px ${family}`;
  const wide = Math.max(...rows.map((row) => pen.measureText(row).width)) + 16;
  pen.globalAlpha = 0.92;
  pen.fillStyle = colour("paper");
  pen.fillRect(align === "center" ? x - wide / 2 : x - 8, y - 14, wide, 14 + rows.length * 17);
  pen.globalAlpha = 1;
  pen.fillStyle = colour("soft");
  pen.textAlign = align;
  pen.textBaseline = "middle";
  rows.forEach((row, i) => pen.fillText(row, x, y + i * 17));
}
// Behind the boxes: the years of a time axis, and the lines.  `high` is where headings stand that stay in sight.
function paintBelow(pen, hovered, high) {
  const edge = bounds();
  for (const tick of data.ticks) {
    pen.strokeStyle = colour("rule");
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(tick.x, Math.max(edge.top + 8, high));
    pen.lineTo(tick.x, edge.bottom);
    pen.stroke();
  }
  for (const line of lines) paintLine(pen, line, hovered);
  for (const line of lines) paintLabel(pen, line);
}
function paintAbove(pen, high, left) {
  for (const h of headings) paintHeading(pen, h[state.lang], h.x, Math.max(h.y, high));
  for (const lane of lanes) paintHeading(pen, lane[state.lang], Math.max(left, bounds().left + 12), lane.spot.y, "left");
  for (const tick of data.ticks) paintHeading(pen, tick.text, tick.x, Math.max(bounds().top + 8, high));
  const undated = boxes.find((n) => data.ticks.length && n.spot && !n.bar && shows(n));
  if (undated) paintHeading(pen, say("no_date"), undated.spot.x, Math.max(bounds().top + 8, high));
}
function bounds() {
  const all = [...boxes.filter(shows), ...headings.map((h) => ({ ...h, spot: h }))];
  const low = (f) => all.reduce((m, n) => Math.min(m, f(n)), Infinity), high = (f) => all.reduce((m, n) => Math.max(m, f(n)), -Infinity);
  if (!all.length) return { left: 0, right: 1, top: 0, bottom: 1 };
  const lane = data.ticks.length ? 56 : 0;
  return {
    left: low((n) => n.spot.x - n.width / 2) - 24 - (lines.some((l) => l.path) ? STEP : 0),
    right: Math.max(high((n) => n.spot.x + n.width / 2), ...data.ticks.map((t) => t.x)) + 24 + (lines.some((l) => l.loop) ? 40 : 0),
    top: low((n) => n.spot.y - n.height / 2) - 12 - lane,
    bottom: high((n) => n.spot.y + n.height / 2) + 24,
  };
}
