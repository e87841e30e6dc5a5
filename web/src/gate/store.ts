import { Database } from "../kit/database.ts";
import type { GateTicket, KeptPerformance, Scan } from "./model.ts";

/** A page of the list as it was answered, or of its later changes; the list is all of them in order. Far faster than a row per ticket. */
interface Page {
  performanceId: string;
  number: number;
  tickets: GateTicket[];
}

const PAGES_MAX = 300; // then the list is written anew in whole pages
const PAGE_TICKETS = 1_000;

const kept = new Database("onsale-gate", 1, {
  stores: {
    performances: { keyPath: "performanceId" },
    pages: { keyPath: ["performanceId", "number"] },
    scans: { keyPath: "scanId", indexes: { performance: "performanceId" } },
  },
});

const pagesOf = (performanceId: string) => IDBKeyRange.bound([performanceId, 0], [performanceId, Infinity]);

export async function keptPerformances(): Promise<KeptPerformance[]> {
  return await kept.all<KeptPerformance>("performances");
}

export async function keptPerformance(performanceId: string): Promise<KeptPerformance | null> {
  return await kept.get<KeptPerformance>("performances", performanceId) ?? null;
}

export async function keepPerformance(performance: KeptPerformance): Promise<void> {
  await kept.put("performances", performance);
}

/** The pages of the list, in order, and the number of the next one. */
export async function keptPages(performanceId: string): Promise<{ pages: GateTicket[][]; next: number }> {
  const pages = await kept.all<Page>("pages", pagesOf(performanceId));
  return { pages: pages.map((page) => page.tickets), next: (pages.at(-1)?.number ?? -1) + 1 };
}

/** Keeps a page together with how far the list is known: after a crash both agree. */
export async function keepPage(performance: KeptPerformance, number: number, tickets: GateTicket[]): Promise<void> {
  await kept.write(["performances", "pages"], (store) => {
    store("performances").put(performance);
    if (tickets.length > 0) {
      store("pages").put({ performanceId: performance.performanceId, number, tickets });
    }
  });
}

export function isWorn(pages: number, tickets: number): boolean {
  return pages > PAGES_MAX + tickets / PAGE_TICKETS;
}

/** Writes the list anew, in as few pages as it takes; the number of the next page. */
export async function rewritePages(performanceId: string, tickets: GateTicket[]): Promise<number> {
  const count = Math.ceil(tickets.length / PAGE_TICKETS);
  await kept.write(["pages"], (store) => {
    store("pages").delete(pagesOf(performanceId));
    for (let number = 0; number < count; number++) {
      const page = tickets.slice(number * PAGE_TICKETS, (number + 1) * PAGE_TICKETS);
      store("pages").put({ performanceId, number, tickets: page });
    }
  });
  return count;
}

/** Oldest first. */
export async function keptScans(performanceId: string): Promise<Scan[]> {
  const scans = await kept.all<Scan>("scans", IDBKeyRange.only(performanceId), "performance");
  return scans.sort((a, b) => a.scannedAt - b.scannedAt);
}

export async function keepScans(scans: readonly Scan[]): Promise<void> {
  await kept.write(["scans"], (store) => scans.forEach((each) => store("scans").put(each)));
}

/** Removes all that this device keeps of a performance. */
export async function forget(performanceId: string): Promise<void> {
  const scans = await keptScans(performanceId);
  await kept.write(["performances", "pages", "scans"], (store) => {
    store("performances").delete(performanceId);
    store("pages").delete(pagesOf(performanceId));
    scans.forEach((scan) => store("scans").delete(scan.scanId));
  });
}
