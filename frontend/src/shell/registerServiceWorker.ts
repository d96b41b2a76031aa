/** Ask the browser to keep the page, so that it opens without a network. Some cannot, and open it only online. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const register = () => {
    navigator.serviceWorker.register("sw.js").catch(() => {
      // The browser's settings may forbid it.
    });
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
