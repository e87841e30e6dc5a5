import { same } from "../kit/assert.ts";
import { Ledger } from "./ledger.ts";
import { outcomeOf, type Scan } from "./model.ts";

function scan(scanId: string, change: Partial<Scan> = {}): Scan {
  return {
    scanId,
    performanceId: "p",
    gate: "North",
    scannedAt: 1_000,
    by: "CODE",
    ticketId: "t1",
    code: null,
    label: "A-1",
    grade: "R",
    holder: "김*수",
    decision: "ACCEPTED",
    offline: true,
    usedAt: null,
    usedGate: null,
    result: null,
    undo: null,
    ...change,
  };
}

Deno.test("an accepted scan uses its ticket until it is undone", () => {
  const ledger = new Ledger([scan("s1")]);
  same(ledger.useOf("t1"), { at: 1_000, gate: "North" });
  ledger.put(scan("s1", { undo: { at: 2_000, reason: "wrong person", sent: false } }));
  same(ledger.useOf("t1"), null);
});

Deno.test("a refused scan does not use its ticket, nor hide the one that did", () => {
  const ledger = new Ledger([scan("s1"), scan("s2", { scannedAt: 2_000, decision: "ALREADY_USED" })]);
  same(ledger.useOf("t1")?.at, 1_000);
});

Deno.test("the server's word that came in time counts, a late one is a conflict", () => {
  const inTime = scan("s1", { offline: false, result: "ALREADY_USED" });
  const late = scan("s2", { ticketId: "t2", result: "DUPLICATE" });
  const ledger = new Ledger([inTime, late]);
  same([outcomeOf(inTime), outcomeOf(late)], ["ALREADY_USED", "ACCEPTED"]);
  same(ledger.conflicts().map((each) => each.scanId), ["s2"]);
  same([ledger.useOf("t1"), ledger.useOf("t2")?.gate], [null, "North"]);
});

Deno.test("a code that had been replaced does not use the ticket of its true holder", () => {
  const wrongly = scan("s1", { result: "OUTDATED" });
  const ledger = new Ledger([wrongly]);
  same([ledger.useOf("t1"), ledger.conflicts().length], [null, 1]);
});

Deno.test("what is not with the server is sent, oldest first, at most as many as asked for", () => {
  const ledger = new Ledger([scan("s1", { result: "ACCEPTED" }), scan("s2"), scan("s3"), scan("s4"), scan("s5")]);
  same(ledger.unsent(2, new Set(["s3"])).map((each) => each.scanId), ["s2", "s4"]);
});

Deno.test("an undo is sent after its scan", () => {
  const undo = { at: 2_000, reason: "wrong person", sent: false };
  const ledger = new Ledger([scan("s1", { undo }), scan("s2", { undo, result: "ACCEPTED" }), scan("s3", { undo: { ...undo, sent: true }, result: "ACCEPTED" })]);
  same(ledger.unsentUndos().map((each) => each.scanId), ["s2"]);
  same(ledger.counts(), { admitted: 0, refused: 0, undone: 3, unsent: 2 });
});
