import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { clock } from "../../kit/format.ts";
import { titleOf } from "../../kit/event-text.ts";
import { keepCurrent } from "../../kit/hall/feed.ts";
import { Hall } from "../../kit/hall/hall.ts";
import { HallMap } from "../../kit/hall/map.tsx";
import { focused } from "../../kit/focus.ts";
import { useLoad, useNow, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Refusal } from "../../kit/problems.ts";
import { go, Link } from "../../kit/router.tsx";
import type { StreamHealth } from "../../kit/stream.ts";
import { Button, Choice, Face, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { shortDateTime } from "../../kit/format.ts";
import { type Pass, passOf } from "../line/passes.ts";
import { serverClock } from "../../kit/clock.ts";
import { EventNotice } from "../show.tsx";
import { fanTexts } from "../texts.ts";
import { BestAvailable } from "./best.tsx";
import { HeldSeats } from "./held.tsx";
import { Legend } from "./legend.tsx";
import { SeatList } from "./seat-list.tsx";
import { type Holding, useHolding } from "./holding.ts";
import { ChosenSeats } from "./chosen.tsx";

const SEATS_PER_HOLD_MAX = 8; // what seat-api takes in one hold

export function HallPage({ eventId, performanceId }: { eventId: string; performanceId: string }): JSX.Element {
  const all = useLoad(async (signal) => {
    const event = await ask("GET /api/v1/events/{eventId}", { path: { eventId }, signal });
    const [plan, pass] = await Promise.all([
      ask("GET /api/v1/performances/{performanceId}/plan", { path: { performanceId }, signal }),
      passOf(event.sale.saleId, serverClock.now()),
    ]);
    return { event, pass, hall: new Hall(plan) };
  }, [eventId, performanceId]);
  if (all.is === "failed" && all.problem instanceof Refusal && ["not-ready", "not-in-line", "sale-closed"].includes(all.problem.slug)) {
    return <NotInside eventId={eventId} />;
  }
  return <Face of={all}>{({ event, pass, hall }) => <Choosing event={event} performanceId={performanceId} pass={pass} hall={hall} />}</Face>;
}

function NotInside({ eventId }: { eventId: string }): JSX.Element {
  const t = useTexts(fanTexts);
  useTitle(`${t.hall.title} – Onsale`);
  return (
    <section class="card narrow">
      <h1>{t.hall.passOver}</h1>
      <Link to={`/events/${eventId}/line`}>{t.event.toLine}</Link>
    </section>
  );
}

/** Counts the changes of a hall that is kept current, so that what depends on it is drawn anew. */
function useCurrent(hall: Hall, performanceId: string): { changes: number; health: StreamHealth; problem: unknown; onMap: (changed: (seats: number[] | null) => void) => void } {
  const [changes, setChanges] = useState(0);
  const [health, setHealth] = useState<StreamHealth>("connecting");
  const [problem, setProblem] = useState<unknown>(null);
  const map = useRef<(seats: number[] | null) => void>(() => {});
  useEffect(() => {
    const abort = new AbortController();
    const onChange = (seats: number[] | null) => {
      map.current(seats);
      setChanges((n) => n + 1);
    };
    keepCurrent(hall, performanceId, onChange, setHealth, abort.signal).catch((why) => abort.signal.aborted || setProblem(why));
    return () => abort.abort();
  }, [hall]);
  return { changes, health, problem, onMap: (changed) => map.current = changed };
}

interface ChoosingProps {
  event: ticket.EventView;
  performanceId: string;
  pass: Pass;
  hall: Hall;
}

function Choosing({ event, performanceId, pass, hall }: ChoosingProps): JSX.Element {
  const t = useTexts(fanTexts);
  const current = useCurrent(hall, performanceId);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [tooMany, setTooMany] = useState(false);
  const holding = useHolding(performanceId, pass, hall, setChosen);
  const max = Math.min(SEATS_PER_HOLD_MAX, event.sale.maxSeatsPerFan);
  const title = titleOf(event, useLanguage());
  useTitle(`${t.hall.title} – ${title}`);
  const pick = (seat: number) => {
    const next = new Set(chosen);
    if (!next.delete(seat) && hall.isForSale(seat)) {
      next.add(seat);
    }
    setTooMany(next.size > max);
    if (next.size <= max && holding.hold === null) {
      setChosen(next);
    }
  };
  return (
    <>
      <h1>{title}</h1>
      <EventNotice event={event} />
      <Times event={event} performanceId={performanceId} pass={pass} health={current.health} />
      <ProblemNotice problem={current.problem} />
      {tooMany && <Notice tone="warn" role="status">{t.hall.max(max)}</Notice>}
      <div class="two">
        <section aria-label={t.hall.map}>
          <HallMap hall={hall} chosen={chosen} onPick={pick} onReady={current.onMap} />
          <Legend hall={hall} changes={current.changes} />
        </section>
        <Side event={event} hall={hall} chosen={chosen} pick={pick} holding={holding} max={max} changes={current.changes} setChosen={setChosen} />
      </div>
    </>
  );
}

interface SideProps {
  event: ticket.EventView;
  hall: Hall;
  chosen: ReadonlySet<number>;
  pick: (seat: number) => void;
  holding: Holding;
  max: number;
  changes: number;
  setChosen: (seats: ReadonlySet<number>) => void;
}

function Side({ event, hall, chosen, pick, holding, max, changes, setChosen }: SideProps): JSX.Element {
  const side = useRef<HTMLDivElement>(null);
  const wasHeld = useRef(false);
  useEffect(() => {
    if (wasHeld.current && holding.hold === null) {
      focused(side.current?.querySelector("h2") ?? null); // the seats that were kept had the focus, and are gone
    }
    wasHeld.current = holding.hold !== null;
  }, [holding.hold === null]);
  if (holding.hold !== null) {
    return <HeldSeats event={event} holding={holding} />;
  }
  return (
    <div ref={side}>
      <ChosenSeats hall={hall} chosen={chosen} holding={holding} changes={changes} setChosen={setChosen} />
      <BestAvailable hall={hall} holding={holding} max={max} />
      <SeatList hall={hall} chosen={chosen} pick={pick} changes={changes} />
    </div>
  );
}

function Times({ event, performanceId, pass, health }: { event: ticket.EventView; performanceId: string; pass: Pass; health: StreamHealth }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const left = Date.parse(pass.expiresAt) - useNow();
  const shows = event.performances.filter((each) => each.status !== "CANCELLED" || each.performanceId === performanceId);
  return (
    <>
      {shows.length > 1 && (
        <Choice
          label={t.hall.pick}
          value={performanceId}
          options={shows.map((each) => [each.performanceId, shortDateTime(each.startsAt, event.venue.timeZone, language)])}
          onChoose={(id) => go(`/events/${event.eventId}/seats/${id}`, true)}
        />
      )}
      <p class="row">
        <span class={`badge num ${left < 60_000 ? "warn" : ""}`} role="timer">{t.hall.passLeft(clock(left))}</span>
        {health !== "live" && health !== "connecting" && <span class="badge warn">{t.hall.stale}</span>}
      </p>
      {left <= 0 && <Notice tone="bad" role="alert">{t.hall.passOver} <Button tone="quiet" onClick={() => go(`/events/${event.eventId}/line`)}>{t.event.toLine}</Button></Notice>}
    </>
  );
}
