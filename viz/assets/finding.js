// --- search, legend, time ------------------------------------------------------------------------------------------
function visit(id) {
  unfoldAll(groupsAround(id));
  choose({ node: id });
  if (nodes.get(id)) network.focus(id, { scale: Math.max(network.getScale(), READABLE) });
}
function find() {
  const text = $("search").value.trim().toLowerCase().replace(/\s+/g, "");
  const hits = text ? Object.keys(entities).filter((i) => entities[i].search.some((s) => s.replace(/\s+/g, "").includes(text))) : [];
  $("hits").replaceChildren(...hits.slice(0, 40).map((id) => {
    const b = press(named(id), "name", () => visit(id));
    b.append(make("small", ` ${pick(wording.kinds[entities[id].kind])}${entities[id].note ? " · " + entities[id].note : ""}`));
    const li = make("li");
    li.append(b);
    return li;
  }));
  if (hits.length > 40) $("hits").append(make("li", `… +${hits.length - 40}`));
  if (text && !hits.length) $("hits").append(make("li", say("no_hit")));
  state.lit = text ? new Set(hits.flatMap((id) => [id, byId.has(id) ? shownAs(id).id : id])) : null;
  redraw();
  return hits;
}
$("search").addEventListener("input", find);
$("search").addEventListener("keydown", (e) => {
  if (e.key === "Enter") { const hits = find(); if (hits.length) visit(hits[0]); }
  if (e.key === "Escape") { $("search").value = ""; find(); choose(null); }
});
const filters = document.querySelectorAll("#legend input[data-kind], #legend input[data-relation]");
for (const input of filters) {
  input.addEventListener("change", () => {
    const [set, key] = input.dataset.kind ? [state.off.kinds, input.dataset.kind] : [state.off.relations, input.dataset.relation];
    if (input.checked) set.delete(key); else set.add(key);
    redraw();
    remember();
  });
}
// The slider stops at every day on which a dated link may begin, or may have ended, and last at all times.
const dated = links.flatMap((l) => l.statements).filter((s) => s.when);
const days = [...new Set(dated.flatMap((s) => s.when))].filter((d) => d > "0000-00-00" && d < "9999").sort();
function showTime() {
  $("day").textContent = state.at ?? say("all_times");
  $("time").setAttribute("aria-valuetext", $("day").textContent);
  $("when").classList.toggle("asked", state.at !== null);
}
function setTime(day) {
  state.at = days.includes(day) ? day : null;
  $("time").value = String(state.at === null ? days.length : days.indexOf(state.at));
  showTime();
  redraw();
  remember();
}
if (days.length) {
  $("when").hidden = false;
  $("time").max = String(days.length);
  $("time").value = String(days.length);
  $("time").addEventListener("input", () => setTime(days[Number($("time").value)]));
  const undated = links.filter((l) => !l.statements.some((s) => s.when)).length;
  $("undated-count").textContent = String(undated);
  $("undated").addEventListener("change", () => { state.undated = $("undated").checked; redraw(); remember(); });
}
