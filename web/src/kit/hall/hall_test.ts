import { overlap } from "./paint.ts";
import type { seat } from "contract";
import { holds, same } from "../assert.ts";
import { areTogether, nearest } from "./alternatives.ts";
import { fit, zoomed } from "./camera.ts";
import { SeatGrid } from "./grid.ts";
import { ACCESSIBLE, AVAILABLE, BLOCKED, COMPANION, Hall, HELD, RESTRICTED_VIEW, SOLD, UNNUMBERED } from "./hall.ts";
import { signsOf } from "./paint.ts";

const money = { amount: 1000, currency: "KRW" };

/** Two zones one after the other, each of `rows` rows of `seats` seats. */
function hall(rows: number, seats: number): Hall {
  const zone = (name: string, x: number) => ({
    name,
    rows: Array.from({ length: rows }, (_, row) => ({
      name: `${row + 1}`,
      label: "",
      seatLabel: "",
      seats: Array.from({ length: seats }, (_, at) => ({
        id: `${name}-${row}-${at}`,
        number: `${at + 1}`,
        x: x + at * 10,
        y: row * 12,
        category: row === 0 ? "front" : "back",
      })),
    })),
  });
  const plan = {
    version: "1",
    name: "hall",
    seatCount: 2 * rows * seats,
    size: { width: 100, height: 100 },
    grades: [{ name: "R", price: money, categories: ["front"] }, { name: "S", price: money, categories: ["back"] }],
    categories: [],
    zones: [zone("A", 0), zone("B", 1000)],
    areas: [],
  } as unknown as seat.PlanDocument;
  const made = new Hall(plan);
  for (let i = 0; i < made.seatCount; i++) {
    made.setState(i, AVAILABLE);
  }
  return made;
}

Deno.test("states come as two bits a seat, the first seat in the highest bits", () => {
  const two = hall(1, 3);
  two.setStates(btoa(String.fromCharCode(0b00_01_10_11, 0b00_00_0000)));
  same([...two.states], [AVAILABLE, HELD, SOLD, BLOCKED, AVAILABLE, AVAILABLE]);
  same(two.available(0), 3);
});

Deno.test("a change keeps the count of available seats", () => {
  const one = hall(2, 4);
  one.setState(0, HELD);
  one.setState(0, SOLD);
  one.setState(1, HELD);
  one.setState(1, AVAILABLE);
  one.setState(99_999, SOLD);
  same([one.available(0), one.available(1)], [7, 8]);
});

Deno.test("zone and row of each seat are found", () => {
  const one = hall(3, 4);
  for (let i = 0; i < one.seatCount; i++) {
    const zone = one.zoneOf(i);
    holds(one.ids[i]!.startsWith(zone.name), `seat ${i}`);
    holds(one.rowOf(i).from <= i && i < one.rowOf(i).to, `row of ${i}`);
  }
});

Deno.test("the nearest other seats are of the same grade, side by side", () => {
  const one = hall(2, 6);
  [0, 1, 2].forEach((index) => one.setState(index, SOLD));
  same(nearest(one, [1, 2]), [3, 4]);
  [3, 4, 5].forEach((index) => one.setState(index, SOLD));
  same(nearest(one, [1, 2]), [12, 13]); // the other zone's front row, rather than the row behind
});

Deno.test("with no row that has so many together there is no other choice", () => {
  const one = hall(1, 4);
  [1, 3, 5, 7].forEach((index) => one.setState(index, SOLD));
  same(nearest(one, [0, 1]), []);
});

Deno.test("seats are together in one row without a gap", () => {
  const one = hall(2, 4);
  same([areTogether(one, [2, 1, 3]), areTogether(one, [3, 4]), areTogether(one, [0, 2])], [true, false, false]);
});

Deno.test("the grid finds the same nearest seat as looking at all of them", () => {
  const one = hall(30, 40);
  const grid = new SeatGrid(one);
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let n = 0; n < 500; n++) {
    const x = random() * 1500 - 50;
    const y = random() * 400 - 20;
    let best = -1;
    let distance = 25;
    for (let i = 0; i < one.seatCount; i++) {
      const d = Math.hypot(one.xs[i]! - x, one.ys[i]! - y);
      if (d < distance) {
        distance = d;
        best = i;
      }
    }
    same(grid.nearest(x, y, 25), best);
  }
});

Deno.test("zooming keeps the point under the finger where it is", () => {
  const camera = fit({ left: 0, top: 0, right: 100, bottom: 50 }, 400, 400, 0);
  same(camera, { scale: 4, x: 0, y: 100 });
  const near = zoomed(camera, 2, 40, 140, 1, 100);
  same([(40 - near.x) / near.scale, (140 - near.y) / near.scale], [10, 10]);
  same(zoomed(camera, 1000, 0, 0, 1, 10).scale, 10);
});

Deno.test("labels overlap where both their sides do", () => {
  const label = { left: 0, top: 0, right: 10, bottom: 10 };
  same(overlap(label, { left: 9, top: 9, right: 20, bottom: 20 }), true);
  same(overlap(label, { left: 10, top: 0, right: 20, bottom: 10 }), false);
  same(overlap(label, { left: 0, top: 11, right: 10, bottom: 20 }), false);
});

/** A zone with a marked seat, and an area of three places. */
function mixed(): Hall {
  const at = { number: "1", x: 50, y: 50, category: "front" };
  const place = (n: number) => ({ ...at, id: `pit#${n}`, number: `${n}` });
  const made = new Hall({
    version: "1",
    name: "hall",
    seatCount: 4,
    size: { width: 100, height: 100 },
    grades: [{ name: "R", price: money, categories: ["front"] }],
    categories: [],
    zones: [
      { name: "A", rows: [{ name: "1", seats: [{ ...at, id: "a", x: 10, features: ["ACCESSIBLE", "RESTRICTED_VIEW"] }] }] },
      { name: "Pit", generalAdmission: "pit", rows: [{ name: "", seats: [place(1), place(2), place(3)] }] },
    ],
    areas: [{ x: 60, y: 50, width: 40, height: 20, rotation: 0, shape: "ELLIPSE", generalAdmission: "pit" }],
  } as unknown as seat.PlanDocument);
  for (let i = 0; i < made.seatCount; i++) {
    made.setState(i, AVAILABLE);
  }
  return made;
}

Deno.test("places of an area are counted by grade and zone, but none is found on the map", () => {
  const made = mixed();
  made.setState(2, SOLD);
  same([made.available(0), made.free(1, 4)], [3, 2]);
  same(new SeatGrid(made).nearest(50, 50, 5), -1);
  same(new SeatGrid(made).nearest(11, 50, 5), 0);
});

Deno.test("an area is found where it is drawn: an ellipse around its centre", () => {
  const made = mixed();
  same([made.zoneAt(45, 45)?.name, made.zoneAt(75, 55)?.name, made.zoneAt(85, 55)?.name], ["Pit", "Pit", undefined]);
});

Deno.test("what is special about a seat has a sign of its own", () => {
  const made = mixed();
  same([...made.marksOf], [ACCESSIBLE | RESTRICTED_VIEW, UNNUMBERED, UNNUMBERED, UNNUMBERED]);
  same(new Set([ACCESSIBLE, COMPANION, RESTRICTED_VIEW].map(signsOf)).size, 3);
  same(signsOf(ACCESSIBLE | RESTRICTED_VIEW).length > signsOf(ACCESSIBLE).length, true);
  same(signsOf(UNNUMBERED), "");
});
