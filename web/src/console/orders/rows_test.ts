import { holds, same } from "../../kit/assert.ts";
import type { Order } from "../types.ts";
import { isWhole } from "./export.ts";
import { merged, suits } from "./rows.ts";

const row = (bookingId: string, status = "PENDING") =>
  ({ bookingId, status, fan: { memberId: "m", name: "Kim", email: "k***@x" }, seats: ["A 1"] }) as Order;

Deno.test("a known booking is replaced where it stands, a new one comes on top", () => {
  const rows = merged([row("b"), row("a")], row("a", "CONFIRMED"), 10);
  same(rows.map((each) => each.bookingId + each.status), ["bPENDING", "aCONFIRMED"]);
  same(merged(rows, row("c"), 2).map((each) => each.bookingId), ["c", "b"]);
});

Deno.test("a row that comes suits the filter and the search, or is not shown", () => {
  holds(suits(row("a"), "", "kim"), "by name");
  holds(suits(row("a"), "PENDING", "a"), "by booking");
  holds(!suits(row("a"), "CONFIRMED", ""), "another state");
  holds(!suits(row("a"), "", "lee"), "another name");
});

Deno.test("a file without its last line is not whole", () => {
  holds(isWhole("b,2\r\nEND,2\r\n"), "with its end");
  holds(!isWhole("b,2\r\n"), "cut off after a line");
  holds(!isWhole("b,2\r\nEND,"), "cut off in the last line");
});
