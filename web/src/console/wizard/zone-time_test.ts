import { same } from "../../kit/assert.ts";
import { instantOf, isTimeZone, localOf } from "./zone-time.ts";

Deno.test("the evening in Seoul is the morning in UTC", () => {
  same(instantOf("2026-12-31T19:00", "Asia/Seoul"), "2026-12-31T10:00:00.000Z");
  same(localOf("2026-12-31T10:00:00Z", "Asia/Seoul"), "2026-12-31T19:00");
});

Deno.test("summer time counts", () => {
  same(instantOf("2026-07-01T20:00", "Europe/Berlin"), "2026-07-01T18:00:00.000Z");
  same(instantOf("2026-12-01T20:00", "Europe/Berlin"), "2026-12-01T19:00:00.000Z");
});

Deno.test("an hour that is skipped does not exist, and of one that comes twice the first counts", () => {
  same(instantOf("2026-03-29T02:30", "Europe/Berlin"), null);
  same(instantOf("2026-10-25T02:30", "Europe/Berlin"), "2026-10-25T00:30:00.000Z");
});

Deno.test("what is no time or no zone is refused", () => {
  same(instantOf("", "Asia/Seoul"), null);
  same(isTimeZone("Asia/Nowhere"), false);
  same(isTimeZone("Asia/Tokyo"), true);
});
