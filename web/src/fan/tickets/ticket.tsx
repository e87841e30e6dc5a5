import type { ticket } from "contract";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shortDateTime } from "../../kit/format.ts";
import { useAction, useKeyed, useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Refusal, Unreachable } from "../../kit/problems.ts";
import { bindToThisDevice, isOfThisDevice, keptStatement } from "../../kit/ticket/device.ts";
import { TicketCode } from "../../kit/ticket/ticket-code.tsx";
import { Button, Face, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { ShowNotice } from "../show.tsx";
import { showOf } from "../shows.ts";
import { wallet } from "./kept.ts";
import { savePaper } from "./paper.ts";
import { texts } from "./texts.ts";
import { canEnter, TicketFacts } from "./tickets.tsx";

/** A ticket with what this device can show of it. */
interface Shown {
  ticket: ticket.TicketView;
  /** null without a network */
  held: ticket.HeldTicket | null;
  /** what this device makes codes from; null if it is not this device's */
  statement: string | null;
}

export function TicketPage({ ticketId }: { ticketId: string }): JSX.Element {
  const t = useTexts(texts);
  const shown = useLoad((signal) => load(ticketId, signal), [ticketId]);
  useTitle(`${t.title} – Onsale`);
  return <Face of={shown}>{(value) => <OneTicket {...value} again={shown.again} />}</Face>;
}

/** From the server if it can be reached; else from this device, which is enough to enter. */
async function load(ticketId: string, signal: AbortSignal): Promise<Shown> {
  const own = await ownStatement(ticketId).catch(() => null); // a browser that keeps nothing can still show the ticket
  try {
    const held = await ask("GET /api/v1/tickets/{ticketId}", { path: { ticketId }, signal });
    const isCurrent = own !== null && held.binding?.kind === "DEVICE" && held.binding.generation === own.generation;
    return { ticket: held.ticket, held, statement: isCurrent ? own.statement : null };
  } catch (problem) {
    const known = problem instanceof Unreachable ? (await wallet(signal)).tickets.find((each) => each.ticketId === ticketId) : undefined;
    if (known === undefined) {
      throw problem;
    }
    return { ticket: known, held: null, statement: own?.statement ?? null };
  }
}

async function ownStatement(ticketId: string) {
  const kept = await keptStatement(ticketId);
  return kept !== null && await isOfThisDevice(kept.statement) ? kept : null;
}

function OneTicket({ ticket, held, statement, again }: Shown & { again: () => void }): JSX.Element {
  const t = useTexts(texts);
  return (
    <article class="narrow">
      <h1>{t.title}</h1>
      <section class="card ticket" data-ticket={ticket.ticketId}>
        <ShowNotice show={showOf(ticket)} of="ticket" />
        <TicketFacts ticket={ticket} />
        {canEnter(ticket) && statement !== null && <TicketCode ticketId={ticket.ticketId} statement={statement} />}
        {canEnter(ticket) && statement === null && held !== null && <Bind held={held} again={again} />}
      </section>
      {canEnter(ticket) && held !== null && <OtherWays held={held} again={again} />}
    </article>
  );
}

function useTicketProblem(problem: unknown): unknown {
  const t = useTexts(texts);
  const known = problem instanceof Refusal ? t.problems[problem.slug] : undefined;
  return known === undefined ? problem : new Refusal({ ...(problem as Refusal).problem, type: "own", detail: known }, 0);
}

function Bind({ held, again }: { held: ticket.HeldTicket; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const action = useAction();
  const problem = useTicketProblem(action.problem);
  const bind = () =>
    action.run(async () => {
      await bindToThisDevice(held.ticket.ticketId);
      again();
    });
  const why = held.binding === null ? t.bindWhy : held.rebindsLeft === 0 ? t.rebindNone : t.rebindWhy(held.rebindsLeft);
  return (
    <>
      <p>{held.binding?.kind === "PAPER" ? t.paperBound : why}</p>
      <ProblemNotice problem={problem} />
      {(held.binding === null || held.rebindsLeft > 0) && <Button busy={action.busy} class="button primary wide" onClick={bind}>{t.bind}</Button>}
    </>
  );
}

function OtherWays({ held, again }: { held: ticket.HeldTicket; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const action = useAction();
  const problem = useTicketProblem(action.problem);
  const paper = () =>
    action.run(async () => {
      await savePaper(held.ticket.ticketId);
      again();
    });
  return (
    <details class="card">
      <summary>{t.more}</summary>
      <h2>{t.paper}</h2>
      <p>{t.paperWhy}</p>
      <ProblemNotice problem={problem} />
      <Button tone="plain" busy={action.busy} onClick={paper}>{t.paper}</Button>
      <h2>{t.send}</h2>
      {held.offer === null ? <Send ticketId={held.ticket.ticketId} again={again} /> : <Offered offer={held.offer} again={again} />}
    </details>
  );
}

function Send({ ticketId, again }: { ticketId: string; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const [email, setEmail] = useState("");
  const keyed = useKeyed();
  const action = useAction();
  const problem = useTicketProblem(action.problem);
  const send = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await keyed(email, (key) => ask("POST /api/v1/tickets/{ticketId}/transfers", { path: { ticketId }, body: { email }, key }));
      again();
    });
  };
  return (
    <form onSubmit={send}>
      <p>{t.sendWhy}</p>
      <Field label={t.sendTo} type="email" required value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
      <ProblemNotice problem={problem} />
      <Button type="submit" tone="plain" busy={action.busy}>{t.sendNow}</Button>
    </form>
  );
}

function Offered({ offer, again }: { offer: ticket.TicketOffer; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const action = useAction();
  const withdraw = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/transfers/{transferId}", { path: { transferId: offer.transferId } });
      again();
    });
  return (
    <>
      <Notice>{t.offered(offer.email, shortDateTime(offer.expiresAt, undefined, language))}</Notice>
      <ProblemNotice problem={action.problem} />
      <Button tone="plain" busy={action.busy} onClick={withdraw}>{t.withdraw}</Button>
    </>
  );
}
