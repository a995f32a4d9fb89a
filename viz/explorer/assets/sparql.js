"use strict";
// The editor of the SPARQL page: Ctrl-Enter runs the query, a click inserts a prefix, Tab keeps its meaning.
(() => {
  const text = document.getElementById("query");
  if (!text) return;
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.getElementById("run").click();
    }
  });
  for (const button of document.querySelectorAll("[data-prefix]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      text.setRangeText(`${button.dataset.prefix}:`, text.selectionStart, text.selectionEnd, "end");
      text.focus();
    });
  }
})();
