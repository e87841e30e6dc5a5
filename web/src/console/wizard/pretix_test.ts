import { holds, same } from "../../kit/assert.ts";
import type { ticket } from "contract";
import { countByCategory, documentOf, readPlan } from "./pretix.ts";

const PLAN: ticket.PretixPlan = {
  name: "hall",
  categories: [{ name: "VIP", color: "#ff0000" }, { name: "R" }],
  zones: [{
    name: "Floor",
    position: { x: 100, y: 50 },
    rows: [
      {
        row_number: "7",
        row_label: "Row %s",
        position: { x: 10, y: 5 },
        seats: [
          { seat_guid: "a", seat_number: "1", position: { x: 1, y: 2 }, category: "VIP" },
          { seat_guid: "b", position: { x: 2, y: 2 }, category: "R" },
          { seat_guid: "c", position: { x: 3, y: 2 } },
        ],
      },
      { row_number: "8", seats: [] },
    ],
    areas: [
      { shape: "circle", circle: { radius: 4 }, position: { x: 1, y: 1 }, text: { text: "Bar" } },
      { shape: "rectangle", width: 9, height: 3, position: { x: 0, y: 0 }, text: "STAGE" as unknown as ticket.PretixText },
      { shape: "star", position: { x: 0, y: 0 } },
    ],
  }],
};

function faults(plan: unknown): string[] {
  const read = readPlan(typeof plan === "string" ? plan : JSON.stringify(plan));
  return "errors" in read ? read.errors.map(({ code, at }) => `${code} ${at}`) : [];
}

function withSeats(seats: unknown[]): unknown {
  return { categories: [{ name: "R" }], zones: [{ name: "Z", rows: [{ row_number: "1", seats }] }] };
}

Deno.test("a plan is drawn at absolute positions, with labels and numbers", () => {
  const drawn = documentOf(PLAN, []);
  same(drawn.seatCount, 3);
  same(drawn.zones[0]!.rows.length, 1, "rows with seats");
  same(drawn.zones[0]!.rows[0]!.label, "Row 7");
  same(drawn.zones[0]!.rows[0]!.seats[0], { id: "a", number: "1", category: "VIP", features: null, x: 111, y: 57 });
  same(drawn.zones[0]!.rows[0]!.seats[1]!.number, "2");
});

Deno.test("shapes of both generations are drawn, and unknown ones left out", () => {
  same(documentOf(PLAN, []).areas.map(({ shape, width, text }) => [shape, width, text]), [["ELLIPSE", 8, "Bar"], [
    "RECTANGLE",
    9,
    "STAGE",
  ]]);
});

Deno.test("seats are counted by category, and what is odd is told", () => {
  same(countByCategory(PLAN), [{ category: "VIP", seatCount: 1 }, { category: "R", seatCount: 1 }]);
  const read = readPlan(JSON.stringify(PLAN));
  holds("plan" in read, "the plan is read");
  same("warnings" in read && read.warnings, [
    { code: "unsold", count: 1, at: "zones[0].rows[0].seats[2]" },
    { code: "emptyRow", count: 1, at: "zones[0].rows[1]" },
  ]);
});

Deno.test("what the server would refuse is found before it is sent", () => {
  const at = { x: 0, y: 0 };
  same(faults("{"), ["json "]);
  same(faults([]), ["shape "]);
  same(faults(withSeats([])), ["empty zones"]);
  same(faults(withSeats([{ position: at }])), ["guid zones[0].rows[0].seats[0]"]);
  same(faults(withSeats([{ seat_guid: "a", position: at }, { seat_guid: "a", position: at }])), ["duplicate zones[0].rows[0].seats[1]"]);
  same(faults(withSeats([{ seat_guid: "a" }])), ["position zones[0].rows[0].seats[0]"]);
  same(faults(withSeats([{ seat_guid: "a", position: at, category: "X" }])), ["category zones[0].rows[0].seats[0]"]);
});

Deno.test("an area that holds people is a zone of places without numbers, and counted", () => {
  const plan: ticket.PretixPlan = {
    categories: [{ name: "R" }],
    zones: [{
      name: "Floor",
      position: { x: 100, y: 50 },
      rows: [{ row_number: "1", seats: [{ seat_guid: "a", position: { x: 0, y: 0 }, category: "R", accessible: true, restricted_view: true }] }],
      areas: [{ width: 9, height: 3, position: { x: 1, y: 2 }, general_admission: { id: "pit", name: "Pit", capacity: 3, category: "R" } }],
    }],
  };
  const drawn = documentOf(plan, []);
  same(drawn.seatCount, 4);
  same(drawn.zones[0]!.rows[0]!.seats[0]!.features, ["ACCESSIBLE", "RESTRICTED_VIEW"]);
  same([drawn.zones[1]!.name, drawn.zones[1]!.generalAdmission, drawn.areas[0]!.generalAdmission], ["Pit", "pit", "pit"]);
  same(drawn.zones[1]!.rows[0]!.seats.map(({ id }) => id), ["pit#1", "pit#2", "pit#3"]);
  same(countByCategory(plan), [{ category: "R", seatCount: 4 }]);
  same(faults(plan), []);
});

Deno.test("an area that would be sold wrongly is found", () => {
  const standing = (areas: object[]) => ({ ...withSeats([]) as object, zones: [{ name: "Z", rows: [], areas }] });
  const area = (general_admission: object) => ({ width: 1, height: 1, position: { x: 0, y: 0 }, general_admission });
  same(faults(standing([area({ id: "a", capacity: 2, category: "R" })])), []);
  same(faults(standing([area({ id: "a", capacity: 0 })])), ["capacity zones[0].areas[0].general_admission", "empty zones"]);
  same(faults(standing([area({ capacity: 2 })])), ["areaId zones[0].areas[0].general_admission"]);
  same(faults(standing([area({ id: "a", capacity: 2, category: "X" })])), ["category zones[0].areas[0].general_admission"]);
  const twice = area({ id: "a", capacity: 2 });
  same(faults(standing([twice, twice])), ["duplicate zones[0].areas[1].general_admission"]);
});

Deno.test("what editors leave behind is told by its path", () => {
  const read = readPlan(JSON.stringify({
    categories: [{ name: "R" }, { name: "unused" }],
    zones: [{ name: "empty", rows: [] }, { name: "Z", rows: [{ seats: [{ seat_guid: "a", position: { x: 0, y: -1e2 }, category: "R" }] }] }],
  }));
  same("warnings" in read && read.warnings.map(({ code, at }) => `${code} ${at}`), ["emptyZone zones[0]", "unusedCategory categories[1]"]);
});
