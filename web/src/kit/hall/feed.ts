import { ask } from "../http.ts";
import { Unreachable } from "../problems.ts";
import { follow, type StreamHealth } from "../stream.ts";
import type { Hall } from "./hall.ts";

const AGAIN_MS = 2_000;

/** `null`: any seat may have changed. */
export type Changed = (seats: number[] | null) => void;

/** Keeps a hall's states as the server has them, until the signal is aborted. */
export async function keepCurrent(
  hall: Hall,
  performanceId: string,
  onChange: Changed,
  onHealth: (health: StreamHealth) => void,
  signal: AbortSignal,
): Promise<void> {
  const path = { performanceId };
  const readAll = async () => {
    const all = await ask("GET /api/v1/performances/{performanceId}/seats", { path, signal });
    hall.setStates(all.states);
    onChange(null);
    return all.version;
  };
  let version = await persistently(readAll, signal);
  const onEvent = (name: string, data: unknown) => {
    if (name === "snapshot") {
      readAll().then((now) => version = now, () => {});
      return;
    }
    const { changes, version: now } = data as { version: number; changes: [number, number][] };
    if (now > version) {
      changes.forEach(([seat, state]) => hall.setState(seat, state));
      version = now;
      onChange(changes.map(([seat]) => seat));
    }
  };
  await follow({
    operation: "GET /api/v1/performances/{performanceId}/seats/events",
    path,
    query: { after: String(version) },
    onEvent,
    onHealth,
    poll: async () => {
      version = await readAll();
      return 5_000;
    },
    signal,
  });
}

/** Reads until there is an answer: right after a start the seats may not be there yet. */
async function persistently<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (problem) {
      if (signal.aborted || !(problem instanceof Unreachable)) {
        throw problem;
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(problem.retryAfterMs, AGAIN_MS)));
    }
  }
}
