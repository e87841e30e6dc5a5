import type { ticket } from "contract";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { serverClock } from "../kit/clock.ts";
import { clockTime, dateTime, money, shortDateTime } from "../kit/format.ts";
import { useLoad, useNow, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { descriptionOf, titleOf } from "../kit/event-text.ts";
import { go } from "../kit/router.tsx";
import { Button, Countdown, Face, Notice } from "../kit/ui.tsx";
import { phase } from "./sale-time.ts";
import { EventNotice, ShowBadge, ShowDate } from "./show.tsx";
import { firstShow } from "./shows.ts";
import { fanTexts } from "./texts.ts";

export function EventPage({ eventId }: { eventId: string }): JSX.Element {
  const event = useLoad((signal) => ask("GET /api/v1/events/{eventId}", { path: { eventId }, signal }), [eventId]);
  return <Face of={event}>{(value) => <EventView event={value} />}</Face>;
}

function EventView({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const title = titleOf(event, language);
  const description = descriptionOf(event, language);
  const next = event.status === "CANCELLED" ? undefined : firstShow(event, serverClock.now());
  useTitle(`${title} – Onsale`);
  return (
    <>
      <div class="hero">
        <h1>{title}</h1>
        <p>{event.venue.name}{next && ` · ${shortDateTime(next.startsAt, event.venue.timeZone, language)}`}</p>
      </div>
      <EventNotice event={event} />
      <div class="two">
        <div>
          {description !== "" && <section class="card"><p class="text">{description}</p></section>}
          <WhenAndWhere event={event} />
          <section class="card">
            <h2>{t.event.prices}</h2>
            <table>
              <tbody>
                {event.grades.map((grade) => <tr key={grade.name}><th scope="row">{grade.name}</th><td class="num">{money(grade.price, language)}</td></tr>)}
              </tbody>
            </table>
          </section>
          <Order event={event} />
        </div>
        <SaleCard event={event} />
      </div>
    </>
  );
}

function WhenAndWhere({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  return (
    <section class="card">
      <h2>{t.event.dates}</h2>
      <ul class="items">
        {event.performances.map((each) => <li key={each.performanceId}><ShowDate show={each} zone={event.venue.timeZone} /> <ShowBadge status={each.status} /></li>)}
      </ul>
      <h2>{t.event.venue}</h2>
      <p>{event.venue.name}<br /><span class="faint">{event.venue.location}</span></p>
    </section>
  );
}

function SaleCard({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const now = useNow();
  const { sale } = event;
  const zone = event.venue.timeZone;
  const isOff = event.status === "CANCELLED";
  const is = isOff ? "over" : phase(sale, now);
  const enter = (text: string) => <Button class="button primary wide" onClick={() => go(`/events/${event.eventId}/line`)}>{text}</Button>;
  return (
    <section class="card sale-card">
      <h2>{t.event.sale}</h2>
      {is === "before" && sale.lobbyOpensAt && <><p>{t.event.untilLobby}</p><Countdown until={sale.lobbyOpensAt} /></>}
      {(is === "lobby" || (is === "before" && !sale.lobbyOpensAt)) && <><p>{t.event.untilOpening}</p><Countdown until={sale.opensAt} /></>}
      {is === "over" && <Notice>{isOff ? t.event.cancelled : t.event.over}</Notice>}
      {is === "lobby" && enter(t.event.joinLobby)}
      {is === "open" && enter(t.event.join)}
      <dl class="facts">
        {sale.lobbyOpensAt && <><dt>{t.event.lobbyOpens}</dt><dd>{dateTime(sale.lobbyOpensAt, zone, language)}</dd></>}
        <dt>{t.event.opens}</dt><dd>{dateTime(sale.opensAt, zone, language)}</dd>
        <dt>{t.event.closes}</dt><dd>{dateTime(sale.closesAt, zone, language)}</dd>
      </dl>
      <p>{t.event.perFan(sale.maxSeatsPerFan)}</p>
      <p class="faint num">{t.event.serverTime(clockTime(now, language, zone))}</p>
    </section>
  );
}

/** How the order comes about; for a draw with the commitment that anybody can note now and check afterwards. */
function Order({ event }: { event: ticket.EventView }): JSX.Element {
  const t = useTexts(fanTexts);
  const isDrawn = event.sale.order === "RANDOM";
  return (
    <section class="card">
      <h2>{t.event.order}</h2>
      <p>{isDrawn ? t.event.random : t.event.arrival}</p>
      {isDrawn && <Commitment saleId={event.sale.saleId} />}
    </section>
  );
}

function Commitment({ saleId }: { saleId: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const draw = useLoad((signal) => ask("GET /api/v1/sales/{saleId}/draw", { path: { saleId }, signal }), [saleId]);
  return (
    <Face of={draw}>
      {(value) => (
        <>
          <h3>{t.event.commitment}</h3>
          {value.commitment && <Copied text={value.commitment} />}
          <p class="faint">{t.event.commitmentWhy}</p>
          {value.seed && <><h3>{t.event.seed}</h3><Copied text={value.seed} /></>}
          {value.list && <p><a href={value.list} download>{t.event.list}</a></p>}
        </>
      )}
    </Face>
  );
}

function Copied({ text }: { text: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const [is, set] = useState<"" | "copied" | "failed">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      set("copied");
    } catch {
      set("failed");
    }
  };
  return (
    <p class="row">
      <code class="hash">{text}</code>
      <Button tone="quiet" onClick={copy}>{is === "copied" ? t.event.copied : t.event.copy}</Button>
      <small role="status">{is === "failed" && t.event.notCopied}</small>
    </p>
  );
}
