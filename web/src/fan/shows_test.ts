import type { ticket } from "contract";
import { same } from "../kit/assert.ts";
import { changed, firstShow, showOf, takingPlace } from "./shows.ts";

const show = (performanceId: string, startsAt: string, status = "SCHEDULED") => ({ performanceId, startsAt, status }) as ticket.PerformanceView;
const NOW = Date.parse("2026-06-01T00:00:00Z");

Deno.test("a list names the next performance that takes place", () => {
  const event = { performances: [show("past", "2026-05-01T10:00:00Z"), show("off", "2026-06-02T10:00:00Z", "CANCELLED"), show("next", "2026-06-03T10:00:00Z", "POSTPONED")] };
  same(firstShow(event, NOW)?.performanceId, "next");
  same(takingPlace(event).map((each) => each.performanceId), ["past", "next"]);
  same(changed(event).map((each) => each.performanceId), ["off", "next"]);
});

Deno.test("an event that is over or cancelled still has a date", () => {
  same(firstShow({ performances: [show("past", "2026-05-01T10:00:00Z")] }, NOW)?.performanceId, "past");
  same(firstShow({ performances: [show("off", "2026-07-01T10:00:00Z", "CANCELLED")] }, NOW)?.performanceId, "off");
  same(firstShow({ performances: [] }, NOW) ?? null, null);
});

Deno.test("a ticket that was kept before it had a status is as planned", () => {
  same(showOf({ startsAt: "2026-06-03T10:00:00Z" }).status, "SCHEDULED");
  const put = { startsAt: "b", previousStartsAt: "a", performanceStatus: "POSTPONED", performanceReason: "storm" } as const;
  same(showOf(put), { startsAt: "b", status: "POSTPONED", previousStartsAt: "a", reason: "storm" });
});
