// The picture answers the pointer: what the page shows already is drawn again by Vega, its expressions interpreted.
"use strict";
(() => {
  const place = document.getElementById("picture");
  const specification = JSON.parse(document.getElementById("specification").textContent);
  const live = document.createElement("div");
  live.id = "live";
  const options = { actions: false, ast: true, defaultStyle: false, renderer: "svg", tooltip: { disableDefaultStyle: true } };
  vegaEmbed(live, specification, options).then(() => {
    place.replaceChildren(live);
    document.documentElement.dataset.live = "yes";
  });
})();
