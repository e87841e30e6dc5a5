import { same } from "../kit/assert.ts";
import { TicketList } from "./list.ts";
import type { GateTicket } from "./model.ts";

function ticket(ticketId: string, label: string, holder: string, change: Partial<GateTicket> = {}): GateTicket {
  return { ticketId, bookingStart: `k00000${ticketId}`, label, holder, grade: "R", state: "ISSUED", generation: 1, usedAt: null, usedGate: null, ...change };
}

function aList(): TicketList {
  const list = new TicketList();
  list.apply([
    ticket("t1", "A열 12번", "김*수"),
    ticket("t2", "A열 1번", "이*"),
    ticket("t3", "B열 1번", "김**"),
    ticket("u4", "A열 120번", "박*영"),
  ]);
  return list;
}

const found = (text: string) => aList().search(text).map((each) => each.ticketId);

Deno.test("a seat is found however it is typed, exact ones first", () => {
  same(found("a12"), ["t1", "u4"]);
  same(found("A열 12번"), ["t1", "u4"]);
  same(found("a-1"), ["t2", "t1", "u4"]);
});

Deno.test("a name is found behind its stars", () => {
  same(found("김민수"), ["t1", "t3"]);
  same(found("김민영"), ["t3"]);
  same(found("이순"), ["t2"]);
});

Deno.test("a ticket is found by how its id begins", () => same(found("u4"), ["u4"]));

Deno.test("a booking is found by its id, and by how that begins", () => {
  const list = aList();
  list.apply([ticket("t2", "A열 1번", "이*", { bookingStart: "k00000t1" })]);
  const ids = (text: string) => list.search(text).map((each) => each.ticketId);
  same(ids("k00000t1m4x9w2e5t2h6r7m3n0"), ["t2", "t1"]);
  same(ids("K00000T1"), ["t2", "t1"]);
  same(ids("k00000"), ["t2", "t1", "u4", "t3"]);
  same(ids("k00000x1m4x9w2e5t2h6r7m3n0"), []);
});

Deno.test("nothing is found by nothing", () => same(found("  "), []));

Deno.test("changes replace what was there", () => {
  const list = aList();
  list.apply([
    ticket("t1", "A열 12번", "김*수", { state: "VOIDED" }),
    ticket("t2", "A열 1번", "이*", { state: "USED", usedAt: "2026-12-01T10:00:00Z" }),
  ]);
  same([list.size, list.valid, list.used], [4, 3, 1]);
});

Deno.test("66,000 tickets are searched at once", () => {
  const list = new TicketList();
  list.apply(Array.from({ length: 66_000 }, (_, i) => ticket(`t${i}`, `${Math.floor(i / 100)}열 ${i % 100}번`, "김*수")));
  const start = performance.now();
  same(list.search("659열 99").length, 1);
  console.log(`    ${(performance.now() - start).toFixed(0)} ms`);
});
