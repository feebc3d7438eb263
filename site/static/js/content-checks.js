// Our own rules in Wagtail's content checker (home/content_checks.py says what they are).

const wordsOf = (node) => node.textContent.replace(/\s+/g, " ").trim();

window.wagtail.userbar.registerCheck("check-link-words", (node, options) => {
  const name = node.getAttribute("aria-label") || wordsOf(node);
  return !new RegExp(options.pattern, "iu").test(name);
});

window.wagtail.userbar.registerCheck("check-one-next-step", (node) => {
  const steps = [...document.querySelectorAll(".prose .next-step")];
  return steps.indexOf(node) < 1;
});

window.wagtail.userbar.registerCheck("check-not-shouting", (node) => {
  const letters = wordsOf(node).replace(/[^\p{L}]/gu, "");
  return letters.length < 9 || letters !== letters.toUpperCase();
});

window.wagtail.userbar.registerCheck("check-search-description", () => {
  return !document.querySelector('meta[name="editors-note"][content="no-description"]');
});

window.wagtail.userbar.registerCheck("check-picture-words", (node) => {
  const caption = node.closest("figure")?.querySelector("figcaption");
  return !caption || !node.alt || wordsOf(caption) !== node.alt.trim();
});
