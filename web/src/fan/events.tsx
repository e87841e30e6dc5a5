import type { ticket } from "contract";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { serverClock } from "../kit/clock.ts";
import { money, shortDateTime } from "../kit/format.ts";
import { useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Link } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Face, Field, Notice } from "../kit/ui.tsx";
import { titleOf } from "../kit/event-text.ts";
import { phase } from "./sale-time.ts";
import { ShowBadge, ShowDate } from "./show.tsx";
import { firstShow } from "./shows.ts";
import { fanTexts } from "./texts.ts";

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
  const c = useTexts(common);
  const page = useLoad((signal) => ask("GET /api/v1/events", { query: { q, limit: 24 }, signal }), [q]);
  const more = async (after: string, events: ticket.EventView[]) => {
    const next = await ask("GET /api/v1/events", { query: { q, after, limit: 24 } });
    page.set({ events: [...events, ...next.events], next: next.next });
  };
  return (
    <Face of={page}>
      {({ events, next }) =>
        events.length === 0 ? <Notice>{q === "" ? t.events.none : t.events.noneFound(q)}</Notice> : (
          <>
            <ul class="grid">{events.map((event) => <li key={event.eventId}><EventCard event={event} /></li>)}</ul>
            {next && <p><Button tone="plain" onClick={() => more(next, events)}>{c.more}</Button></p>}
          </>
        )}
    </Face>
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
