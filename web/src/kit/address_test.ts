import { addressOf, methodOf } from "./address.ts";
import { same } from "./assert.ts";

Deno.test("an operation's name gives its method and its address", () => {
  same(methodOf("POST /api/v1/sessions/renewal"), "POST");
  same(addressOf("POST /api/v1/sessions/renewal"), "/api/v1/sessions/renewal");
  same(addressOf("GET /api/v1/events/{eventId}", { eventId: "a/b" }), "/api/v1/events/a%2Fb");
});

Deno.test("what is not asked for is not sent", () => {
  same(addressOf("GET /api/v1/events", undefined, { q: "", after: undefined, limit: 24 }), "/api/v1/events?limit=24");
});
