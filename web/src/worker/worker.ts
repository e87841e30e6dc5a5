/// <reference lib="webworker" />
/**
 * Keeps the shells and files of the pages that must open without a network. The network goes first for a page, so that a new version shows at
 * once; files with a hash in their name never change and come from here. Answers of the API are never kept: a page that needs data off-line
 * stores it itself and says how old it is.
 */
declare const OFFLINE_FILES: string[];
declare const SHELL_PATHS: Record<string, string>;
declare const self: ServiceWorkerGlobalScope;
export {};

const CACHE = "onsale-" + hash(OFFLINE_FILES.join());
const NETWORK_MS = 4_000; // in a crowd a network may be there and yet answer nothing

function hash(text: string): string {
  let value = 5381;
  for (let i = 0; i < text.length; i++) {
    value = (value * 33 + text.charCodeAt(i)) >>> 0;
  }
  return value.toString(36);
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(OFFLINE_FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  const shell = SHELL_PATHS[url.pathname.split("/")[1]!];
  if (event.request.mode === "navigate" && shell !== undefined && OFFLINE_FILES.includes(`/${shell}.html`)) {
    event.respondWith(page(event.request, `/${shell}.html`));
  } else if (OFFLINE_FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(event.request)));
  }
});

async function page(request: Request, shell: string): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(NETWORK_MS) });
  } catch (problem) {
    const kept = await caches.match(shell);
    if (kept === undefined) {
      throw problem;
    }
    return kept;
  }
}
