import { same } from "./assert.ts";
import { naturally } from "./natural.ts";

Deno.test("rows and seats are sorted as people count them", () => {
  same(["10", "2", "AA", "Z", "A", "B1", "010", "Row 10", "Row 9", "VIP"].sort(naturally), [
    "2",
    "010",
    "10",
    "A",
    "B1",
    "Z",
    "AA",
    "Row 9",
    "Row 10",
    "VIP",
  ]);
});
