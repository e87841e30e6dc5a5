import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { titleOf } from "../../kit/event-text.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { persistently } from "../../kit/persist.ts";
import { Refusal } from "../../kit/problems.ts";
import { follow, type StreamHealth } from "../../kit/stream.ts";
import { Countdown, Face, Loading, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { EventNotice } from "../show.tsx";
import { fanTexts } from "../texts.ts";
import { findPlace, isActive, join } from "./join.ts";
import { after, type LineState, NOTHING_KNOWN, scene, withPlace } from "./line-state.ts";
import { Scenes } from "./scenes.tsx";

export function LinePage({ eventId }: { eventId: string }): JSX.Element {
  const event = useLoad((signal) => ask("GET /api/v1/events/{eventId}", { path: { eventId }, signal }), [eventId]);
  return <Face of={event}>{(value) => value.status === "CANCELLED" ? <Off event={value} /> : <Line event={value} again={event.again} />}</Face>;
}

/** There is no line for an event that does not take place. */
function Off({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const title = titleOf(event, useLanguage());
  useTitle(`${t.line.title} – ${title}`);
  return (
    <>
      <h1>{title}</h1>
      <EventNotice event={event} />
    </>
  );
}

interface Watched {
  line: LineState;
  health: StreamHealth;
  problem: unknown;
  proving: boolean;
  /** no answer so far; it is being tried again */
  waiting: boolean;
}

const NOTHING_WATCHED: Watched = { line: NOTHING_KNOWN, health: "connecting", problem: null, proving: false, waiting: false };

/**
 * Joins, or finds the place that is there already, and follows it. `again` joins anew after the place was lost.
 * A place that was left is not taken again by a mere reload.
 */
function useLine(saleId: string): Watched & { again: () => void; look: () => void } {
  const [watched, set] = useState(NOTHING_WATCHED);
  const [turn, setTurn] = useState({ anew: false });
  useEffect(() => {
    const abort = new AbortController();
    const change = (next: (before: Watched) => Partial<Watched>) => abort.signal.aborted || set((before) => ({ ...before, ...next(before) }));
    change(() => NOTHING_WATCHED);
    watch(saleId, turn.anew, change, abort.signal).catch((problem) => change(() => ({ problem })));
    return () => abort.abort();
  }, [saleId, turn]);
  return { ...watched, again: () => setTurn({ anew: true }), look: () => setTurn({ anew: false }) };
}

async function watch(
  saleId: string,
  anew: boolean,
  change: (next: (before: Watched) => Partial<Watched>) => void,
  signal: AbortSignal,
): Promise<void> {
  const enter = async () => {
    const found = anew ? null : await findPlace(saleId, signal);
    return found ?? await join(saleId, signal, () => change(() => ({ proving: true })));
  };
  const place = await persistently(enter, signal, () => change(() => ({ waiting: true, proving: false }))); // in the crowd of an opening nobody must press a button
  change(({ line }) => ({ line: withPlace(line, place, Date.now()), proving: false, waiting: false, health: "connecting" }));
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
      return isActive(now) ? now.pollAfterMs ?? 5_000 : null;
    },
    signal,
  });
}

function Line({ event, again: eventAgain }: { event: ticket.EventView; again: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const title = titleOf(event, useLanguage());
  const { line, health, problem, proving, waiting, again, look } = useLine(event.sale.saleId);
  useTitle(`${t.line.title} – ${title}`);
  useEffect(() => {
    if (line.closed === "sale-closed") { // it may have been cancelled: the event says why
      eventAgain();
    }
  }, [line.closed]);
  return (
    <div class="line">
      <h1>{title}</h1>
      <EventNotice event={event} />
      {problem instanceof Refusal && problem.slug === "sale-not-open"
        ? <NotOpen event={event} />
        : problem !== null && <ProblemNotice problem={problem} onAgain={look} />}
      {waiting && <Notice tone="warn" role="status">{t.line.busy}</Notice>}
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
