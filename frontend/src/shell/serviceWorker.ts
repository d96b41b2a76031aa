/**
 * The service worker, which keeps the page's files so that it opens without a network. The page itself is fetched each
 * time, and comes from the cache where nothing answers; files with a hash in their names come from the cache first. It
 * leaves the API alone, because an old guess would be worse than none; the outbox keeps the digits.
 */

import { kindOf } from "./requestKind";

declare const self: ServiceWorkerGlobalScope;
/** Every file of the page; the build fills this in. */
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

/** Return the page from the network, or the kept copy where nothing answers. */
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
