import type { ticket } from "contract";
import type { JSX } from "preact";
import { dateTime } from "../kit/format.ts";
import { useLoad, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Face, Notice } from "../kit/ui.tsx";
import { fanTexts } from "./texts.ts";

export function TicketsPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const page = useLoad((signal) => ask("GET /api/v1/tickets", { query: { limit: 200 }, signal }), []);
  useTitle(`${t.ticket.title} – Onsale`);
  return (
    <>
      <h1>{t.ticket.title}</h1>
      <Face of={page}>
        {({ tickets }) =>
          tickets.length === 0 ? <Notice>{t.ticket.none}</Notice> : (
            <ul class="grid">{tickets.map((each) => <li key={each.ticketId}><TicketCard ticket={each} /></li>)}</ul>
          )}
      </Face>
    </>
  );
}

function TicketCard({ ticket }: { ticket: ticket.TicketView }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  return (
    <article class="card" data-ticket={ticket.ticketId}>
      <p><span class={`badge ${ticket.state === "ISSUED" ? "good" : "bad"}`}>{t.ticket.state[ticket.state] ?? ticket.state}</span></p>
      <h2>{ticket.title}</h2>
      <p>{dateTime(ticket.startsAt, ticket.venue.timeZone, language)}<br />{ticket.venue.name}</p>
      <p><b>{ticket.label}</b> <span class="faint">{ticket.grade}</span></p>
    </article>
  );
}
