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
  const kindOf = new Map(data.nodes.map((n) => [n.id, n.kind]));
  const dashed = new Set(["police-kind", "post"]);
  const round = { mechanism: 14, meeting: 14, tag: 4 };
  const tags = data.nodes.filter((n) => n.kind === "tag");

  const hiddenNode = (n) => {
    if (n.kind === "tag") {
      const shut = (i) => off.classes.has(kindOf.get(links[i].from)) || off.classes.has(kindOf.get(links[i].to));
      return off.relations.has(n.relation) || n.links.every(shut);
    }
    return off.classes.has(n.kind);
  };
  const faint = (id) => lit !== null && !lit.has(id);
  const box = (n) => {
    const heading = n.kind === "heading";
    const tag = n.kind === "tag";
    const edge = tag ? colour(n.relation) : colour(n.kind);
    return {
      id: n.id, x: n.x, y: n.y, label: n[lang], shape: heading ? "text" : "box", fixed: true, hidden: hiddenNode(n),
      chosen: !heading, margin: { top: 5, bottom: 5, left: 6, right: 6 }, opacity: faint(n.id) && !heading ? 0.18 : 1,
      widthConstraint: heading ? false : { minimum: n.width - 12, maximum: n.width - 12 },
      heightConstraint: heading ? false : { minimum: n.height - 10, valign: "middle" },
      borderWidth: heading ? 0 : 1.5, borderWidthSelected: 3,
      shapeProperties: { borderRadius: round[n.kind] ?? 4, borderDashes: dashed.has(n.kind) ? [5, 3] : false },
      color: heading ? undefined : {
        background: colour(n.kind + "-fill"), border: edge,
        highlight: { background: colour(n.kind + "-fill"), border: colour("accent") },
        hover: { background: colour(n.kind + "-fill"), border: colour("accent") },
      },
      font: { face: family, size: tag ? 12.5 : 14, color: colour(heading ? "soft" : "ink"), bold: false, vadjust: tag ? 0 : 1 },
    };
  };
  const line = (e) => {
    const seen = e.relations.filter((r) => !off.relations.has(r));
    const c = colour(seen[0] || e.relations[0]);
    const dim = faint(e.from) || faint(e.to);
    return {
      id: e.id, from: e.from, to: e.to, hidden: seen.length === 0, width: e.hierarchy ? 1.2 : 1.6, selectionWidth: 1.5,
      hoverWidth: 0.6, dashes: e.hierarchy ? [2, 3] : false, arrows: { to: { enabled: e.arrow, scaleFactor: 0.55 }, from: { enabled: e.back, scaleFactor: 0.55 } },
      arrowStrikethrough: false,
      color: { color: c, highlight: colour("accent"), hover: colour("accent"), opacity: dim ? 0.08 : e.hierarchy ? 0.9 : 0.75 },
      smooth: e.hierarchy ? false : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.42 },
    };
  };
  const nodes = new vis.DataSet(data.nodes.map(box));
  const edges = new vis.DataSet(data.edges.map(line));
  const picture = $("picture");
  const options = JSON.parse(data.options);
  const network = new vis.Network(picture, { nodes, edges }, { ...options, autoResize: true });
  const redraw = () => { nodes.update(data.nodes.map(box)); edges.update(data.edges.map(line)); };
  const fit = () => network.fit({ maxZoomLevel: 1.25, animation: false });
  fit();

  // --- the evidence ----------------------------------------------------------------------------------------------
  const panel = $("panel");
  const claimOf = (s) => {
    const d = make("div", undefined, "claim");
    if (s.qualifiers.length) {
      const dl = make("dl");
      for (const q of s.qualifiers) dl.append(make("dt", pick(wording.qualifiers[q.name])), make("dd", q[lang]));
      d.append(dl);
    }
    const title = make("p");
    if (s.address) {
      const a = make("a", s.title);
      a.href = s.address;
      a.rel = "noopener noreferrer";
      a.target = "_blank";
      title.append(a);
    } else title.textContent = s.title;
    d.append(title, make("code", s.key));
    for (const p of s.spans) d.append(make("p", p.row ? `${say("row")} ${p.row}` : `${say("span")} ${p.start}–${p.end}`, "span"));
    d.append(make("p", `${say("cite")}: ${s.cite}`, "cite"));
    return d;
  };
  const sentence = (l) => `${entities[l.from].label} — ${pick(wording.relations[l.relation])} → ${entities[l.to].label}`;
  const showLinks = (ids) => {
    panel.replaceChildren(make("h2", say("evidence")));
    for (const id of ids) {
      panel.append(make("h3", sentence(links[id])));
      for (const s of links[id].statements) panel.append(claimOf(s));
    }
  };
  const showNode = (id) => {
    const n = entities[id];
    panel.replaceChildren(make("h2", n.label), make("p", pick(wording.classes[n.kind]), "class"));
    const dl = make("dl");
    if (n.names.length) dl.append(make("dt", say("names")), make("dd", n.names.join(" · ")));
    if (n.place) dl.append(make("dt", say("place")), make("dd", n.place));
    dl.append(make("dt", "IRI"), make("dd", n.iri));
    panel.append(dl, make("h3", say("links")));
    for (const l of links) {
      if (l.from !== id && l.to !== id) continue;
      const b = make("button", `${sentence(l)} (${l.statements.length})`, "near");
      b.type = "button";
      b.addEventListener("click", () => choose({ links: [l.id] }));
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
    redraw();
  }
  network.on("click", (p) => {
    const node = data.nodes.find((n) => n.id === p.nodes[0]);
    if (node && node.kind === "tag") choose({ links: node.links });
    else if (node && node.kind !== "heading") choose({ node: node.id });
    else if (p.edges.length) choose({ links: data.edges.find((e) => e.id === p.edges[0]).links });
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
  const drawn = new Set(data.nodes.map((n) => n.id));
  const visit = (id) => {
    choose({ node: id });
    if (drawn.has(id)) { network.selectNodes([id], false); network.focus(id, { scale: Math.max(network.getScale(), 0.9) }); }
  };
  const find = () => {
    const text = $("search").value.trim().toLowerCase().replace(/\s+/g, "");
    const hits = text ? Object.keys(entities).filter((i) => entities[i].search.some((s) => s.replace(/\s+/g, "").includes(text))) : [];
    $("hits").replaceChildren(...hits.slice(0, 40).map((id) => {
      const b = make("button", entities[id].label);
      b.type = "button";
      b.addEventListener("click", () => visit(id));
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
  $("reset").addEventListener("click", () => { $("search").value = ""; find(); network.unselectAll(); choose(null); fit(); });
  const save = (name, href) => {
    const a = make("a");
    a.download = name;
    a.href = href;
    a.click();
  };
  $("png").addEventListener("click", () => {
    const canvas = picture.querySelector("canvas");
    const copy = make("canvas");
    copy.width = canvas.width;
    copy.height = canvas.height;
    const pen = copy.getContext("2d");
    pen.fillStyle = colour("paper");
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(canvas, 0, 0);
    save("cross-department.png", copy.toDataURL("image/png"));
  });
  $("csv").addEventListener("click", () => {
    const cell = (v) => { const t = String(v); return '"' + (/^[=+\-@\t\r]/.test(t) ? "'" + t : t).replaceAll('"', '""') + '"'; };
    const rows = [["from", "relation", "to", "qualifiers", "document", "title", "start", "end", "claim", "dataset"]];
    for (const l of links) for (const s of l.statements) for (const p of s.spans) {
      const q = s.qualifiers.map((x) => `${x.name}=${x.en}`).join("; ");
      rows.push([entities[l.from].label, l.relation, entities[l.to].label, q, s.key, s.title, p.start, p.end, s.claim, data.dataset]);
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
    spot: (id) => { const at = network.canvasToDOM(network.getPosition(id)), r = picture.getBoundingClientRect(); return { x: r.x + at.x, y: r.y + at.y }; },
    hidden: (id) => Boolean((nodes.get(id) || edges.get(id)).hidden),
  });
})();
