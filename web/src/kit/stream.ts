import { addressOf, type OperationName } from "./address.ts";
import { pause } from "./persist.ts";
import { failure, Refusal } from "./problems.ts";
import { session } from "./session.ts";
import { EventStreamParser, type SentEvent } from "./sse.ts";

export type StreamHealth = "connecting" | "live" | "polling" | "offline";

export interface StreamOptions {
  operation: OperationName;
  path?: Record<string, string>;
  query?: Record<string, string>;
  onEvent: (name: string, data: unknown) => void;
  onHealth?: (health: StreamHealth) => void;
  /** the server refused, for a reason that trying again will not change */
  onRefused?: (refusal: Refusal) => void;
  /** asked instead while no stream can be had; answers after how many ms to ask again, null to stop */
  poll?: () => Promise<number | null>;
  /** names of events after which nothing follows */
  last?: string[];
  signal: AbortSignal;
}

const SILENCE_MS = 35_000; // the server sends a comment at least every 15 s
const RETRY_MS = 2_000; // until the server has said otherwise
const RETRY_MAX_MS = 30_000;
const FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_TRYING_AGAIN = 5;

/**
 * Follows an event stream until its signal is aborted, its last event, or a refusal. `fetch` rather than `EventSource`, which cannot send
 * the bearer token. Resumes with `Last-Event-ID`; after some failures it polls, and tries the stream again now and then.
 */
export async function follow(options: StreamOptions): Promise<void> {
  const parser = new EventStreamParser();
  let failures = 0;
  while (!options.signal.aborted) {
    parser.restart();
    try {
      if (await readOnce(options, parser, () => failures = 0)) {
        return;
      }
    } catch (problem) {
      if (problem instanceof Refusal && problem.problem.status !== 429) {
        options.onRefused?.(problem);
        return;
      }
    }
    if (options.signal.aborted) {
      return;
    }
    failures++;
    if (failures >= FAILURES_BEFORE_POLLING && options.poll !== undefined) {
      if (!await pollFor(options)) {
        return;
      }
      continue;
    }
    options.onHealth?.(navigator.onLine === false ? "offline" : "connecting");
    await pause(backoffMs(parser.retryMs ?? RETRY_MS, failures), options.signal);
  }
}

/** Grows with each failure in a row and differs between clients, so that a crowd does not come back at the same moment. */
export function backoffMs(base: number, failures: number, random = Math.random()): number {
  const grown = Math.min(base * 2 ** Math.max(0, failures - 1), RETRY_MAX_MS);
  return grown / 2 + random * grown / 2;
}

/** Whether nothing follows any more. */
async function readOnce(options: StreamOptions, parser: EventStreamParser, alive: () => void): Promise<boolean> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS);
  try {
    const response = await opened(options, parser, AbortSignal.any([options.signal, silent.signal]));
    options.onHealth?.("live");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return false;
      }
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MS);
      alive();
      if (deliver(options, parser.read(value))) {
        await reader.cancel();
        return true;
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function deliver(options: StreamOptions, events: SentEvent[]): boolean {
  for (const event of events) {
    options.onEvent(event.name, JSON.parse(event.data));
    if (options.last?.includes(event.name)) {
      return true;
    }
  }
  return false;
}

async function opened(options: StreamOptions, parser: EventStreamParser, signal: AbortSignal): Promise<Response> {
  let token = await session.token();
  for (let attempt = 0;; attempt++) {
    const headers = new Headers({ Accept: "text/event-stream" });
    if (token !== null) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    if (parser.lastEventId !== "") {
      headers.set("Last-Event-ID", parser.lastEventId);
    }
    const response = await fetch(addressOf(options.operation, options.path, options.query), { headers, signal, cache: "no-store" });
    if (response.ok) {
      return response;
    }
    if (response.status === 401 && attempt === 0 && token !== null) {
      token = await session.renewed(token);
      continue;
    }
    throw failure(response, await response.text());
  }
}

/** Whether to go on. */
async function pollFor(options: StreamOptions): Promise<boolean> {
  for (let polls = 0; polls < POLLS_BEFORE_TRYING_AGAIN && !options.signal.aborted; polls++) {
    let waitMs: number | null = RETRY_MAX_MS / 4;
    try {
      waitMs = await options.poll!();
      options.onHealth?.("polling");
    } catch (problem) {
      if (problem instanceof Refusal && problem.problem.status !== 429) {
        options.onRefused?.(problem);
        return false;
      }
      options.onHealth?.(navigator.onLine === false ? "offline" : "connecting");
    }
    if (waitMs === null) {
      return false;
    }
    await pause(waitMs, options.signal);
  }
  return true;
}
