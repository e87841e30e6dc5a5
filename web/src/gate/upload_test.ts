import { same } from "../kit/assert.ts";
import { isConflict, type Outcome, type Scan } from "./model.ts";
import { asSent, told } from "./upload.ts";

const scan: Scan = {
  scanId: "s1",
  performanceId: "p",
  gate: "North",
  scannedAt: Date.parse("2026-12-01T10:00:00Z"),
  by: "CODE",
  ticketId: "t1",
  code: "ONSALE1:X",
  label: null,
  grade: null,
  holder: null,
  decision: "ACCEPTED",
  offline: true,
  usedAt: null,
  usedGate: null,
  result: null,
  undo: null,
};
const result = (outcome: Outcome) => ({
  scanId: "s1",
  outcome,
  ticket: { ticketId: "t1", label: "A-1", grade: "R", holder: "김*수" },
  usedAt: "2026-12-01T09:00:00Z",
  usedGate: "South",
});

Deno.test("what was decided here is sent with its decision, what the server is to decide without", () => {
  same([asSent(scan, true).decision, asSent(scan, false).decision], ["ACCEPTED", null]);
  same(asSent(scan, true).scannedAt, "2026-12-01T10:00:00.000Z");
});

Deno.test("a ticket is named by hand, a code speaks for itself", () => {
  same([asSent(scan, true).ticketId, asSent({ ...scan, by: "MANUAL", code: null }, true).ticketId], [null, "t1"]);
});

Deno.test("an upload tells which seat it was, and where it was used first", () => {
  const known = told(scan, result("DUPLICATE"));
  same([known.label, known.usedGate, known.code, isConflict(known)], ["A-1", "South", null, true]);
});

Deno.test("an accepted upload is no conflict", () => same(isConflict(told(scan, result("ACCEPTED"))), false));

Deno.test("a refusal that came too late is followed by the fact, under another id, once", () => {
  const known = told({ ...scan, wasAsked: true }, result("ALREADY_USED"));
  same([known.result, asSent(known, true).scanId, asSent(known, true).code], [null, "s1-in", "ONSALE1:X"]);
  same(told(known, result("ALREADY_USED")).result, "ALREADY_USED");
});
