import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { queue } from "contract";
import { serverClock } from "../../kit/clock.ts";
import { dateTime, shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { type Load, useLoad, useNow, useTitle } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import type { Refusal } from "../../kit/problems.ts";
import { Link } from "../../kit/router.tsx";
import { follow, type StreamHealth } from "../../kit/stream.ts";
import { Countdown, Face, Loading, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { findEventOfSale, titleOf } from "../events.ts";
import { useMe } from "../me.ts";
import type { Event } from "../types.ts";
import { toneOf, words } from "../words.ts";
import { Audit } from "./audit.tsx";
import { Charts } from "./charts.tsx";
import { Controls } from "./controls.tsx";
import { ageMs, History, isStale } from "./figures.ts";
import { LimitsForm } from "./limits.tsx";
import { MoneyPanel } from "./money.tsx";
import { Tiles } from "./tiles.tsx";

const RETRY_MS = 10_000; // while the line does not run yet

const texts = {
  ko: {
    title: "실시간 콘솔",
    sale: (id: string) => `판매 ${id}`,
    asOf: (seconds: string) => `${seconds}초 전 값`,
    stale: (seconds: string) => `${seconds}초 전 값입니다. 지금 상황과 다를 수 있습니다.`,
    connecting: "연결하는 중…",
    notYet: "아직 대기열이 열리지 않았습니다. 로비가 열리면 여기에 현황이 나타납니다.",
    lobby: "로비 열림",
    opens: "오픈",
    closes: "종료",
    order: "순서",
    event: "공연 관리",
    orders: "주문 목록",
    seats: "좌석",
  },
  en: {
    title: "Live console",
    sale: (id: string) => `Sale ${id}`,
    asOf: (seconds: string) => `as of ${seconds} s ago`,
    stale: (seconds: string) => `These figures are ${seconds} s old and may no longer hold.`,
    connecting: "Connecting…",
    notYet: "The line is not open yet. Its figures appear here when the lobby opens.",
    lobby: "Lobby opens",
    opens: "Opens",
    closes: "Ends",
    order: "Order",
    event: "Event",
    orders: "Orders",
    seats: "Seats",
  },
};

/** A sale as it runs, with everything that an operator needs to steer it. */
export function LivePage({ saleId }: { saleId: string }): JSX.Element {
  const t = useTexts(texts);
  const me = useMe();
  useTitle(`${t.title} · Onsale`);
  const policy = useLoad((signal) => ask("GET /api/v1/admin/sales/{saleId}/policy", { path: { saleId }, signal }), [saleId]);
  const event = useLoad((signal) => findEventOfSale(saleId, me, signal), [saleId]);
  return <Face of={policy}>{(value) => <Live policy={value} event={event.is === "ready" ? event.value : null} set={policy} />}</Face>;
}

function Live({ policy, event, set }: { policy: queue.Policy; event: Event | null; set: Load<queue.Policy> }): JSX.Element {
  const saleId = policy.saleId;
  const history = useMemo(() => new History(), [saleId]);
  const { figures, health, refused, turn } = useFigures(saleId, history);
  const [changes, setChanges] = useState(0);
  const onChanged = (next: queue.Policy) => {
    set.set(next);
    setChanges((n) => n + 1);
  };
  useOthersChanges(figures, policy, onChanged);
  const stale = useStale(figures?.asOf ?? null);
  return (
    <div class={stale ? "stale" : undefined}>
      <Head policy={policy} event={event} state={figures?.state ?? policy.state} asOf={figures?.asOf ?? null} health={health} />
      {figures === null ? <NoFigures policy={policy} refused={refused} /> : (
        <>
          <Tiles figures={figures} />
          <Charts history={history} turn={turn} timeZone={event?.venue.timeZone} />
        </>
      )}
      <div class="panels">
        <div>
          {event !== null && <Seats event={event} />}
          <MoneyPanel saleId={saleId} />
        </div>
        <div>
          <section class="card stack sticky">
            <Controls policy={policy} onChanged={onChanged} />
            {policy.state !== "CLOSED" && <LimitsForm policy={policy} onChanged={onChanged} />}
          </section>
        </div>
      </div>
      <Audit saleId={saleId} timeZone={event?.venue.timeZone} turn={changes} />
    </div>
  );
}

/** Another operator may have changed the policy: the figures show it. */
function useOthersChanges(figures: queue.SaleFigures | null, policy: queue.Policy, onChanged: (policy: queue.Policy) => void): void {
  useEffect(() => {
    if (figures !== null && differs(figures, policy)) {
      ask("GET /api/v1/admin/sales/{saleId}/policy", { path: { saleId: policy.saleId } }).then(
        (now) => now.version > policy.version && onChanged(now),
        () => {}, // the next figures that differ ask again
      );
    }
  }, [figures?.state, figures?.capacity, figures?.admissionsPerSecondMax]);
}

function differs(figures: queue.SaleFigures, policy: queue.Policy): boolean {
  return figures.capacity !== policy.capacity || figures.admissionsPerSecondMax !== policy.admissionsPerSecond ||
    (figures.state === "PAUSED") !== (policy.state === "PAUSED") || (figures.state === "DRAINING") !== (policy.state === "DRAINING");
}

/** Whether a reading is too old to act on; changes seldom, so that the page is not drawn anew for each tick of the clock. */
function useStale(asOf: string | null): boolean {
  const [stale, set] = useState(false);
  useEffect(() => {
    const look = () => set(asOf !== null && isStale(ageMs(asOf, serverClock.now())));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [asOf]);
  return stale;
}

/** The figures of a sale as they come, once a second. A line that does not run yet is asked for again. */
function useFigures(saleId: string, history: History) {
  const [figures, setFigures] = useState<queue.SaleFigures | null>(null);
  const [health, setHealth] = useState<StreamHealth>("connecting");
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [turn, setTurn] = useState(0);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const take = (value: queue.SaleFigures) => {
      history.add(value);
      setFigures(value);
      setRefused(null);
      setTurn((n) => n + 1);
    };
    follow({
      operation: "GET /api/v1/admin/sales/{saleId}/stats/events",
      path: { saleId },
      onEvent: (name, data) => name === "stats" && take(data as queue.SaleFigures),
      onHealth: setHealth,
      onRefused: (refusal) => {
        setRefused(refusal);
        setTimeout(() => abort.signal.aborted || setAttempt((n) => n + 1), RETRY_MS);
      },
      poll: async () => {
        take(await ask("GET /api/v1/admin/sales/{saleId}/stats", { path: { saleId }, signal: abort.signal }));
        return 1_000;
      },
      signal: abort.signal,
    });
    return () => abort.abort();
  }, [saleId, attempt]);
  return { figures, health, refused, turn };
}

function Head(
  { policy, event, state, asOf, health }: {
    policy: queue.Policy;
    event: Event | null;
    state: string;
    asOf: string | null;
    health: StreamHealth;
  },
): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const zone = event?.venue.timeZone;
  const time = (instant: string) => shortDateTime(instant, zone, language);
  return (
    <>
      <div class="live-head">
        <div>
          <h1>{event === null ? t.sale(policy.saleId) : titleOf(event, language)}</h1>
          {event !== null && <p class="faint">{event.venue.name} · {event.performances.map((show) => time(show.startsAt)).join(", ")}</p>}
        </div>
        <div class="row">
          <span class={`badge ${toneOf(state)}`} role="status">{w.states[state] ?? state}</span>
          <Age asOf={asOf} health={health} />
          {event !== null && <Link to={`/console/events/${event.eventId}`}>{t.event}</Link>}
          <Link to={`/console/sales/${policy.saleId}/orders`}>{t.orders}</Link>
        </div>
      </div>
      <p class="faint">
        {t.lobby} {time(policy.lobbyOpensAt)} · {t.opens} {time(policy.opensAt)} · {t.closes} {time(policy.closesAt)} · {t.order}{" "}
        {policy.order === "RANDOM" ? w.random : w.arrival}
      </p>
    </>
  );
}

