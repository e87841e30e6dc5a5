import type { ticket } from "contract";
import { eventBody, venueBody } from "./bodies.ts";
import type { Draft, DraftPlan } from "./draft.ts";

/** How far publishing has come. Kept with the draft, so that a reload in the middle goes on where it stopped. */
export interface Progress {
  venue?: Request<string>;
  event?: Request<ticket.Published>;
  /** performances whose seats are kept back already */
  keptBackIn: string[];
}

/** A request that was or may have been sent: the same body always goes with the same key, so that the server does it once. */
export interface Request<T> {
  key: string;
  body: string;
  done?: T;
}

export interface Shop {
  newKey(): string;
  openVenue(body: ticket.NewVenue, key: string): Promise<string>;
  publish(body: ticket.NewEvent, key: string): Promise<ticket.Published>;
  keepBack(performanceId: string, seatIds: string[]): Promise<void>;
  /** whether the server has refused for a reason that a repeat will not change */
  isFinal(problem: unknown): boolean;
  /** must have ended before a request is sent */
  save(progress: Progress): Promise<void>;
}

/** Makes the venue if it is new, publishes the event, and keeps seats back: each once, however often this is run. */
export async function publish(draft: Draft, plan: DraftPlan | null, before: Progress | null, shop: Shop): Promise<ticket.Published> {
  let progress: Progress = before ?? { keptBackIn: [] };
  const save = async (change: Partial<Progress>) => {
    progress = { ...progress, ...change };
    await shop.save(progress);
  };
  const venueId = await venueOf(draft, plan, progress, shop, save);
  const body = eventBody(draft, venueId);
  const event = request(progress.event, JSON.stringify(body), shop);
  if (event.done === undefined) {
    await save({ event, keptBackIn: [] });
    try {
      event.done = await shop.publish(body, event.key);
    } catch (problem) {
      if (shop.isFinal(problem)) { // nothing was published: the draft may change again
        await save({ event: undefined });
      }
      throw problem;
    }
    await save({ event });
  }
  for (const { performanceId } of draft.keptBack.length === 0 ? [] : event.done.performances) {
    if (!progress.keptBackIn.includes(performanceId)) {
      await shop.keepBack(performanceId, draft.keptBack);
      await save({ keptBackIn: [...progress.keptBackIn, performanceId] });
    }
  }
  return event.done;
}

async function venueOf(
  draft: Draft,
  plan: DraftPlan | null,
  progress: Progress,
  shop: Shop,
  save: (change: Partial<Progress>) => Promise<void>,
): Promise<string> {
  if (draft.venue.kind === "own") {
    return draft.venue.venueId;
  }
  if (plan?.kind !== "file") {
    throw new Error("a new venue needs a plan");
  }
  const body = venueBody(draft, plan.plan);
  const venue = request(progress.venue, fingerprint(JSON.stringify(body)), shop);
  if (venue.done === undefined) {
    await save({ venue });
    venue.done = await shop.openVenue(body, venue.key);
    await save({ venue });
  }
  return venue.done;
}

/** The request as it was begun, or a new one if its body has changed since. */
function request<T>(before: Request<T> | undefined, body: string, shop: Shop): Request<T> {
  return before !== undefined && before.body === body ? { ...before } : { key: shop.newKey(), body };
}

/** Tells bodies apart that are too large to be kept: FNV-1a twice, and the length. */
export function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return `${text.length}-${(a >>> 0).toString(16)}-${(b >>> 0).toString(16)}`;
}
