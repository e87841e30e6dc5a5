import { useEffect, useState } from "preact/hooks";
import { follow } from "../kit/stream.ts";
import { ask } from "../kit/http.ts";
import { Exchange } from "./exchange.ts";
import type { Counts } from "./model.ts";
import { Shift } from "./shift.ts";

export interface Work {
  shift: Shift;
  exchange: Exchange;
}

export type Opened = "loading" | "none" | "other-tab" | Work;

/** Opens the shift of a performance, in one tab at a time: two would each not know what the other has let in. */
export function useShift(performanceId: string): Opened {
  const [opened, set] = useState<Opened>("loading");
  const [, render] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    alone(performanceId, over.signal, async () => {
      const shift = await Shift.open(performanceId);
      if (shift === null || over.signal.aborted) {
        set("none");
        return;
      }
      const exchange = new Exchange(shift);
      shift.onChange(() => over.signal.aborted || render((n) => n + 1));
      exchange.start();
      set({ shift, exchange });
      await new Promise((resolve) => over.signal.addEventListener("abort", resolve));
      exchange.stop();
    }).then((isAlone) => isAlone || set("other-tab"));
    return () => over.abort();
  }, [performanceId]);
  return opened;
}

/** Works while no other tab does; false if one does. Another page of this tab may just be leaving, so it waits a little. */
async function alone(performanceId: string, signal: AbortSignal, work: () => Promise<void>): Promise<boolean> {
  if (navigator.locks === undefined) {
    await work();
    return true;
  }
  try {
    await navigator.locks.request(`onsale-gate-${performanceId}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS)]) }, work);
    return true;
  } catch (problem) {
    return signal.aborted || (problem as Error).name !== "TimeoutError";
  }
}

const WAIT_MS = 1_500;

/** The server's counts over all gates, as they change; null while they are not known. */
export function useCounts(performanceId: string, isLive: boolean): Counts | null {
  const [counts, set] = useState<Counts | null>(null);
  useEffect(() => {
    if (!isLive) {
      set(null);
      return;
    }
    const over = new AbortController();
    const path = { performanceId };
    follow({
      operation: "GET /api/v1/gate/performances/{performanceId}/counts/events",
      path,
      onEvent: (_, data) => set(data as Counts),
      poll: async () => {
        set(await ask("GET /api/v1/gate/performances/{performanceId}/counts", { path, signal: over.signal }));
        return POLL_MS;
      },
      signal: over.signal,
    });
    return () => over.abort();
  }, [performanceId, isLive]);
  return counts;
}

const POLL_MS = 5_000;