function Age({ asOf, health }: { asOf: string | null; health: StreamHealth }): JSX.Element {
  const t = useTexts(texts);
  const age = ageMs(asOf, useNow(500));
  if (age === null) {
    return <span class="faint">{t.connecting}</span>;
  }
  const seconds = (age / 1000).toFixed(age < 10_000 ? 1 : 0);
  return isStale(age)
    ? <span class="badge bad age" role="status">{health === "connecting" ? t.connecting : ""} {t.stale(seconds)}</span>
    : <span class="faint age">{t.asOf(seconds)}</span>;
}

function NoFigures({ policy, refused }: { policy: queue.Policy; refused: Refusal | null }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  if (refused === null) {
    return <Loading />;
  }
  if (refused.problem.status !== 404) {
    return <ProblemNotice problem={refused} />;
  }
  return (
    <Notice>
      <p>{t.notYet}</p>
      {Date.parse(policy.lobbyOpensAt) > Date.now() && (
        <>
          <p>{t.lobby}: {dateTime(policy.lobbyOpensAt, Intl.DateTimeFormat().resolvedOptions().timeZone, language)}</p>
          <Countdown until={policy.lobbyOpensAt} />
        </>
      )}
    </Notice>
  );
}

/** The hall is loaded after the figures: it is large, and they come first. */
function Seats({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const panel = useLoad(() => import("./hall.tsx"), []);
  return (
    <section class="card">
      <h2>{t.seats}</h2>
      <Face of={panel}>{({ default: HallPanel }) => <HallPanel event={event} />}</Face>
    </section>
  );
}
