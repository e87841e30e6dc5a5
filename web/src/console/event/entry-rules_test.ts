import { same } from "../../kit/assert.ts";
import { elsewhere, entryForm, errorAt, newEntry, shutOut } from "./entry-rules.ts";

const GRADES = ["VIP", "R"];
const SEOUL = "Asia/Seoul";
const ENTRY = {
  doorsOpenAt: "2026-12-31T08:00:00Z",
  lastEntryAt: "2026-12-31T16:00:00Z",
  gates: [{ name: "1", grades: ["VIP"] }, { name: "2", grades: null }],
};

Deno.test("rules are edited as the clock at the venue shows them, and go back as they were", () => {
  const form = entryForm(ENTRY, GRADES, SEOUL);
  same([form.doorsOpenAt, form.lastEntryAt], ["2026-12-31T17:00", "2027-01-01T01:00"]);
  same(newEntry(form, GRADES, SEOUL), {
    ...ENTRY,
    doorsOpenAt: "2026-12-31T08:00:00.000Z",
    lastEntryAt: "2026-12-31T16:00:00.000Z",
  });
});

Deno.test("without a last entry the service's own holds, without doors nothing is sent", () => {
  const form = entryForm(ENTRY, GRADES, SEOUL);
  same(newEntry({ ...form, lastEntryAt: "" }, GRADES, SEOUL)?.lastEntryAt, null);
  same(newEntry({ ...form, doorsOpenAt: "" }, GRADES, SEOUL), null);
});

Deno.test("a grade that no gate lets in is named", () => {
  const form = entryForm({ ...ENTRY, gates: [{ name: "1", grades: ["VIP"] }] }, GRADES, SEOUL);
  same(shutOut(form, GRADES), ["R"]);
  same(shutOut({ ...form, gates: [] }, GRADES), []);
});

Deno.test("each refusal has a place", () => {
  const errors = { "gates[1].grades[0]": "must not be blank", "gates[11].name": "names a gate twice", gates: "too many" };
  same(errorAt(errors, "gates[1].grades"), "must not be blank");
  same(errorAt(errors, "gates[1].name") ?? null, null);
  same(elsewhere(errors), ["gates: too many"]);
});
