import type { ticket } from "contract";
import type { JSX } from "preact";
import { shortDateTime } from "../../kit/format.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Unreachable } from "../../kit/problems.ts";
import { Link } from "../../kit/router.tsx";
import { Button, Face, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { ShowBadge, ShowDate } from "../show.tsx";
import { showOf } from "../shows.ts";
import { type Wallet, wallet } from "./kept.ts";
import { texts } from "./texts.ts";

export function TicketsPage(): JSX.Element {
  const t = useTexts(texts);
  const all = useLoad(wallet, []);
  useTitle(`${t.title} – Onsale`);
  return (
    <>
      <h1>{t.title}</h1>
      <Received onChanged={all.again} />
      <Face of={all}>{(value) => <Tickets {...value} />}</Face>
    </>
  );
}

function Tickets({ tickets, keptAt }: Wallet): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const valid = tickets.filter((each) => each.state === "ISSUED");
  const past = tickets.filter((each) => each.state !== "ISSUED");
  return (
    <>
      {keptAt !== null && <Notice tone="warn" role="status">{t.offline(shortDateTime(keptAt, undefined, language))}</Notice>}
      {tickets.length === 0 && <Notice>{t.none}</Notice>}
      {valid.length > 0 && <><h2>{t.valid}</h2><TicketList tickets={valid} /></>}
      {past.length > 0 && <><h2>{t.book}</h2><TicketList tickets={past} /></>}
    </>
  );
}

function TicketList({ tickets }: { tickets: ticket.TicketView[] }): JSX.Element {
  return <ul class="grid">{tickets.map((each) => <li key={each.ticketId}><TicketCard ticket={each} /></li>)}</ul>;
}

function TicketCard({ ticket }: { ticket: ticket.TicketView }): JSX.Element {
  const t = useTexts(texts);
  return (
    <article class="card ticket" data-ticket={ticket.ticketId}>
      <TicketFacts ticket={ticket} />
      {canEnter(ticket) && <p><Link to={`/tickets/${ticket.ticketId}`} class="button primary">{t.show}</Link></p>}
    </article>
  );
}

/** Whether it opens the gate: a ticket of a cancelled performance does not, also before its refund has voided it. */
export function canEnter(ticket: ticket.TicketView): boolean {
  return ticket.state === "ISSUED" && showOf(ticket).status !== "CANCELLED";
}

export function TicketFacts({ ticket }: { ticket: ticket.TicketView }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const zone = ticket.venue.timeZone;
  const show = showOf(ticket);
  const tone = { ISSUED: "good", USED: "" }[ticket.state as string] ?? "bad";
  return (
    <>
      <p><span class={`badge ${tone}`} data-state={ticket.state}>{t.state[ticket.state] ?? ticket.state}</span> <ShowBadge status={show.status} /></p>
      <h2>{ticket.title}</h2>
      <p><ShowDate show={show} zone={zone} /><br /><span class="faint">{ticket.venue.name}, {ticket.venue.location}</span></p>
      <p><b>{ticket.label}</b> <span class="faint">{ticket.grade}</span></p>
      {ticket.usedAt && <p class="faint">{t.usedAt(shortDateTime(ticket.usedAt, zone, language), ticket.usedGate ?? "")}</p>}
    </>
  );
}

/** Tickets that other members have sent here, until they are accepted or declined. */
function Received({ onChanged }: { onChanged: () => void }): JSX.Element | null {
  const t = useTexts(texts);
  const transfers = useLoad((signal) => ask("GET /api/v1/transfers", { signal }), []);
  const open = transfers.is === "ready" ? transfers.value.received.filter((each) => each.state === "OFFERED") : [];
  const settled = () => {
    transfers.again();
    onChanged();
  };
  if (transfers.is === "failed" && !(transfers.problem instanceof Unreachable)) { // without a network the list below says so
    return <ProblemNotice problem={transfers.problem} onAgain={transfers.again} />;
  }
  return open.length === 0 ? null : (
    <section>
      <h2>{t.received}</h2>
      {open.map((each) => <ReceivedTicket key={each.transferId} transfer={each} onSettled={settled} />)}
    </section>
  );
}

function ReceivedTicket({ transfer, onSettled }: { transfer: ticket.TransferView; onSettled: () => void }): JSX.Element {
  const t = useTexts(texts);
  const action = useAction();
  const path = { transferId: transfer.transferId };
  const settle = (operation: "POST /api/v1/transfers/{transferId}/acceptance" | "DELETE /api/v1/transfers/{transferId}") =>
    action.run(async () => {
      await ask(operation, { path });
      onSettled();
    });
  return (
    <article class="card">
      <p>{t.from(transfer.senderName ?? "")}</p>
      <h3>{transfer.title}</h3>
      <p>{transfer.label} <span class="faint">{transfer.grade}</span></p>
      <ProblemNotice problem={action.problem} />
      <p class="row">
        <Button busy={action.busy} onClick={() => settle("POST /api/v1/transfers/{transferId}/acceptance")}>{t.accept}</Button>
        <Button tone="plain" busy={action.busy} onClick={() => settle("DELETE /api/v1/transfers/{transferId}")}>{t.decline}</Button>
      </p>
    </article>
  );
}
