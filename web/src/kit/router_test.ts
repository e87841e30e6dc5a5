import { same } from "./assert.ts";
import { match } from "./router.tsx";

Deno.test("a path gives the values of the pattern's parts", () => {
  same(match("/events/:eventId", "/events/a%20b"), { eventId: "a b" });
  same(match("/events/:eventId", "/events/e1/"), { eventId: "e1" });
  same(match("/", "/"), {});
});

Deno.test("another path does not match", () => {
  same(match("/events/:eventId", "/events"), null);
  same(match("/events/:eventId", "/events/"), null);
  same(match("/events", "/event"), null);
});

Deno.test("an address that somebody has mistyped breaks nothing", () => {
  same(match("/events/:eventId", "/events/%E0%A4%A"), { eventId: "%E0%A4%A" });
});
