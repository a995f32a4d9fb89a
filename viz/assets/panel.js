// --- the panel: an entity, a group or links, with every claim and where it stands ----------------------------------
const panel = $("panel");
const MOST_LISTED = 200; // rows of one list; the table has all
const pairs = (dl, label, text) => { if (text) dl.append(make("dt", label), make("dd", text)); };

function claimOf(s) {
  const d = make("div", undefined, "claim");
  if (s.qualifiers.length) {
    const dl = make("dl");
    for (const q of s.qualifiers) pairs(dl, pick(wording.qualifiers[q.name]), q[state.lang]);
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
  d.append(source, make("p", pick(s.coding), "coding"), make("code", s.key));
  for (const p of s.spans) {
    d.append(make("p", p[state.lang], "span"));
    if (p.quote) {
      const quote = make("blockquote", p.quote);
      quote.title = say("quote");
      d.append(quote);
    }
  }
  const dl = make("dl");
  pairs(dl, say("reviewed"), pick(s.review));
  pairs(dl, say("made_by"), pick(s.made));
  d.append(dl, make("p", `${say("cite")}: ${s.cite}`, "cite"));
  return d;
}
function title(text) {
  const shut = press("×", "shut", () => { choose(null); });
  shut.setAttribute("aria-label", say("close"));
  const h = make("h2");
  h.append(make("span", text, "name"), shut);
  return h;
}
const rest = (listed) => (listed.length > MOST_LISTED ? [make("p", `… +${listed.length - MOST_LISTED} · ${say("table")}`, "more")] : []);

function showLinks(ids) {
  panel.replaceChildren(title(say("evidence")));
  for (const id of ids.slice(0, MOST_LISTED)) {
    const l = links[id];
    const h = make("h3");
    const end = (n) => press(named(n), "end name", () => { visit(n); panel.focus(); });
    h.append(end(l.from), make("span", ` ${pick(wording.relations[l.relation])} → `), end(l.to));
    panel.append(h);
    for (const s of l.statements) panel.append(claimOf(s));
  }
  panel.append(...rest(ids));
}
function showNode(id) {
  const n = entities[id];
  panel.replaceChildren(title(named(id)), make("p", pick(wording.kinds[n.kind]), "class"));
  const dl = make("dl");
  pairs(dl, say("names"), n.names.join(" · "));
  pairs(dl, say("said_by"), n.note);
  pairs(dl, say("place"), n.place);
  for (const [zh, en, ...text] of n.facts) pairs(dl, pick([zh, en]), pick(text));
  pairs(dl, "IRI", n.iri);
  const near = linksAt.get(id) ?? [];
  panel.append(dl);
  const folded = near.flatMap((l) => groupsAround(l.from === id ? l.to : l.from)).filter((group) => !state.open.has(group));
  if (folded.length) panel.append(press(say("open_near"), "near", () => { if (unfoldAll(folded)) choose(state.chosen); }));
  panel.append(make("h3", say("links")));
  for (const l of near.slice(0, MOST_LISTED)) {
    const b = press(sentence(l) + (l.statements.length ? ` (${l.statements.length})` : ""), "near", () => { choose({ links: [l.id] }); panel.focus(); });
    const note = entities[l.from === id ? l.to : l.from].note;
    if (note) b.append(make("small", ` ${note}`));
    panel.append(b);
  }
  panel.append(...rest(near));
}
function showGroup(id) {
  const n = byId.get(id);
  panel.replaceChildren(title(`${n["name_" + state.lang]} ×${n.members.length}`));
  const note = n["note_" + state.lang];
  if (note) panel.append(make("p", note, "class"));
  const label = state.open.has(id) ? say("close_group") : say("open_group");
  panel.append(press(label, "near toggle", () => { if (toggle(id)) { choose({ group: id }); panel.focus(); } }), make("h3", say("members")));
  for (const member of n.members.slice(0, MOST_LISTED)) panel.append(press(named(member), "near name", () => { visit(member); panel.focus(); }));
  panel.append(...rest(n.members));
}
// Ids of the boxes that belong to what is chosen, or that stand for them.
function around(what) {
  const ids = what.group ? [what.group, ...byId.get(what.group).members] : what.node ? [what.node] : [];
  const ours = new Set(ids);
  const near = what.links ? what.links.map((i) => links[i]) : [...ours].flatMap((id) => linksAt.get(id) ?? []);
  for (const l of near) ids.push(l.from, l.to);
  const numbers = new Set(near.map((l) => l.id));
  for (const n of boxes) if (isTag(n) && n.links.some((i) => numbers.has(i))) ids.push(n.id);
  const lit = new Set(ids);
  for (const id of ids) {
    const shown = byId.has(id) ? shownAs(id) : undefined;
    if (shown) lit.add(shown.id);
  }
  return lit;
}
function choose(what) {
  state.chosen = what;
  $("status").textContent = "";
  state.lit = what ? around(what) : null;
  if (!what) panel.replaceChildren(make("h2", say("evidence")), make("p", say("hint")));
  else if (what.node) showNode(what.node);
  else if (what.group) showGroup(what.group);
  else showLinks(what.links);
  root.toggleAttribute("data-chosen", Boolean(what));
  panel.parentElement.scrollTop = 0;
  panel.scrollTop = 0;
  if (what && panel.offsetTop > panel.parentElement.clientHeight * 0.7) panel.parentElement.scrollTop = panel.offsetTop;
  redraw();
  const marked = what && (what.node ?? what.group);
  network.setSelection({ nodes: marked && nodes.get(marked) ? [marked] : [], edges: [] }, { highlightEdges: false });
  remember();
}
document.addEventListener("click", (e) => {
  const row = e.target.closest?.("button[data-link]");
  if (!row) return;
  choose({ links: [Number(row.dataset.link)] });
  panel.scrollIntoView({ block: "nearest" });
  panel.focus();
});
