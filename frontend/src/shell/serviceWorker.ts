/**
 * Keeps the page itself in the browser, so that it opens without a network; the outbox looks after the digits.
 * The page is asked for anew each time, and taken from the cache where nothing answers; files whose names hold their
 * own hash are taken from the cache. The API is never touched: an old guess would be worse than none.
 */

import { kindOf } from "./requestKind";

declare const self: ServiceWorkerGlobalScope;
/** Filled in by the build: every file of the page. */
declare const FILES: readonly string[];

const cacheName = `ductus ${FILES.join(" ")}`;

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(["/", ...FILES]);
  await self.skipWaiting();
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== cacheName).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page from the network, or as it was kept when it was last there. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match("/");
    if (kept === undefined) throw failure;
    return kept;
  }
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder());
});

self.addEventListener("fetch", (event) => {
  switch (kindOf(event.request, self.location.origin)) {
    case "page":
      event.respondWith(page(event.request));
      break;
    case "file":
      event.respondWith(file(event.request));
      break;
    case "elsewhere":
      break;
  }
});
