// Buttons that copy the address in the field they name.
const strings = JSON.parse(document.getElementById("strings").textContent);
const live = document.getElementById("live");

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      live.textContent = strings.copied;
    } catch {
      live.textContent = strings.notCopied;
    }
    setTimeout(() => (live.textContent = ""), 4000);
  });
}
