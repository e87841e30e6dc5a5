import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ask } from "../kit/http.ts";
import { useAction } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { common } from "../kit/texts.ts";
import { Button, Dialog, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import type { GateTicket, Scan } from "./model.ts";
import { gateTexts } from "./texts.ts";
import type { Work } from "./use-shift.ts";

const ASK_AFTER_MS = 300; // of no further key
const SERVER_LETTERS = 2; // from how many on the server is asked

type FromServer = { is: "none" | "asking" | "failed" } | { is: "found"; tickets: GateTicket[] };

export function SearchPanel({ shift, exchange, onVerdict }: Work & { onVerdict: (scan: Scan) => void }): JSX.Element {
  const t = useTexts(gateTexts);
  const [text, setText] = useState("");
  const [chosen, choose] = useState<GateTicket | null>(null);
  const isLive = exchange.health === "live";
  const server = useServerSearch(shift.performance.performanceId, text.trim(), isLive);
  const here = useMemo(() => shift.list.search(text), [text, shift.performance.freshAt]);
  const found = merged(here, server.is === "found" ? server.tickets : []);
  return (
    <div class="search">
      <Field label={t.searchLabel} hint={isLive ? undefined : t.searchHint} type="search" autocomplete="off" value={text} onInput={(e) => setText(e.currentTarget.value)} />
      <p class="faint" role="status">
        {server.is === "asking" ? t.searchServer : text.trim() !== "" && found.length === 0 ? t.searchNone : server.is === "failed" ? t.searchLocalOnly : ""}
      </p>
      <ul class="lists">
        {found.map((ticket) => (
          <li key={ticket.ticketId}>
            <TicketRow ticket={ticket} isInside={shift.ledger.useOf(ticket.ticketId) !== null} onAdmit={() => choose(ticket)} />
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <AdmitDialog
          ticket={chosen}
          onClose={() => choose(null)}
          onAdmit={async () => {
            const scan = await shift.admitByHand(chosen.ticketId);
            choose(null);
            onVerdict(scan);
          }}
        />
      )}
    </div>
  );
}

/** The kept list's own rows are fresher about this device; the server adds what only it finds, by booking or full name. */
function merged(here: GateTicket[], there: GateTicket[]): GateTicket[] {
  const known = new Set(here.map((each) => each.ticketId));
  return [...here, ...there.filter((each) => !known.has(each.ticketId))].slice(0, 40);
}

function useServerSearch(performanceId: string, text: string, isLive: boolean): FromServer {
  const [state, set] = useState<FromServer>({ is: "none" });
  useEffect(() => {
    if (!isLive || text.length < SERVER_LETTERS) {
      set({ is: "none" });
      return;
    }
    const over = new AbortController();
    const timer = setTimeout(async () => {
      set({ is: "asking" });
      try {
        const { tickets } = await ask("GET /api/v1/gate/performances/{performanceId}/tickets", { path: { performanceId }, query: { q: text }, signal: over.signal });
        set({ is: "found", tickets });
      } catch {
        over.signal.aborted || set({ is: "failed" });
      }
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [performanceId, text, isLive]);
  return state;
}

function TicketRow({ ticket, isInside, onAdmit }: { ticket: GateTicket; isInside: boolean; onAdmit: () => void }): JSX.Element {
  const t = useTexts(gateTexts);
  const state = isInside ? "USED" : ticket.state;
  return (
    <>
      <b>{ticket.label}</b>
      <span>{[ticket.grade, ticket.holder].filter(Boolean).join(" · ")}</span>
      <span class={`badge ${state === "ISSUED" ? "" : state === "USED" ? "warn" : "bad"}`}>{t.states[state]}</span>
      <Button tone="plain" class="button plain wide" disabled={state !== "ISSUED"} onClick={onAdmit}>{t.admit}</Button>
    </>
  );
}

function AdmitDialog({ ticket, onClose, onAdmit }: { ticket: GateTicket; onClose: () => void; onAdmit: () => Promise<void> }): JSX.Element {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  const action = useAction();
  return (
    <Dialog title={`${t.admit}: ${ticket.label}`} onClose={onClose}>
      <p>{[ticket.grade, ticket.holder].filter(Boolean).join(" · ")}</p>
      <Notice tone="warn">{t.admitAsk}</Notice>
      <ProblemNotice problem={action.problem} />
      <div class="row end">
        <Button tone="plain" onClick={onClose}>{words.cancel}</Button>
        <Button busy={action.busy} onClick={() => action.run(onAdmit)}>{t.admit}</Button>
      </div>
    </Dialog>
  );
}
