/** Have the browser keep the page for times without a network; where it cannot, the page works online alone. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const register = () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {
      // The browser's settings may forbid it.
    });
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
