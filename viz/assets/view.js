"use strict";
// The page's behaviour. Data are written with textContent only; nothing is fetched.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const { entities, links, wording } = data;
  let lang = (navigator.language || "zh").toLowerCase().startsWith("zh") ? "zh" : "en";
  const pick = (pair) => pair[lang === "zh" ? 0 : 1];
  const say = (key) => pick(wording.interface[key]);
  const make = (tag, text, name) => {
    const e = document.createElement(tag);
    if (text !== undefined) e.textContent = text;
    if (name) e.className = name;
    return e;
  };
  root.dataset.ready = "";

  // --- the picture -----------------------------------------------------------------------------------------------
  const colour = (name) => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const family = getComputedStyle(root).fontFamily;
  const off = { classes: new Set(), relations: new Set() };
  let lit = null; // ids of boxes that stand out; null for all
  let chosen = null; // what the panel shows: {node} or {links}
  const dashed = new Set(["police-kind", "post"]);
  const round = { mechanism: 14, meeting: 14 };
  const tags = data.nodes.filter((n) => n.kind === "tag");
  const headings = data.nodes.filter((n) => n.kind === "heading");
  const boxes = data.nodes.filter((n) => n.kind !== "heading");
  const byId = new Map(boxes.map((n) => [n.id, n]));

  const open = (l) => !off.relations.has(l.relation) && !off.classes.has(entities[l.from].kind) && !off.classes.has(entities[l.to].kind);
  const hiddenNode = (n) => n.kind === "tag" ? !n.links.some((i) => open(links[i])) : off.classes.has(n.kind);
  const faint = (id) => lit !== null && !lit.has(id);
  // Boxes are painted here, so that the type has its leading and a line ends where its box does.
  const paint = (n) => ({ ctx, x, y, state }) => ({
    drawNode() {
      const tag = n.kind === "tag";
      const [left, top] = [x - n.width / 2, y - n.height / 2];
      ctx.globalAlpha = faint(n.id) ? 0.22 : 1;
      ctx.beginPath();
      (ctx.roundRect || ctx.rect).call(ctx, left, top, n.width, n.height, round[n.kind] ?? 4);
      ctx.fillStyle = colour(n.kind + "-fill");
      ctx.fill();
      ctx.setLineDash(dashed.has(n.kind) ? [5, 3] : []);
      ctx.lineWidth = state.selected ? 3 : state.hover ? 2.4 : 1.5;
      ctx.strokeStyle = colour(state.selected || state.hover ? "accent" : tag ? n.relation : n.kind);
      ctx.stroke();
      const [size, leading] = tag ? [12.5, 16] : [14, 18];
      const note = n["note_" + lang];
      const lines = n[lang].split("\n").map((text) => [text, size, "ink"]);
      if (note) lines.push([note, 12, "soft"]);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      lines.forEach(([text, high, ink], i) => {
        ctx.font = `${high}px ${family}`;
        ctx.fillStyle = colour(ink);
        ctx.fillText(text, x, y + (i - (lines.length - 1) / 2) * leading + 0.5, n.width - 8);
      });
    },
    nodeDimensions: { width: n.width, height: n.height },
  });
  const sentence = (l) => `${entities[l.from].label} — ${pick(wording.relations[l.relation])} → ${entities[l.to].label}`;
  // What a box does not say in full.
  const cut = (n) => {
    const whole = [entities[n.id].label, n["note_" + lang].endsWith("…") ? entities[n.id].note : ""].filter(Boolean).join("\n");
    return whole === n.zh.replaceAll("\n", "") ? undefined : whole;
  };
  const box = (n) => ({
    id: n.id, x: n.x, y: n.y, shape: "custom", fixed: true, hidden: hiddenNode(n), ctxRenderer: paint(n), size: n.height / 2,
    title: n.kind === "tag" ? n.links.map((i) => sentence(links[i])).join("\n") : cut(n),
  });
  // A line has a corner at each end and where it bends: points that are not seen, joined by segments.
  const corners = data.edges.flatMap((e) => e.path.map(([x, y], i) => ({ id: `${e.id}.${i}`, x, y, shape: "dot", size: 0.1, borderWidth: 0, fixed: true, chosen: false, color: "rgba(0,0,0,0)" })));
  const segments = (e) => {
    const seen = e.links.filter((i) => open(links[i]));
    const c = colour((seen.length ? links[seen[0]] : links[e.links[0]]).relation);
    const dim = faint(e.from) || faint(e.to);
    const last = e.path.length - 2;
    return e.path.slice(1).map((_, i) => ({
      id: `${e.id}-${i}`, from: `${e.id}.${i}`, to: `${e.id}.${i + 1}`, hidden: !seen.length, width: e.hierarchy ? 1.3 : 1.6,
      selectionWidth: 1.5, hoverWidth: 0.6, dashes: e.hierarchy ? [2, 3] : false, arrowStrikethrough: false,
      arrows: { to: { enabled: e.arrow && i === last, scaleFactor: 0.55 }, from: { enabled: e.back && i === 0, scaleFactor: 0.55 } },
      color: { color: c, highlight: colour("accent"), hover: colour("accent"), opacity: dim ? 0.1 : 0.85 },
      smooth: e.hierarchy ? false : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 },
      title: (seen.length ? seen : e.links).map((i) => sentence(links[i])).join("\n"),
    }));
  };
  const nodes = new vis.DataSet([...corners, ...boxes.map(box)]);
  const edges = new vis.DataSet(data.edges.flatMap(segments));
  const picture = $("picture");
  const options = JSON.parse(data.options);
  const network = new vis.Network(picture, { nodes, edges }, { ...options, autoResize: true });
  const redraw = () => { nodes.update(boxes.map(box)); edges.update(data.edges.flatMap(segments)); };

  // Headings stay in sight when the columns are taller than the window.
  const head = (net) => (ctx) => {
    const top = net.DOMtoCanvas({ x: 0, y: 0 }).y;
    for (const h of headings) {
      const lines = h[lang].split("\n");
      const y = Math.max(h.y, top + 22);
      ctx.font = `600 13px ${family}`;
      const wide = Math.max(...lines.map((t) => ctx.measureText(t).width)) + 16;
      ctx.globalAlpha = 0.92;
      ctx.fillStyle = colour("paper");
      ctx.fillRect(h.x - wide / 2, y - 14, wide, 14 + lines.length * 17);
      ctx.globalAlpha = 1;
      ctx.fillStyle = colour("soft");
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      lines.forEach((t, i) => ctx.fillText(t, h.x, y + i * 17));
    }
  };
  network.on("afterDrawing", head(network));

  const all = [...boxes, ...headings];
  const bounds = {
    left: Math.min(...all.map((n) => n.x - n.width / 2)) - 24, right: Math.max(...all.map((n) => n.x + n.width / 2)) + 24,
    top: Math.min(...all.map((n) => n.y - n.height / 2)) - 12, bottom: Math.max(...all.map((n) => n.y + n.height / 2)) + 24,
  };
  const READABLE = 0.72; // scale under which type is too small to read
  const middle = () => ({ x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 });
  const fitting = () => Math.min(1.25, picture.clientWidth / (bounds.right - bounds.left), picture.clientHeight / (bounds.bottom - bounds.top));
  const fit = () => network.moveTo({ position: middle(), scale: fitting() });
  // At first the whole picture if it can be read, else its top at a size that can.
  const begin = () => {
    if (fitting() >= READABLE) { fit(); return; }
    const scale = Math.max(READABLE, Math.min(0.85, picture.clientWidth / (bounds.right - bounds.left)));
    const [wide, high] = [picture.clientWidth / scale, picture.clientHeight / scale];
    const police = boxes.filter((n) => n.kind.startsWith("police")).map((n) => n.x - n.width / 2);
    const across = wide >= bounds.right - bounds.left ? middle().x : Math.min(...police) - 24 + wide / 2;
    const seen = boxes.filter((n) => Math.abs(n.x - across) < wide / 2).map((n) => n.y - n.height / 2);
    const top = Math.max(bounds.top, Math.min(...seen) - 60);
    network.moveTo({ position: { x: across, y: top + high / 2 }, scale });
  };
  begin();
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
  for (const happening of ["hoverNode", "hoverEdge"]) network.on(happening, () => { picture.style.cursor = "pointer"; });
  for (const happening of ["blurNode", "blurEdge"]) network.on(happening, () => { picture.style.cursor = ""; });

  // --- the evidence ----------------------------------------------------------------------------------------------
  const panel = $("panel");
  const claimOf = (s) => {
    const d = make("div", undefined, "claim");
    if (s.qualifiers.length) {
      const dl = make("dl");
      for (const q of s.qualifiers) dl.append(make("dt", pick(wording.qualifiers[q.name])), make("dd", q[lang]));
      d.append(dl);
    }
    const source = make("p");
    if (s.address) {
      const a = make("a", s.title);
      a.href = s.address;
      a.rel = "noopener noreferrer";
      a.target = "_blank";
      source.append(a);
    } else source.textContent = s.title;
    d.append(source, make("code", s.key));
    for (const p of s.spans) d.append(make("p", p[lang], "span"));
    d.append(make("p", `${say("cite")}: ${s.cite}`, "cite"));
    return d;
  };
  const press = (text, name, act) => {
    const b = make("button", text, name);
    b.type = "button";
    b.addEventListener("click", act);
    return b;
  };
  const title = (text) => {
    const shut = press("×", "shut", () => { choose(null); });
    shut.setAttribute("aria-label", say("close"));
    const h = make("h2", text);
    h.append(shut);
    return h;
  };
  const showLinks = (ids) => {
    panel.replaceChildren(title(say("evidence")));
    for (const id of ids) {
      const l = links[id];
      const h = make("h3");
      const end = (n) => press(entities[n].label, "end", () => { visit(n); panel.focus(); });
      h.append(end(l.from), make("span", ` ${pick(wording.relations[l.relation])} → `), end(l.to));
      panel.append(h);
      for (const s of l.statements) panel.append(claimOf(s));
    }
  };
  const showNode = (id) => {
    const n = entities[id];
    panel.replaceChildren(title(n.label), make("p", pick(wording.classes[n.kind]), "class"));
    const dl = make("dl");
    if (n.names.length) dl.append(make("dt", say("names")), make("dd", n.names.join(" · ")));
    if (n.note) dl.append(make("dt", say("said_by")), make("dd", n.note));
    if (n.place) dl.append(make("dt", say("place")), make("dd", n.place));
    dl.append(make("dt", "IRI"), make("dd", n.iri));
    panel.append(dl, make("h3", say("links")));
    for (const l of links) {
      if (l.from !== id && l.to !== id) continue;
      const b = press(`${sentence(l)} (${l.statements.length})`, "near", () => { choose({ links: [l.id] }); panel.focus(); });
      const note = entities[l.from === id ? l.to : l.from].note;
      if (note) b.append(make("small", ` ${note}`));
      panel.append(b);
    }
  };
  const neighbours = (id) => {
    const near = new Set([id]);
    for (const l of links) if (l.from === id || l.to === id) near.add(l.from).add(l.to);
    for (const n of tags) if (n.links.some((i) => links[i].from === id || links[i].to === id)) near.add(n.id);
    return near;
  };
  function choose(what) {
    chosen = what;
    if (!what) {
      lit = null;
      panel.replaceChildren(make("h2", say("evidence")), make("p", say("hint")));
    } else if (what.node) {
      lit = neighbours(what.node);
      showNode(what.node);
    } else {
      lit = new Set(what.links.flatMap((i) => [links[i].from, links[i].to]));
      for (const n of tags) if (n.links.some((i) => what.links.includes(i))) lit.add(n.id);
      showLinks(what.links);
    }
    root.toggleAttribute("data-chosen", Boolean(what));
    panel.parentElement.scrollTop = 0;
    panel.scrollTop = 0;
    if (what && panel.offsetTop > panel.parentElement.clientHeight * 0.7) panel.parentElement.scrollTop = panel.offsetTop;
    redraw();
    mark();
  }
  // What is chosen is marked in the picture too, wherever it was chosen.
  function mark() {
    const ids = chosen && chosen.links ? chosen.links : [];
    const lines = data.edges.filter((e) => e.links.some((i) => ids.includes(i)));
    const node = chosen && byId.has(chosen.node) ? [chosen.node] : [];
    network.setSelection({ nodes: node, edges: lines.flatMap((e) => segments(e).map((s) => s.id)) }, { highlightEdges: false });
  }
  network.on("click", (p) => {
    const node = byId.get(p.nodes[0]) || byId.get(network.getNodeAt(p.pointer.DOM));
    const edge = p.edges.length ? data.edges.find((e) => e.id === p.edges[0].split("-")[0]) : undefined;
    if (node && node.kind === "tag") choose({ links: node.links.filter((i) => open(links[i])) });
    else if (node) choose({ node: node.id });
    else if (edge) choose({ links: edge.links.filter((i) => open(links[i])) });
    else choose(null);
  });
  for (const b of document.querySelectorAll("button[data-link]")) {
    b.addEventListener("click", () => {
      choose({ links: [Number(b.dataset.link)] });
      panel.scrollIntoView({ block: "nearest" });
      panel.focus();
    });
  }

  // --- search, filter, language, downloads -------------------------------------------------------------------------
  const visit = (id) => {
    choose({ node: id });
    if (byId.has(id)) network.focus(id, { scale: Math.max(network.getScale(), READABLE) });
  };
  const find = () => {
    const text = $("search").value.trim().toLowerCase().replace(/\s+/g, "");
    const hits = text ? Object.keys(entities).filter((i) => entities[i].search.some((s) => s.replace(/\s+/g, "").includes(text))) : [];
    $("hits").replaceChildren(...hits.slice(0, 40).map((id) => {
      const b = press(entities[id].label, "", () => visit(id));
      b.append(make("small", ` ${pick(wording.classes[entities[id].kind])}${entities[id].note ? " · " + entities[id].note : ""}`));
      const li = make("li");
      li.append(b);
      return li;
    }));
    if (text && !hits.length) $("hits").append(make("li", say("no_hit")));
    lit = text ? new Set(hits) : null;
    redraw();
    return hits;
  };
  $("search").addEventListener("input", find);
  $("search").addEventListener("keydown", (e) => {
    if (e.key === "Enter") { const hits = find(); if (hits.length) visit(hits[0]); }
    if (e.key === "Escape") { $("search").value = ""; find(); choose(null); }
  });
  for (const input of document.querySelectorAll("#legend input")) {
    input.addEventListener("change", () => {
      const [set, key] = input.dataset.class ? [off.classes, input.dataset.class] : [off.relations, input.dataset.relation];
      if (input.checked) set.delete(key); else set.add(key);
      redraw();
    });
  }
  const speak = () => {
    root.dataset.ui = lang;
    root.lang = lang;
    for (const e of document.querySelectorAll("[data-zh]")) {
      e.setAttribute("aria-label", e.dataset[lang]);
      if ("placeholder" in e) e.placeholder = e.dataset[lang];
    }
    document.title = `${say("title")} · ${data.place || say("everywhere")}`;
    choose(chosen);
  };
  $("language").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; speak(); });
  $("reset").addEventListener("click", () => { $("search").value = ""; find(); choose(null); fit(); });
  const save = (name, href) => {
    const a = make("a");
    a.download = name;
    a.href = href;
    a.click();
  };
  // The whole picture whatever the window shows, with its heading, its legend and the dataset it comes from.
  $("png").addEventListener("click", () => {
    const [wide, high] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
    const scale = Math.min(2, 8000 / Math.max(wide, high));
    const frame = make("div", undefined, "offstage");
    frame.style.width = `${(wide * scale) / devicePixelRatio}px`;
    frame.style.height = `${(high * scale) / devicePixelRatio}px`;
    document.body.append(frame);
    const whole = new vis.Network(frame, { nodes: nodes.get(), edges: edges.get() }, { ...options, autoResize: false });
    whole.on("afterDrawing", head(whole));
    whole.moveTo({ position: middle(), scale: scale / devicePixelRatio });
    whole.redraw();
    const drawn = frame.querySelector("canvas");
    const copy = make("canvas");
    copy.width = drawn.width;
    copy.height = drawn.height + 116 * scale;
    const pen = copy.getContext("2d");
    pen.fillStyle = colour("paper");
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(drawn, 0, 44 * scale);
    pen.scale(scale, scale);
    pen.textBaseline = "middle";
    const write = (text, x, y, font, ink) => {
      pen.font = `${font} ${family}`;
      pen.fillStyle = colour(ink);
      pen.fillText(text, x, y);
      return pen.measureText(text).width;
    };
    write(document.title, 24, 26, "600 18px", "ink");
    let x = 24;
    for (const key of new Set(data.edges.flatMap((e) => e.relations))) {
      if (off.relations.has(key)) continue;
      pen.fillStyle = colour(key);
      pen.fillRect(x, high + 65, 18, 3);
      x += 24 + write(pick(wording.relations[key]), x + 24, high + 66, "13px", "ink") + 18;
    }
    write(`${say("dataset")} ${data.dataset.slice(0, 16)} · ${say("note")}`, 24, high + 94, "12px", "soft");
    whole.destroy();
    frame.remove();
    save("cross-department.png", copy.toDataURL("image/png"));
  });
  $("csv").addEventListener("click", () => {
    const cell = (v) => { const t = String(v); return '"' + (/^[=+\-@\t\r]/.test(t) ? "'" + t : t).replaceAll('"', '""') + '"'; };
    const rows = [["from", "relation", "to", "qualifiers", "document", "title", "start", "end", "row", "claim", "dataset", "from_iri", "to_iri"]];
    for (const l of links) for (const s of l.statements) for (const p of s.spans) {
      const q = s.qualifiers.map((x) => `${x.name}=${x.en}`).join("; ");
      rows.push([entities[l.from].label, l.relation, entities[l.to].label, q, s.key, s.title, p.start < 0 ? "" : p.start, p.end < 0 ? "" : p.end, p.row || "", s.claim, data.dataset, entities[l.from].iri, entities[l.to].iri]);
    }
    const text = "\ufeff" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n";
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    save("cross-department.csv", href);
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => { root.dataset.print = ""; redraw(); network.redraw(); });
  addEventListener("afterprint", () => { delete root.dataset.print; redraw(); });
  speak();
  // What a test or another script of the reader may ask of the picture.
  window.policingView = Object.freeze({
    spot: (id) => {
      const path = (data.edges.find((e) => e.id === id) || { path: [] }).path;
      const [a, b] = path.slice(path.length - 2);
      const at = network.canvasToDOM(a ? { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 } : network.getPosition(id));
      const r = picture.getBoundingClientRect();
      return { x: r.x + at.x, y: r.y + at.y };
    },
    hidden: (id) => Boolean((nodes.get(id) || edges.get(`${id}-0`)).hidden),
    faint: (id) => faint(id),
    scale: () => network.getScale(),
  });
})();
