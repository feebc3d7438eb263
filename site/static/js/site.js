// Everything works without this file. It only saves a step.

// After a form was sent in with errors, the summary is where the person should be.
document.querySelector(".error-summary")?.focus();
