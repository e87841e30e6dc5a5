import type { queue } from "contract";
import { same } from "../../kit/assert.ts";
import { after, type LineState, NOTHING_KNOWN, progress, scene, withPlace } from "./line-state.ts";

const place = (more: object) => ({ number: 7, state: "WAITING", ahead: 100, total: 200, serverTime: null, ...more }) as unknown as queue.ShownPlace;
const waiting = (ahead: number) => withPlace(NOTHING_KNOWN, place({ ahead }), 0);

Deno.test("the bar is the way from where the fan began", () => {
  const state = withPlace(withPlace(waiting(100), place({ ahead: 60 }), 0), place({ ahead: 25 }), 0);
  same(progress(state), 0.75);
});

Deno.test("a new number begins a new way", () => {
  same(progress(withPlace(waiting(100), place({ number: 8, ahead: 500 }), 0)), 0);
});

Deno.test("each state of a place has its scene", () => {
  const scenes = ["WAITING", "READY", "ADMITTED", "MISSED", "LEFT", "SERVED"].map((state) => scene(withPlace(NOTHING_KNOWN, place({ state }), 0)));
  same(scenes, ["waiting", "ready", "admitted", "missed", "left", "served"]);
  same(scene(NOTHING_KNOWN), "loading");
});

Deno.test("why a stream ended goes before what the place was", () => {
  const reasons = ["expired", "absent", "elsewhere", "sold-out", "sale-closed", "something new"];
  same(reasons.map((reason) => scene(after(waiting(3), "closed", { reason }, 0))), ["expired", "absent", "elsewhere", "sold-out", "closed", "closed"]);
});

Deno.test("a lobby whose sale has opened is being drawn", () => {
  const lobby = withPlace(NOTHING_KNOWN, place({ state: "LOBBY", ahead: null, number: null }), 0);
  same(scene(lobby), "lobby");
  same(scene(after(lobby, "sale", { state: "LOBBY", serverTime: null }, 0)), "lobby");
  same(scene(after(lobby, "sale", { state: "OPEN", serverTime: null }, 0)), "drawing");
  same(scene(after(lobby, "sale", { state: "UNAVAILABLE", serverTime: null }, 0)), "lobby");
});

Deno.test("ready comes with its deadline", () => {
  const ready: LineState = after(waiting(0), "ready", { claimBy: "2026-01-01T00:00:45Z" }, 0);
  same([scene(ready), ready.place?.claimBy], ["ready", "2026-01-01T00:00:45Z"]);
});

Deno.test("deadlines count by the line's clock", () => {
  const state = after(NOTHING_KNOWN, "sale", { serverTime: "1970-01-01T00:01:40Z" }, 40_000);
  same(state.clockOffset, 60_000);
});

Deno.test("an event of an unknown name changes nothing", () => {
  same(after(waiting(3), "drain", {}, 0), waiting(3));
});
