import { assert as holds, assertEquals as equal } from "../../kit/assert.ts";
import type { Order } from "../types.ts";
import { merged, suits } from "./rows.ts";

const row = (bookingId: string, status = "PENDING") =>
  ({ bookingId, status, fan: { memberId: "m", name: "Kim", email: "k***@x" }, seats: ["A 1"] }) as Order;

Deno.test("a known booking is replaced where it stands, a new one comes on top", () => {
  const rows = merged([row("b"), row("a")], row("a", "CONFIRMED"), 10);
  equal(rows.map((each) => each.bookingId + each.status), ["bPENDING", "aCONFIRMED"]);
  equal(merged(rows, row("c"), 2).map((each) => each.bookingId), ["c", "b"]);
});

Deno.test("a row that comes suits the filter and the search, or is not shown", () => {
  holds(suits(row("a"), "", "kim"), "by name");
  holds(suits(row("a"), "PENDING", "a 1"), "by seat");
  holds(!suits(row("a"), "CONFIRMED", ""), "another state");
  holds(!suits(row("a"), "", "lee"), "another name");
});
