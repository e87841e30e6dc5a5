import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useTexts } from "../../kit/language.ts";
import { Refusal } from "../../kit/problems.ts";
import { follow, type StreamHealth } from "../../kit/stream.ts";
import { Countdown, Face, Loading, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { fanTexts } from "../texts.ts";
import { findPlace, isActive, join } from "./join.ts";
import { after, type LineState, NOTHING_KNOWN, scene, withPlace } from "./line-state.ts";
import { Scenes } from "./scenes.tsx";

export function LinePage({ eventId }: { eventId: string }): JSX.Element {
  const event = useLoad((signal) => ask("GET /api/v1/events/{eventId}", { path: { eventId }, signal }), [eventId]);
  return <Face of={event}>{(value) => <Line event={value} />}</Face>;
}

interface Watched {
  line: LineState;
  health: StreamHealth;
  problem: unknown;
  proving: boolean;
}

const NOTHING_WATCHED: Watched = { line: NOTHING_KNOWN, health: "connecting", problem: null, proving: false };

/**
 * Joins, or finds the place that is there already, and follows it. `again` joins anew after the place was lost.
 * A place that was left is not taken again by a mere reload.
 */
function useLine(saleId: string): Watched & { again: () => void } {
  const [watched, set] = useState(NOTHING_WATCHED);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const change = (next: (before: Watched) => Partial<Watched>) => abort.signal.aborted || set((before) => ({ ...before, ...next(before) }));
    change(() => NOTHING_WATCHED);
    watch(saleId, turn > 0, change, abort.signal).catch((problem) => change(() => ({ problem })));
    return () => abort.abort();
  }, [saleId, turn]);
  return { ...watched, again: () => setTurn((n) => n + 1) };
}

async function watch(
  saleId: string,
  anew: boolean,
  change: (next: (before: Watched) => Partial<Watched>) => void,
  signal: AbortSignal,
): Promise<void> {
  const found = anew ? null : await findPlace(saleId, signal);
  const place = found ?? await join(saleId, signal, () => change(() => ({ proving: true })));
  change(({ line }) => ({ line: withPlace(line, place, Date.now()), proving: false, health: "connecting" }));
  if (!isActive(place)) {
    return;
  }
  await follow({
    operation: "GET /api/v1/sales/{saleId}/places/me/events",
    path: { saleId },
    last: ["closed"],
    onEvent: (name, data) => change(({ line }) => ({ line: after(line, name, data, Date.now()) })),
    onHealth: (health) => change(() => ({ health })),
    onRefused: (problem) => change(() => ({ problem })),
    poll: async () => {
      const now = await ask("GET /api/v1/sales/{saleId}/places/me", { path: { saleId }, signal });
      change(({ line }) => ({ line: withPlace(line, now, Date.now()) }));
      return now.pollAfterMs ?? 5_000;
    },
    signal,
  });
}

function Line({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const { line, health, problem, proving, again } = useLine(event.sale.saleId);
  useTitle(`${t.line.title} – ${event.title}`);
  return (
    <div class="line">
      <h1>{event.title}</h1>
      {problem instanceof Refusal && problem.slug === "sale-not-open"
        ? <NotOpen event={event} />
        : problem !== null && <ProblemNotice problem={problem} onAgain={again} />}
      {proving && <Notice role="status">{t.line.proof}</Notice>}
      {scene(line) === "loading" ? problem === null && <Loading /> : <Scenes event={event} line={line} health={health} again={again} />}
    </div>
  );
}

function NotOpen({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  return (
    <section class="card">
      <p>{t.line.notOpen}</p>
      <Countdown until={event.sale.lobbyOpensAt ?? event.sale.opensAt} />
    </section>
  );
}
