import { same } from "../../kit/assert.ts";
import { Player } from "./player.ts";

const FROM = "2026-12-01T10:00:00Z";
const TO = "2026-12-01T11:00:00Z";

function aPlayer() {
  const did: string[] = [];
  const hall = {
    setStates: (states: string) => void did.push(states),
    setState: (seat: number, state: number) => void did.push(`${seat}:${state}`),
  };
  const player = new Player(hall, (seats) => void did.push(seats === null ? "all" : seats.join()));
  return { player, did };
}

Deno.test("a replay shows all seats first, and then what changed", () => {
  const { player, did } = aPlayer();

  player.take("begin", { from: FROM, to: TO, speed: 60, states: "AAAA" });
  player.take("seats", { version: 1, changes: [[3, 1], [4, 2]], at: "2026-12-01T10:10:00Z" });

  same(did, ["AAAA", "all", "3:1", "4:2", "3,4"]);
  same(player.position!.at, Date.parse("2026-12-01T10:10:00Z"));
});

Deno.test("its time goes on while nothing happens, and never back", () => {
  const { player } = aPlayer();
  player.take("begin", { from: FROM, to: TO, speed: 60, states: "" });

  player.take("clock", { at: "2026-12-01T10:30:00Z" });
  player.take("clock", { at: "2026-12-01T10:20:00Z" });

  same(player.position!.at, Date.parse("2026-12-01T10:30:00Z"));
});

Deno.test("going on from a pause keeps the beginning of the whole sale", () => {
  const { player } = aPlayer();
  player.take("begin", { from: FROM, to: TO, speed: 60, states: "" });

  player.take("begin", { from: "2026-12-01T10:40:00Z", to: TO, speed: 10, states: "" });
  player.take("end", { at: TO });

  same(player.position!, { from: Date.parse(FROM), at: Date.parse(TO), to: Date.parse(TO), over: true });
});
