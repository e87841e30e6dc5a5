import { same } from "../kit/assert.ts";
import type { CodeCheck } from "../kit/ticket/check.ts";
import { decide, type Question } from "./decide.ts";
import type { GateTicket } from "./model.ts";

const NOW = Date.parse("2026-12-01T10:00:00Z");

const statement = {
  key: "0a0b0c0d",
  ticketId: "01kb9zq4w8e5t2h6r7m3n0p1c9",
  performance: "00ff",
  generation: 2,
  validUntil: NOW + 9e6,
  device: null,
};
const genuine: CodeCheck = { is: "genuine", statement };
const ticket: GateTicket = {
  ticketId: statement.ticketId,
  bookingStart: "01kb9zq4",
  label: "A-12",
  grade: "VIP",
  state: "ISSUED",
  generation: 2,
  usedAt: null,
  usedGate: null,
  holder: "김*수",
};
const question: Question = {
  check: genuine,
  ticket,
  ownUse: null,
  performance: "00ff",
  entry: {
    doorsOpenAt: "2026-12-01T08:00:00Z",
    lastEntryAt: "2026-12-01T12:00:00Z",
    gates: [{ name: "North", grades: ["VIP"] }, { name: "South", grades: ["R"] }],
  },
  gate: "North",
  now: NOW,
};
const used: GateTicket = { ...ticket, state: "USED", usedAt: "2026-12-01T09:30:00Z", usedGate: "South" };

const CASES: [string, Partial<Question>, string][] = [
  ["a good ticket", {}, "ACCEPTED"],
  ["no code of ours", { check: { is: "forged" } }, "FORGED"],
  ["a screenshot", { check: { is: "expired", statement } }, "EXPIRED_CODE"],
  ["another performance's ticket", { performance: "00fe" }, "WRONG_PERFORMANCE"],
  ["a screenshot of another performance's ticket", { performance: "00fe", check: { is: "expired", statement } }, "WRONG_PERFORMANCE"],
  ["a refunded ticket", { ticket: { ...ticket, state: "VOIDED" } }, "REVOKED"],
  ["a ticket that moved to another phone", { ticket: { ...ticket, generation: 3 } }, "OUTDATED"],
  ["a ticket bound after the list was loaded", { ticket: { ...ticket, generation: 1 } }, "ACCEPTED"],
  ["a ticket sold after the list was loaded", { ticket: null }, "ACCEPTED"],
  ["used at another gate", { ticket: used }, "ALREADY_USED"],
  ["used on this device", { ownUse: { at: NOW - 1000, gate: "North" } }, "ALREADY_USED"],
  ["an unlisted ticket used on this device", { ticket: null, ownUse: { at: NOW - 1000, gate: "North" } }, "ALREADY_USED"],
  ["before the doors open", { now: Date.parse("2026-12-01T07:59:59Z") }, "TOO_EARLY"],
  ["as the doors open", { now: Date.parse("2026-12-01T08:00:00Z") }, "ACCEPTED"],
  ["at the last moment", { now: Date.parse("2026-12-01T12:00:00Z") }, "ACCEPTED"],
  ["after the last entry", { now: Date.parse("2026-12-01T12:00:00.001Z") }, "TOO_LATE"],
  ["at a gate for other grades", { gate: "South" }, "WRONG_GATE"],
  ["at a gate that is not opened", { gate: "Side door" }, "WRONG_GATE"],
  ["where no gates are named", { gate: "Side door", entry: { ...question.entry, gates: [] } }, "ACCEPTED"],
  ["at a gate for everybody", { entry: { ...question.entry, gates: [{ name: "North", grades: null }] } }, "ACCEPTED"],
  ["by hand", { check: null }, "ACCEPTED"],
  ["by hand, refunded", { check: null, ticket: { ...ticket, state: "VOIDED" } }, "REVOKED"],
  ["by hand, used", { check: null, ticket: used }, "ALREADY_USED"],
];

for (const [name, change, outcome] of CASES) {
  Deno.test(`${name}: ${outcome}`, () => same(decide({ ...question, ...change }).outcome, outcome));
}

Deno.test("a second scan says when and where it was used", () => {
  same(decide({ ...question, ticket: used }).use, { at: Date.parse("2026-12-01T09:30:00Z"), gate: "South" });
  same(decide({ ...question, ticket: used, ownUse: { at: NOW, gate: "North" } }).use, { at: NOW, gate: "North" });
});
