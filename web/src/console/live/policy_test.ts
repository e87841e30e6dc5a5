import { same } from "../../kit/assert.ts";
import { differences, type Limits, outOfRange, rebased } from "./policy.ts";

const SEEN: Limits = {
  capacity: 500,
  admissionsPerSecond: 20,
  claimWindowSeconds: 60,
  leaseSeconds: 600,
  refresh: "KEEP",
  presenceGraceSeconds: 60,
  challengeBits: 0,
};

Deno.test("only what differs is listed", () => {
  same(differences(SEEN, { ...SEEN, capacity: 700 }), [{ limit: "capacity", was: 500, is: 700 }]);
});

Deno.test("a change is put on top of another's, which stays where the two do not meet", () => {
  const mine = { ...SEEN, capacity: 700 };
  const theirs = { ...SEEN, capacity: 600, admissionsPerSecond: 5 };
  const both = rebased(SEEN, mine, theirs);
  same([both.capacity, both.admissionsPerSecond], [700, 5]);
});

Deno.test("an empty or too large number is out of range", () => {
  same(outOfRange({ ...SEEN, capacity: NaN, leaseSeconds: 10, admissionsPerSecond: 0 }), ["capacity", "leaseSeconds"]);
});
