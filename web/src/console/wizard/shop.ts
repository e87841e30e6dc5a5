import { ask, newKey } from "../../kit/http.ts";
import { isPassing, Refusal } from "../../kit/problems.ts";
import type { Progress, Shop } from "./publish.ts";

const SEATS_PER_CALL = 2_000; // the most that one call takes
const FOLLOWS_MS = 60_000; // the seats follow a publication within moments
const AGAIN_MS = 1_000;

// refusals that say nothing about the request: it may go through when it is sent again
const PASSING = [401, 408, 425, 429];

/** Publishes by the API. */
export function shopOf(save: (progress: Progress) => Promise<void>): Shop {
  return {
    newKey,
    openVenue: async (body, key) => (await ask("POST /api/v1/venues", { body, key })).venueId,
    publish: (body, key) => ask("POST /api/v1/events", { body, key }),
    keepBack,
    isFinal: (problem) =>
      problem instanceof Refusal && !PASSING.includes(problem.problem.status) && problem.slug !== "idempotency-key-in-flight",
    save,
  };
}

/** Keeps seats back in a performance; waits until the seats know it. Repeating it changes nothing. */
async function keepBack(performanceId: string, seatIds: string[]): Promise<void> {
  for (let from = 0; from < seatIds.length; from += SEATS_PER_CALL) {
    const block = seatIds.slice(from, from + SEATS_PER_CALL);
    await onceKnown(() =>
      ask("POST /api/v1/performances/{performanceId}/blocks", {
        path: { performanceId },
        body: { block, reason: "Kept back by the seller when the event was published" },
        key: newKey(),
      })
    );
  }
}

/** Does something with what was published a moment ago: at first it is not known yet, and then not set up yet. */
export async function onceKnown(work: () => Promise<unknown>, againMs = AGAIN_MS): Promise<void> {
  const until = Date.now() + FOLLOWS_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (problem) {
      const unknown = problem instanceof Refusal && problem.problem.status === 404;
      if (!(unknown || isPassing(problem)) || Date.now() > until) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}
