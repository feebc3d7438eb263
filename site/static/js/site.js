// Everything works without this file. It only saves a step.

// After a form was sent in with errors, the summary is where the person should be.
document.querySelector(".error-summary")?.focus();

// What is used elsewhere, an address or a bar code, is copied by one press instead of three.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = document.querySelector(`[data-copied="${button.dataset.copy}"] > span`);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select?.();
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    said.hidden = false;
  });
}
