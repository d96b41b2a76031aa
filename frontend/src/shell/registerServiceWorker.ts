/** Has the browser keep the page, once it has shown it; where it cannot, the page works all the same, online. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  const register = () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {
      // Forbidden by the browser's settings, for instance.
    });
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
