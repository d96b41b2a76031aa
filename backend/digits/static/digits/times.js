/** Writes moments in the reader's zone and names it. UTC stays in the title, and is what stands there without a script. */

const { lang } = document.documentElement;
const form = new Intl.DateTimeFormat(lang.startsWith("en") ? "en-GB" : lang || undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

const write = (within) => {
  for (const time of within.querySelectorAll("time[datetime]:not([title])")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.title = time.textContent;
    time.textContent = form.format(at);
  }
};

write(document);
// The dashboard's first row is renewed by another script.
new MutationObserver(() => write(document)).observe(document.body, { childList: true, subtree: true });
