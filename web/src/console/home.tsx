import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { count, shortDateTime } from "../kit/format.ts";
import { ask } from "../kit/http.ts";
import { useAction, useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Choice, Face, Field, ProblemNotice } from "../kit/ui.tsx";
import { titleOf } from "./events.ts";
import { isManager, useMe } from "./me.ts";
import { saleStage } from "./stage.ts";
import type { Event } from "./types.ts";
import { toneOf, words } from "./words.ts";

const PAGE = 20;
const SEARCH_MS = 300; // after the last key

const ko = {
  title: "공연",
  create: "새 공연 만들기",
  search: "제목, 공연장 검색",
  which: "판매 상태",
  stages: { "": "전체", upcoming: "오픈 전", onsale: "판매 중", past: "지난 공연" } as Record<string, string>,
  none: "조건에 맞는 공연이 없습니다.",
  first: "아직 공연이 없습니다",
  firstText: "좌석 배치도와 가격, 판매 일정을 차례로 정하면 몇 분 안에 공연을 열 수 있습니다.",
  firstManager: "판매자가 공연을 공개하면 여기에 나타납니다.",
  badges: { hidden: "공개 전", scheduled: "오픈 전", lobby: "로비 열림", open: "판매 중", over: "판매 종료" } as Record<string, string>,
  performances: (n: number) => n > 1 ? ` 외 ${n - 1}회` : "",
  lobby: "로비",
  opens: "오픈",
  closes: "종료",
  sold: (n: string, captured: string) => `확정 ${n}건 · 티켓 ${captured}장`,
  live: "실시간 콘솔",
  manage: "관리",
  orders: "주문",
};

const en: typeof ko = {
  title: "Events",
  create: "Create an event",
  search: "Search title and venue",
  which: "Sale",
  stages: { "": "All", upcoming: "Not open yet", onsale: "On sale", past: "Past" },
  none: "No event matches.",
  first: "You have no events yet",
  firstText: "Choose a seating plan, prices and dates, step by step, and open a sale in a few minutes.",
  firstManager: "Events appear here when sellers publish them.",
  badges: { hidden: "not visible yet", scheduled: "not open yet", lobby: "lobby open", open: "on sale", over: "sale over" },
  performances: (n) => n > 1 ? ` and ${n - 1} more` : "",
  lobby: "Lobby",
  opens: "Opens",
  closes: "Ends",
  sold: (n, tickets) => `${n} confirmed · ${tickets} tickets`,
  live: "Live console",
  manage: "Manage",
  orders: "Orders",
};

const texts = { ko, en };

/** A seller's events, or all of them for a manager. */
export function HomePage(): JSX.Element {
  const t = useTexts(texts);
  const me = useMe();
  useTitle(`${t.title} · Onsale`);
  const [typed, type] = useState("");
  const [q, search] = useState("");
  const [status, filter] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => search(typed.trim()), SEARCH_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const list = (after?: string, signal?: AbortSignal) =>
    ask("GET /api/v1/events", {
      query: { seller: isManager(me) ? undefined : "me", q, status: (status || undefined) as "upcoming", after, limit: PAGE },
      signal,
    });
  const first = useLoad((signal) => list(undefined, signal), [q, status]);
  return (
    <>
      <div class="live-head">
        <h1>{t.title}</h1>
        {!isManager(me) && <Link class="button primary" to="/console/new">{t.create}</Link>}
      </div>
      <div class="fields">
        <Field label={t.search} type="search" maxLength={100} value={typed} onInput={(event) => type(event.currentTarget.value)} />
        <Choice label={t.which} value={status} options={Object.entries(t.stages)} onChoose={filter} />
      </div>
      <Face of={first}>
        {(page) =>
          page.events.length === 0
            ? q === "" && status === "" ? <NoEvents /> : <p class="empty faint">{t.none}</p>
            : <EventList key={`${q} ${status}`} first={page} list={list} />}
      </Face>
    </>
  );
}

function NoEvents(): JSX.Element {
  const t = useTexts(texts);
  const me = useMe();
  return (
    <section class="card empty">
      <h2>{t.first}</h2>
      <p>{isManager(me) ? t.firstManager : t.firstText}</p>
      {!isManager(me) && <Link class="button primary" to="/console/new">{t.create}</Link>}
    </section>
  );
}

interface Page {
  events: Event[];
  next: string | null;
}

function EventList({ first, list }: { first: Page; list: (after: string) => Promise<Page> }): JSX.Element {
  const c = useTexts(common);
  const [page, setPage] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await list(page.next!);
      setPage({ events: [...page.events, ...following.events], next: following.next });
    });
  return (
    <>
      <ul class="grid">
        {page.events.map((event) => (
          <li key={event.eventId} class="card">
            <EventCard event={event} />
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      {page.next !== null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}

function EventCard({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const stage = saleStage(event, useNow(10_000));
  const { saleId, lobbyOpensAt, opensAt, closesAt } = event.sale;
  const time = (instant: string) => shortDateTime(instant, event.venue.timeZone, language);
  const tone = stage === "open" || stage === "lobby" ? "good" : "";
  return (
    <>
      <div class="row">
        <span class={`badge ${tone}`}>{t.badges[stage]}</span>
        {event.status !== "SCHEDULED" && <span class={`badge ${toneOf(event.status)}`}>{w.states[event.status]}</span>}
      </div>
      <h2>
        <Link to={`/console/events/${event.eventId}`}>{titleOf(event, language)}</Link>
      </h2>
      <p class="faint">{event.venue.name} · {time(event.performances[0]!.startsAt)}{t.performances(event.performances.length)}</p>
      <dl class="facts">
        {lobbyOpensAt !== null && (
          <>
            <dt>{t.lobby}</dt>
            <dd>{time(lobbyOpensAt)}</dd>
          </>
        )}
        <dt>{t.opens}</dt>
        <dd>{time(opensAt)}</dd>
        <dt>{t.closes}</dt>
        <dd>{time(closesAt)}</dd>
      </dl>
      {(stage === "open" || stage === "over") && <Sold saleId={saleId} />}
      <div class="row">
        <Link class="button plain tight" to={`/console/sales/${saleId}`}>{t.live}</Link>
        <Link class="button plain tight" to={`/console/sales/${saleId}/orders`}>{t.orders}</Link>
      </div>
    </>
  );
}

/** What was sold so far. Without the figures the card says nothing of it. */
function Sold({ saleId }: { saleId: string }): JSX.Element | null {
  const t = useTexts(texts);
  const language = useLanguage();
  const figures = useLoad((signal) => ask("GET /api/v1/admin/bookings/figures", { query: { saleId }, signal }), [saleId]);
  return figures.is === "ready" ? <p>{t.sold(count(figures.value.confirmed, language), count(figures.value.tickets, language))}</p> : null;
}
