import type { Event, Me } from "./types.ts";
import { ask } from "../kit/http.ts";
import { isManager } from "./me.ts";

const PAGE = 100; // the most that a page of the list may have
const PAGES_MAX = 5; // of the latest events; an older sale is over and shown without its event

/** The event whose sale this is, among the latest of those that the caller may operate; null if it is not among them. */
export async function findEventOfSale(saleId: string, me: Me, signal?: AbortSignal): Promise<Event | null> {
  const seller = isManager(me) ? undefined : "me";
  let after: string | undefined;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await ask("GET /api/v1/events", { query: { seller, after, limit: PAGE }, signal });
    const found = page.events.find((event) => event.sale.saleId === saleId);
    if (found !== undefined || page.next == null) {
      return found ?? null;
    }
    after = page.next;
  }
  return null;
}

export { titleOf } from "../kit/event-text.ts";
