/**
 * The service worker, which keeps the page's files so that it opens without a network. The page itself is fetched each
 * time, and comes from the cache where nothing answers; its other files come from the cache first. It leaves the API
 * alone, because an old guess would be worse than none; the outbox keeps the digits.
 */

import { kindOf } from "./requestKind";

declare const self: ServiceWorkerGlobalScope;
/** Every file of the page; the build fills this in. */
declare const FILES: readonly string[];

/** The address of the page, beside which this file lies. */
const address = new URL(".", self.location.href).href;
const ours = `ductus ${address} `; // all that one origin keeps is kept together
const cacheName = ours + FILES.join(" ");

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([address, ...FILES]);
  await self.skipWaiting();
}

/** Tell whether an earlier release of this page kept this. Up to 0.3 all names began with the address of a file. */
function isOlder(name: string): boolean {
  return (name.startsWith(ours) || name.startsWith("ductus /")) && name !== cacheName;
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => isOlder(name)).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Return the page from the network, or the kept copy where nothing answers. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match(address);
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
  switch (kindOf(event.request, address)) {
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
