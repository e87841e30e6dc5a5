import type { CodeCheck } from "../kit/ticket/check.ts";
import type { EntryRules, GateTicket, Outcome } from "./model.ts";

/** An earlier use of a ticket. */
export interface Use {
  at: number;
  gate: string;
}

export interface Question {
  /** null: found by hand */
  check: CodeCheck | null;
  /** as the kept list has it; null: it is not on the list */
  ticket: GateTicket | null;
  /** on this device, not undone */
  ownUse: Use | null;
  /** how this performance is written in a statement */
  performance: string;
  entry: EntryRules;
  gate: string;
  now: number;
}

export interface Decision {
  outcome: Outcome;
  /** the earlier use, if that is why */
  use: Use | null;
}

/**
 * Whether to let somebody in, by what this device knows. The order is that of the question a steward would ask: is it a ticket, is it for
 * tonight, is it shown by its holder just now, is it still good, is it time, is it this gate.
 *
 * A genuine ticket that is not on the list, or of a later generation than there, was sold, passed on or bound after the list was loaded: it
 * is let in, since the service has signed it and no list that this device has speaks against it.
 */
export function decide(question: Question): Decision {
  const { check, ticket } = question;
  const refusal = (check === null ? null : refusedByCode(check, question.performance)) ?? refusedByList(check, ticket);
  if (refusal !== null) {
    return { outcome: refusal, use: null };
  }
  const use = question.ownUse ?? useOnList(ticket);
  return use === null ? { outcome: refusedByRules(question) ?? "ACCEPTED", use } : { outcome: "ALREADY_USED", use };
}

function refusedByCode(check: CodeCheck, performance: string): Outcome | null {
  if (check.is === "forged") {
    return "FORGED";
  }
  if (check.statement.performance !== performance) {
    return "WRONG_PERFORMANCE";
  }
  return check.is === "expired" ? "EXPIRED_CODE" : null;
}

function refusedByList(check: CodeCheck | null, ticket: GateTicket | null): Outcome | null {
  if (ticket?.state === "VOIDED") {
    return "REVOKED";
  }
  const isOutdated = check?.is === "genuine" && ticket !== null && check.statement.generation < ticket.generation;
  return isOutdated ? "OUTDATED" : null;
}

function useOnList(ticket: GateTicket | null): Use | null {
  return ticket === null || ticket.usedAt === null ? null : { at: Date.parse(ticket.usedAt), gate: ticket.usedGate ?? "" };
}

function refusedByRules({ entry, gate, ticket, now }: Question): Outcome | null {
  if (now < Date.parse(entry.doorsOpenAt)) {
    return "TOO_EARLY";
  }
  if (now > Date.parse(entry.lastEntryAt)) {
    return "TOO_LATE";
  }
  const isForAll = entry.gates.length === 0 || ticket === null;
  const grades = entry.gates.find((each) => each.name === gate)?.grades;
  return isForAll || grades === null || grades?.includes(ticket.grade) ? null : "WRONG_GATE";
}
