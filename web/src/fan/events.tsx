import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { serverClock } from "../kit/clock.ts";
import { money, shortDateTime } from "../kit/format.ts";
import { useAction, useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Face, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import { titleOf } from "../kit/event-text.ts";
import { phase } from "./sale-time.ts";
import { ShowBadge, ShowDate } from "./show.tsx";
import { firstShow } from "./shows.ts";
import { fanTexts } from "./texts.ts";

const PAGE = 24; // fills rows of 1, 2, 3 and 4
const TYPING_MS = 300; // after the last key

export function EventsPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const [typed, setTyped] = useState(new URLSearchParams(location.search).get("q") ?? "");
  const q = useSettled(typed.trim());
  useTitle(`${t.events.title} – Onsale`);
  useEffect(() => history.replaceState(null, "", q === "" ? "/" : `/?q=${encodeURIComponent(q)}`), [q]);
  return (
    <>
      <h1>{t.events.title}</h1>
      <p class="faint">{t.events.intro}</p>
      <search>
        <Field label={t.events.search} type="search" maxLength={100} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      </search>
      <EventList q={q} />
    </>
  );
}

/** A value that has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, set] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => set(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

function EventList({ q }: { q: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const page = useLoad((signal) => ask("GET /api/v1/events", { query: { q, limit: PAGE }, signal }), [q]);
  return (
    <Face of={page}>
      {(first) =>
        first.events.length === 0
          ? <Notice role="status">{q === "" ? t.events.none : t.events.noneFound(q)}</Notice>
          : <Found key={q} q={q} first={first} />}
    </Face>
  );
}

/** The events that were found, more of them on demand. */
function Found({ q, first }: { q: string; first: ticket.EventPage }): JSX.Element {
  const c = useTexts(common);
  const [{ events, next }, setPage] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await ask("GET /api/v1/events", { query: { q, after: next!, limit: PAGE } });
      setPage({ events: [...events, ...following.events], next: following.next });
    });
  return (
    <>
      <ul class="grid">{events.map((event) => <li key={event.eventId}><EventCard event={event} /></li>)}</ul>
      <ProblemNotice problem={action.problem} />
      {next && <p><Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button></p>}
    </>
  );
}

function EventCard({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const cheapest = event.grades.map((grade) => grade.price).sort((a, b) => a.amount - b.amount)[0];
  const first = firstShow(event, serverClock.now());
  return (
    <Link to={`/events/${event.eventId}`} class="card event-card">
      <p class="row"><ShowBadge status={event.status} />{event.status !== "CANCELLED" && <SaleBadge event={event} />}</p>
      <h2>{titleOf(event, language)}</h2>
      <p class="faint">
        {event.venue.name}
        {first && <><br /><ShowDate show={first} zone={event.venue.timeZone} format={shortDateTime} /></>}
        {event.performances.length > 1 && ` +${event.performances.length - 1}`}
      </p>
      {cheapest && <p class="num">{t.events.from(money(cheapest, language))}</p>}
    </Link>
  );
}

function SaleBadge({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const now = useNow(5_000);
  switch (phase(event.sale, now)) {
    case "before":
      return <span class="badge warn">{t.events.opens(shortDateTime(event.sale.opensAt, event.venue.timeZone, language))}</span>;
    case "lobby":
      return <span class="badge good">{t.events.lobby}</span>;
    case "open":
      return <span class="badge good">{t.events.onSale}</span>;
    case "over":
      return <span class="badge">{t.events.over}</span>;
  }
}
