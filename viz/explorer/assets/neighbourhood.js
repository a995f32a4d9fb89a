"use strict";
// The picture of a neighbourhood: boxes in columns around one entity, whose neighbours are asked of the server as they
// are opened.  Between a box and its neighbours stands the relation, which brings more of them where there are.
(() => {
  const home = document.getElementById("neighbourhood");
  const page = document.documentElement;
  const said = home.dataset;
  const language = page.lang.startsWith("zh") ? "zh" : "en";
  const MOST = 400, ACROSS = 300, DOWN = 58, WIDE = 24; // boxes; pixels between columns and rows; widths of a line
  const list = document.getElementById("boxes");
  const status = document.getElementById("told");
  const boxes = new Map(); // id → entity with its column, row and whether it is open
  const taken = new Map(); // column → rows that are taken
  const colour = (name) => getComputedStyle(page).getPropertyValue("--" + name).trim();
  const nodes = new vis.DataSet([]), edges = new vis.DataSet([]);
  const network = new vis.Network(document.getElementById("picture"), { nodes, edges }, {
    physics: { enabled: false }, layout: { improvedLayout: false }, autoResize: true,
    interaction: { hover: false, dragNodes: true, keyboard: false, selectConnectedEdges: false },
    edges: { smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 } },
  });

  const breadth = (c) => (c.codePointAt(0) > 0x2e80 ? 2 : 1);
  function wrapped(text, lines) {
    const out = [];
    let line = "", width = 0;
    for (const c of text) {
      if (width + breadth(c) > WIDE) {
        if (out.length === lines - 1) return [...out, line + "…"].join("\n");
        out.push(line);
        [line, width] = ["", 0];
      }
      line += c;
      width += breadth(c);
    }
    return [...out, line].join("\n");
  }
  const shape = (box) => ({
    id: box.id, label: wrapped(box.label, 2), x: box.column * ACROSS, y: box.row * DOWN, shape: "box", margin: 7,
    font: { color: colour("ink"), size: 14 }, borderWidth: box.root ? 3 : 1.5,
    color: {
      background: colour("paper"), border: colour("kind-" + box.kind) || colour("soft"),
      highlight: { background: colour("panel"), border: colour("accent") },
    },
  });
  const tagShape = (tag) => ({
    id: tag.id, label: tag.left ? `${tag.label}\n+${tag.left}${tag.many ? "…" : ""}` : tag.label, shape: "box", margin: 3,
    x: tag.column * ACROSS, y: tag.row * DOWN, borderWidth: tag.left ? 1 : 0,
    font: { color: colour("soft"), size: 12 },
    color: { background: colour("panel"), border: colour("soft"), highlight: { background: colour("panel"), border: colour("accent") } },
  });
  const line = (from, to, arrow) => ({
    id: `${from} ${to}`, from, to, arrows: arrow ? "to" : "", color: { color: colour("soft"), highlight: colour("accent") },
  });

  // Rows of a column that are free, the nearest to a row first, in the order of their height.
  function rows(column, near, many) {
    const used = taken.get(column) ?? taken.set(column, new Set()).get(column);
    const free = [];
    for (let d = 0; free.length < many; d += 1) {
      for (const row of d ? [near + d, near - d] : [near]) if (free.length < many && !used.has(row)) free.push(row);
    }
    for (const row of free) used.add(row);
    return free.sort((a, b) => a - b);
  }
  function place(side, parent, listed, near) {
    const fresh = listed.filter((one) => !boxes.has(one.id));
    const free = rows(side, near, fresh.length);
    fresh.forEach((one, i) => {
      const box = { ...one, column: side, row: free[i], open: false, root: false };
      boxes.set(box.id, box);
      nodes.update(shape(box));
      itemOf(box);
    });
    return listed.map((one) => boxes.get(one.id));
  }
  function tie(parent, told, column, near) {
    const id = `${parent.id} ${told.relation} ${told.outgoing}`;
    const found = place(column, parent, told.near, near);
    const middle = found.reduce((sum, box) => sum + box.row, 0) / found.length;
    const old = nodes.get(id);
    const between = (parent.column + column) / 2;
    const tag = { id, label: told.label, left: told.left, many: told.many, column: between, row: old ? old.y / DOWN : rows(between, Math.round((middle + parent.row) / 2), 1)[0] };
    nodes.update(tagShape(tag));
    tags.set(id, { ...told, tag, parent, column });
    edges.update(told.outgoing ? line(parent.id, id, false) : line(id, parent.id, true));
    edges.update(found.map((box) => (told.outgoing ? line(id, box.id, true) : line(box.id, id, false))));
  }
  const tags = new Map(); // id → what the relation brought last

  async function asked(box, more) {
    const address = new URL(`/near/${box.id.split("/").map(encodeURIComponent).join("/")}`, location.origin);
    address.search = new URLSearchParams({ format: "json", lang: language, ...more });
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }
  const count = () => { status.textContent = said.drawn.replace("{}", boxes.size); };
  async function opened(box, more = {}) {
    if (boxes.size >= MOST) {
      status.textContent = said.full;
      return;
    }
    try {
      const answer = await asked(box, more);
      if (!answer.ties.length && !more.relation) status.textContent = said.nothing;
      spread(box, answer.ties);
      box.open = true;
      network.fit({ minZoomLevel: 0.75, maxZoomLevel: 1.1 });
      if (answer.ties.length) count();
    } catch (error) {
      status.textContent = `${said.failed} ${error.message}`;
    }
  }
  function spread(box, ties) {
    const sides = new Map();
    for (const told of ties) {
      const side = box.root ? (told.outgoing ? 1 : -1) : box.column + Math.sign(box.column);
      sides.set(side, [...(sides.get(side) ?? []), told]);
    }
    for (const [side, listed] of sides) {
      const all = listed.reduce((sum, told) => sum + told.near.filter((one) => !boxes.has(one.id)).length, 0);
      let next = box.row - Math.floor(all / 2);
      for (const told of listed) {
        const many = told.near.filter((one) => !boxes.has(one.id)).length;
        tie(box, told, side, next + Math.floor(many / 2));
        next += many;
      }
    }
  }
  const more = (id) => {
    const told = tags.get(id);
    if (!told || !told.left) return;
    opened(told.parent, { relation: told.relation, direction: told.outgoing ? "out" : "in", from: told.next });
  };

  // The same for a keyboard and for those who hear the page.
  function itemOf(box) {
    const item = document.createElement("li"), link = document.createElement("a"), button = document.createElement("button");
    link.href = box.to;
    link.className = "name";
    link.textContent = box.label;
    button.type = "button";
    button.textContent = said.open;
    button.setAttribute("aria-label", `${said.open}: ${box.label}`);
    button.addEventListener("click", () => opened(box));
    item.append(link, " ", button);
    list.append(item);
  }
  network.on("click", ({ nodes: [id] }) => {
    if (tags.has(id)) more(id);
    else if (boxes.has(id) && !boxes.get(id).open) opened(boxes.get(id));
  });
  network.on("doubleClick", ({ nodes: [id] }) => { if (boxes.has(id)) location.assign(boxes.get(id).to); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    nodes.update([...boxes.values()].map(shape));
    nodes.update([...tags.values()].map(({ tag }) => tagShape(tag)));
  });

  (async () => {
    home.hidden = false;
    network.setSize("100%", "100%");
    const root = { id: said.entity, label: said.label, kind: said.entity.split("/")[0], to: `/id/${said.entity}`, column: 0, row: 0, open: true, root: true };
    boxes.set(root.id, root);
    rows(0, 0, 1);
    nodes.add(shape(root));
    await opened(root);
    home.dataset.ready = "yes";
  })();
})();
