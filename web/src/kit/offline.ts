/** Keeps the pages that must open without a network (tickets, the gate) on the device. */
export function keepOffline(): void {
  if ("serviceWorker" in navigator) {
    addEventListener("load", () => {
      navigator.serviceWorker.register("/worker.js").catch(() => {}); // without it the pages work while there is a network
    });
  }
}
