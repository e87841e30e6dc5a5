import type { seat } from "contract";
import { same } from "../../kit/assert.ts";
import { AVAILABLE, Hall, HELD } from "../../kit/hall/hall.ts";
import { Refusal } from "../../kit/problems.ts";
import { conflictOf, remainder, wishOf } from "./wish.ts";

/** A row of five seats, 0 to 4, and an area of four places, 5 to 8. */
function hall(): Hall {
  const seats = (prefix: string, count: number, y: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `${prefix}${at + 1}`, number: `${at + 1}`, x: at * 10, y, category: "front" }));
  const plan = {
    version: "1",
    name: "hall",
    seatCount: 9,
    size: { width: 100, height: 100 },
    grades: [{ name: "R", price: { amount: 1000, currency: "KRW" }, categories: ["front"] }],
    categories: [],
    zones: [
      { name: "F1", rows: [{ name: "A", label: "", seatLabel: "", seats: seats("A-", 5, 0) }] },
      { name: "Floor", generalAdmission: "floor", rows: [{ name: "", label: "", seatLabel: "", seats: seats("floor#", 4, 50) }] },
    ],
    areas: [],
  } as unknown as seat.PlanDocument;
  const made = new Hall(plan);
  for (let i = 0; i < made.seatCount; i++) {
    made.setState(i, AVAILABLE);
  }
  return made;
}

function refused(slug: string, more: Record<string, unknown>): Refusal {
  return new Refusal({ type: `urn:onsale:problem:${slug}`, status: 409, title: slug, ...more }, 0);
}

Deno.test("seats are asked for by name and places of an area by number", () => {
  same(wishOf(hall(), [0, 6, 1, 8]), { seatIds: ["A-1", "A-2"], generalAdmission: [{ area: "floor", quantity: 2 }] });
  same(wishOf(hall(), [3]), { seatIds: ["A-4"] });
  same(wishOf(hall(), [5]), { generalAdmission: [{ area: "floor", quantity: 1 }] });
});

Deno.test("seats that leave a single one are exchanged for those that the server offers", () => {
  const conflict = conflictOf(refused("would-leave-single", { singles: ["A-1"], instead: ["A-1", "A-2"] }), hall(), [1, 2, 6]);
  same(conflict, { taken: [], singles: [0], short: [], instead: [0, 1, 6] });
});

Deno.test("taken seats are marked and the nearest others offered, with the places of the wish", () => {
  const here = hall();
  const conflict = conflictOf(refused("seats-taken", { taken: ["A-1"], areas: [] }), here, [0, 1, 5]);
  same(here.states[0], HELD);
  same({ taken: conflict.taken, instead: conflict.instead }, { taken: [0], instead: [1, 2, 5] });
  same(remainder(here, [0, 1, 5], conflict), [1, 5]);
});

Deno.test("of an area with too few places as many stay as it has", () => {
  const here = hall();
  const conflict = conflictOf(refused("seats-taken", { taken: [], areas: [{ area: "floor", left: 1 }] }), here, [0, 5, 6, 7]);
  same(conflict.short.map(({ area, left }) => [area.name, left]), [["Floor", 1]]);
  same(conflict.instead, [0, 5]);
  same(remainder(here, [0, 5, 6, 7], conflict), [0, 5]);
});

Deno.test("another refusal is no conflict", () => {
  const problem = refused("pass-refused", {});
  let thrown: unknown = null;
  try {
    conflictOf(problem, hall(), [0]);
  } catch (why) {
    thrown = why;
  }
  same(thrown === problem, true);
});
