// --- downloads: the whole picture as PNG and SVG, the network as GEXF, every span as CSV ---------------------------
function save(name, text, type) {
  const a = make("a");
  a.download = name;
  a.href = type ? URL.createObjectURL(new Blob([text], { type })) : text;
  a.click();
  if (type) setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}
// Heading, picture, legend and the dataset it comes from; `pen` draws on a canvas or writes SVG.
const HEAD = 44, FOOT = 72;
function paintWhole(pen, edge) {
  const [wide, high] = [edge.right - edge.left, edge.bottom - edge.top];
  pen.fillStyle = colour("paper");
  pen.fillRect(0, 0, wide, high + HEAD + FOOT);
  pen.save();
  pen.translate(-edge.left, HEAD - edge.top);
  paintBelow(pen, null, -Infinity);
  for (const n of boxes) if (shows(n)) paintBox(pen, n);
  paintAbove(pen, -Infinity, -Infinity);
  pen.restore();
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  const write = (text, x, y, font, ink) => {
    pen.font = `${font} ${family}`;
    pen.fillStyle = colour(ink);
    pen.fillText(text, x, y);
    return pen.measureText(text).width;
  };
  write(document.title, 24, 26, "600 18px", "ink");
  let x = 24;
  for (const key of new Set(lines.flatMap(relationsOf))) {
    pen.fillStyle = colour("line-" + key);
    pen.fillRect(x, high + HEAD + 21, 18, 3);
    x += 24 + write(pick(wording.relations[key]), x + 24, high + HEAD + 22, "13px", "ink") + 18;
  }
  const day = state.at === null ? "" : ` · ${state.at}`;
  write(`${say("dataset")} ${data.dataset.slice(0, 16)}${day} · ${say("note")}`, 24, high + HEAD + 50, "12px", "soft");
}
function png() {
  const edge = bounds();
  const [wide, high] = [edge.right - edge.left, edge.bottom - edge.top + HEAD + FOOT];
  const scale = Math.min(2, 16000 / Math.max(wide, high), Math.sqrt(1e8 / (wide * high)));
  const sheet = make("canvas");
  sheet.width = Math.round(wide * scale);
  sheet.height = Math.round(high * scale);
  const pen = sheet.getContext("2d");
  pen.scale(scale, scale);
  paintWhole(pen, edge);
  sheet.toBlob((blob) => save(`${data.view}.png`, blob, "image/png"));
}
const SVG = "http://www.w3.org/2000/svg";
const XML_FORBIDS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const plain = (text) => String(text).replace(XML_FORBIDS, "\ufffd");
// What the painting above asks of a pen, written as SVG.
class SvgPen {
  constructor(wide, high) {
    this.document = document.implementation.createDocument(SVG, "svg");
    this.at = this.document.documentElement;
    for (const [k, v] of Object.entries({ viewBox: `0 0 ${wide} ${high}`, width: wide, height: high })) this.at.setAttribute(k, v);
    this.ruler = make("canvas").getContext("2d");
    Object.assign(this, { globalAlpha: 1, lineWidth: 1, fillStyle: "", strokeStyle: "", font: "", textAlign: "left", dash: [], d: "" });
  }
  put(tag, attributes, text) {
    const e = this.document.createElementNS(SVG, tag);
    for (const [k, v] of Object.entries(attributes)) if (v !== "") e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    if (this.globalAlpha < 1) e.setAttribute("opacity", this.globalAlpha);
    this.at.append(e);
    return e;
  }
  save() { this.at = this.put("g", {}); }
  restore() { this.at = this.at.parentNode; }
  translate(x, y) { this.at.setAttribute("transform", `translate(${x} ${y})`); }
  setLineDash(dash) { this.dash = dash; }
  beginPath() { this.d = ""; }
  moveTo(...p) { this.d += `M${p.join(" ")}`; }
  lineTo(...p) { this.d += `L${p.join(" ")}`; }
  bezierCurveTo(...p) { this.d += `C${p.join(" ")}`; }
  closePath() { this.d += "Z"; }
  roundRect(x, y, w, h, r) {
    this.d += `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}Z`;
  }
  fill() { this.put("path", { d: this.d, fill: this.fillStyle }); }
  stroke() {
    this.put("path", { d: this.d, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-dasharray": this.dash.join(" ") });
  }
  fillRect(x, y, width, height) { this.put("rect", { x, y, width, height, fill: this.fillStyle }); }
  measureText(text) { this.ruler.font = this.font; return this.ruler.measureText(text); }
  fillText(text, x, y, most) {
    const [, weight, size] = this.font.match(/^(?:(\d+) )?([\d.]+)px/);
    const anchor = this.textAlign === "center" ? "middle" : "start";
    const e = this.put("text", { x, y, fill: this.fillStyle, "font-size": size, "font-weight": weight ?? "", "font-family": family, "text-anchor": anchor, "dominant-baseline": "central" }, plain(text));
    if (most && this.measureText(text).width > most) { e.setAttribute("textLength", most); e.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
  }
}
function svg() {
  const edge = bounds();
  const pen = new SvgPen(edge.right - edge.left, edge.bottom - edge.top + HEAD + FOOT);
  paintWhole(pen, edge);
  save(`${data.view}.svg`, new XMLSerializer().serializeToString(pen.document), "image/svg+xml");
}
// GEXF 1.3, whole: entities that are folded or hidden too; places where they are shown.
function gexf() {
  const GEXF = "http://gexf.net/1.3", VIZ = "http://gexf.net/1.3/viz";
  const made = document.implementation.createDocument(GEXF, "gexf");
  const put = (parent, tag, attributes, space = GEXF) => {
    const e = made.createElementNS(space, tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, plain(v));
    parent.append(e);
    return e;
  };
  made.documentElement.setAttribute("version", "1.3");
  const meta = put(made.documentElement, "meta", {});
  put(meta, "description", {}).textContent = plain(`${document.title}; policing-kg dataset ${data.dataset}`);
  const graph = put(made.documentElement, "graph", { defaultedgetype: "directed" });
  const declare = (of, names) => {
    const declared = put(graph, "attributes", { class: of });
    names.forEach((title, id) => put(declared, "attribute", { id, title, type: title === "claims" ? "integer" : "string" }));
  };
  const values = (e, listed) => {
    const held = put(e, "attvalues", {});
    listed.forEach((value, id) => { if (value !== "") put(held, "attvalue", { for: id, value }); });
  };
  declare("node", ["kind", "place", "names", "iri"]);
  declare("edge", ["relation", "claims", "when", "documents"]);
  const all = put(graph, "nodes", {});
  for (const [id, n] of Object.entries(entities)) {
    const e = put(all, "node", { id, label: n.label });
    values(e, [n.kind, n.place, n.names.join("; "), n.iri]);
    const spot = (byId.get(id) ?? {}).spot;
    if (spot) put(e, "viz:position", { x: spot.x, y: -spot.y, z: 0 }, VIZ);
  }
  const joined = put(graph, "edges", {});
  for (const l of links) {
    const e = put(joined, "edge", { id: l.id, source: l.from, target: l.to, label: l.relation });
    const when = l.statements.flatMap((s) => s.qualifiers).filter((q) => q.name === "when").map((q) => q.en);
    values(e, [l.relation, l.statements.length, [...new Set(when)].join("; "), [...new Set(l.statements.map((s) => s.key))].join("; ")]);
  }
  save(`${data.view}.gexf`, '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(made), "application/xml");
}
function csv() {
  // As graph/cell.py guards cells: at the front, and behind what parts a cell where another delimiter is set.
  const begins = /^(?='*(?:[\t\r\n]|[\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\-@＝＋－＠]))|(?<=[;\t\r\n])(?='*[=+\-@＝＋－＠])/g;
  const cell = (v) => '"' + String(v).replace(begins, "'").replaceAll('"', '""') + '"';
  const rows = [["from", "relation", "to", "qualifiers", "review", "document", "title", "coding", "start", "end", "row", "claim", "dataset", "from_iri", "to_iri"]];
  for (const l of links) for (const s of l.statements.length ? l.statements : [null]) for (const p of s?.spans.length ? s.spans : [null]) {
    const q = (s?.qualifiers ?? []).map((x) => `${x.name}=${x.en}`).join("; ");
    const told = s ? [q, s.review[1], s.key, s.title, s.coding[1]] : ["", "", "", "", ""];
    const place = p ? [p.start < 0 ? "" : p.start, p.end < 0 ? "" : p.end, p.row || ""] : ["", "", ""];
    rows.push([entities[l.from].label, l.relation, entities[l.to].label, ...told, ...place, s?.claim ?? "", data.dataset, entities[l.from].iri, entities[l.to].iri]);
  }
  save(`${data.view}.csv`, "\ufeff" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n", "text/csv");
}
for (const [id, act] of Object.entries({ png, svg, gexf, csv })) $(id).addEventListener("click", act);
