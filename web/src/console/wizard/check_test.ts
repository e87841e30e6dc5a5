import { same } from "../../kit/assert.ts";
import { flawsOf, stepOf } from "./check.ts";
import { type Draft, minorUnits, withoutGrade } from "./draft.ts";
import { COMPLETE } from "./draft-case.ts";

const NOW = Date.parse("2026-12-01T00:00:00Z");

function flaws(change: Partial<Draft>): string[] {
  return flawsOf({ ...COMPLETE, ...change }, NOW).map(({ field, code }) => `${field} ${code}`);
}

Deno.test("a complete draft has no flaws", () => same(flaws({}), []));

Deno.test("each gap is named by the field of the API", () => {
  same(flaws({ title: " " }), ["title missing"]);
  same(flaws({ grades: [{ name: "R", price: "free" }] }), ["grades[0].price.amount price"]);
  same(flaws({ grades: [{ name: "R", price: "1" }, { name: "R", price: "2" }], gradeOf: { A: 0, B: 1 } }), ["grades[1].name sameName"]);
  same(flaws({ capacity: "0" }), ["sale.capacity range"]);
  same(flaws({ performances: ["2026-12-31T19:00", "2026-12-31T19:00"] }), ["performances[1].startsAt sameTime"]);
});

Deno.test("times must be in order", () => {
  same(flaws({ lobbyOpensAt: "2026-12-10T20:01" }), ["sale.lobbyOpensAt afterOpening"]);
  same(flaws({ closesAt: "2026-12-10T20:00" }), ["sale.closesAt notAfterOpening"]);
  same(flaws({ performances: ["2026-12-10T19:00"] }), ["performances[0].startsAt notAfterOpening"]);
  same(flaws({ performances: ["2026-11-10T19:00"] }), ["performances[0].startsAt past"]);
});

Deno.test("a category without a grade is not sold, which is no flaw", () => {
  same(flaws({ gradeOf: { A: 0 } }), []);
  same(flaws({ gradeOf: {} }), ["grades[0].categories noGrade"]);
});

Deno.test("without a grade its categories are not for sale, and later grades move up", () => {
  const draft = withoutGrade({ ...COMPLETE, grades: [{ name: "R", price: "1" }, { name: "S", price: "2" }], gradeOf: { A: 0, B: 1 } }, 0);
  same([draft.grades.length, draft.gradeOf], [1, { B: 0 }]);
});

Deno.test("prices are typed as people write them", () => {
  same([minorUnits("165,000", 0), minorUnits("19.99", 2), minorUnits("19.999", 2), minorUnits("1.5", 0), minorUnits("-1", 0)], [
    165000,
    1999,
    null,
    null,
    null,
  ]);
});

Deno.test("errors of the API lead to the step of their field", () => {
  same(["grades[0].name", "sale.opensAt", "performances[2].startsAt", "seatingPlan.zones"].map(stepOf), [
    "grades",
    "sale",
    "event",
    "venue",
  ]);
});
