import { holds, same } from "../../kit/assert.ts";
import type { queue } from "contract";
import { ageMs, History, HISTORY_MS, isStale } from "./figures.ts";

const START = Date.parse("2026-12-01T10:00:00Z");

function reading(afterMs: number, waiting: number): queue.SaleFigures {
  const asOf = new Date(START + afterMs).toISOString();
  return { asOf, waiting, inside: 5, capacity: 10, admissionsPerSecond: 2 } as queue.SaleFigures;
}

Deno.test("a reading that comes twice is kept once", () => {
  const history = new History();
  history.add(reading(0, 1));
  history.add(reading(0, 1));
  same(history.length, 1);
});

Deno.test("a silence is a gap", () => {
  const history = new History();
  history.add(reading(0, 1));
  history.add(reading(20_000, 7));
  same(history.columns(["waiting"])[1], [1, null, 7]);
});

Deno.test("what is older than the history is forgotten", () => {
  const history = new History();
  for (let ms = 0; ms <= HISTORY_MS + 60_000; ms += 1_000) {
    history.add(reading(ms, ms));
  }
  same(history.length, HISTORY_MS / 1_000 + 1);
  same(history.max("waiting"), HISTORY_MS + 60_000);
});

Deno.test("a reading is stale after three seconds, and so is none at all", () => {
  const asOf = new Date(START).toISOString();
  holds(!isStale(ageMs(asOf, START + 900)), "fresh after 0.9 s");
  holds(isStale(ageMs(asOf, START + 3_001)), "stale after 3 s");
  holds(isStale(ageMs(null, START)), "stale while there is none");
});
