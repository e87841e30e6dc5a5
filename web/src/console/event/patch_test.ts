import { same } from "../../kit/assert.ts";
import type { Event } from "../types.ts";
import { formOf, locksOf, patchOf, rebased } from "./patch.ts";

const EVENT = {
  title: "Concert",
  description: "Text",
  texts: { ko: null, en: null },
  venue: { timeZone: "Asia/Seoul" },
  visibleFrom: "2026-11-30T00:00:00Z",
  status: "SCHEDULED",
  sale: {
    lobbyOpensAt: "2026-12-10T10:30:00Z",
    opensAt: "2026-12-10T11:00:00Z",
    closesAt: "2026-12-31T09:00:00Z",
    order: "ARRIVAL",
    maxSeatsPerFan: 4,
  },
} as unknown as Event;

Deno.test("what was not touched is not sent", () => {
  same(patchOf(EVENT, formOf(EVENT)), null);
  same(patchOf(EVENT, { ...formOf(EVENT), opensAt: "2026-12-10T21:00" }), { sale: { opensAt: "2026-12-10T12:00:00.000Z" } });
  same(patchOf(EVENT, { ...formOf(EVENT), titleEn: " Concert! " }), { texts: { en: { title: "Concert!" } } });
});

Deno.test("times are fixed once they have passed, the order once the lobby is open", () => {
  same(Object.keys(locksOf(EVENT, Date.parse("2026-12-01T00:00:00Z"))), ["visibleFrom"]);
  same(locksOf(EVENT, Date.parse("2026-12-10T10:45:00Z")).order, "lobbyOpen");
  same(locksOf(EVENT, Date.parse("2026-12-10T10:45:00Z")).closesAt ?? null, null);
});

Deno.test("what was typed outlives another change, and hides none", () => {
  const typed = { ...formOf(EVENT), titleEn: "Concert!" };
  const form = rebased(EVENT, typed, { ...EVENT, title: "Gala", description: "New" });
  same([form.title, form.description, form.titleEn], ["Gala", "New", "Concert!"]);
});
