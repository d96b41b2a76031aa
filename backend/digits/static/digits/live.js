/** Renews the top of the dashboard while the page is visible. Without this script, the page stays as it was loaded. */

const live = document.querySelector("#live");
const EVERY_MS = 5000;
const renew = async () => {
  if (document.hidden || live.contains(document.activeElement)) return;
  try {
    const answer = await fetch(live.dataset.address, { redirect: "manual" });
    if (answer.status !== 200) throw new Error(String(answer.status));
    const text = await answer.text();
    live.classList.remove("is-old");
    if (text.trim() !== live.innerHTML.trim()) live.innerHTML = text;
  } catch {
    live.classList.add("is-old");
  }
};
if (live !== null) setInterval(renew, EVERY_MS);
