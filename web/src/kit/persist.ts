import { isPassing, type Unreachable } from "./problems.ts";

const AGAIN_MS = 2_000; // at first
const AGAIN_MAX_MS = 15_000;

/**
 * Does something until there is an answer: without a network, in an overload or right after a start it is tried again, later each time and
 * never sooner than the server asks. A refusal is an answer and is thrown.
 *
 * @param onWait told each time why it is tried again
 */
export async function persistently<T>(work: () => Promise<T>, signal: AbortSignal, onWait: (problem: unknown) => void = () => {}): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await work();
    } catch (problem) {
      if (signal.aborted || !isPassing(problem)) {
        throw problem;
      }
      onWait(problem);
      const own = Math.min(AGAIN_MS * 2 ** tries, AGAIN_MAX_MS);
      await pause(Math.max((problem as Unreachable).retryAfterMs, own) * (1 + Math.random() / 4), signal); // a crowd does not come back at the same moment
      signal.throwIfAborted();
    }
  }
}

/** Waits; ends early when aborted, when the network is back, or when the page is looked at again. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return signal.aborted ? Promise.resolve() : new Promise((resolve) => {
    const visible = () => document.visibilityState === "visible" && end();
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.("online", end);
      globalThis.document?.removeEventListener("visibilitychange", visible);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.("online", end);
    globalThis.document?.addEventListener("visibilitychange", visible);
    signal.addEventListener("abort", end);
  });
}
