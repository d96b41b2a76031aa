/** Whatever gives the page other colours: the device, the switch of the page, or forced colours. */

const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/** Call back with every change of the page's colours; return a function that ends this. A canvas must repaint then. */
export function onOtherColours(call: () => void): () => void {
  const device = queries.map((query) => matchMedia(query));
  const theme = new MutationObserver(call);
  for (const query of device) query.addEventListener("change", call);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    for (const query of device) query.removeEventListener("change", call);
    theme.disconnect();
  };
}
