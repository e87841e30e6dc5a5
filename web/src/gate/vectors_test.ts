import { same } from "../kit/assert.ts";
import { CodeVerifier, type TicketKey } from "../kit/ticket/check.ts";
import { performanceReference } from "../kit/ticket/codec.ts";
import { decide } from "./decide.ts";
import type { GateTicket } from "./model.ts";

interface Vectors {
  keys: { keys: TicketKey[] };
  cases: { name: string; code: string; at: string; performanceId: string; ticketId: string; generation: number; outcome: string }[];
}

const FILE = new URL("../../../ticket-api/src/test/resources/codes/vectors.json", import.meta.url);
const { keys, cases } = JSON.parse(await Deno.readTextFile(FILE)) as Vectors;
const verifier = await CodeVerifier.of(keys.keys);
const entry = { doorsOpenAt: "2020-01-01T00:00:00Z", lastEntryAt: "2100-01-01T00:00:00Z", gates: [] };

for (const { name, code, at, performanceId, ticketId, generation, outcome } of cases) {
  Deno.test(`as the service: ${name}: ${outcome}`, async () => {
    const now = Date.parse(at);
    const check = await verifier.check(code, now);
    const listed: GateTicket = {
      ticketId,
      bookingStart: "k0000000",
      label: "A-1",
      grade: "R",
      state: "ISSUED",
      generation,
      usedAt: null,
      usedGate: null,
      holder: null,
    };
    const ticket = check.is !== "forged" && check.statement.ticketId === ticketId ? listed : null;
    const question = { check, ticket, ownUse: null, performance: await performanceReference(performanceId), entry, gate: "North", now };
    same(decide(question).outcome, outcome);
  });
}
