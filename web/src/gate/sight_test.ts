import { same } from "../kit/assert.ts";
import { Sight } from "./sight.ts";

Deno.test("a ticket that stays in the picture is one scan", () => {
  const sight = new Sight();
  same([0, 500, 2_000, 4_000, 6_000].map((at) => sight.isNew("t1", at)), [true, false, false, false, false]);
});

Deno.test("a ticket that has left the picture counts again, another at once", () => {
  const sight = new Sight();
  same([sight.isNew("t1", 0), sight.isNew("t1", 3_000), sight.isNew("t2", 3_100)], [true, true, true]);
});
