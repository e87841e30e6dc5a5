import { holds, same } from "./assert.ts";
import { ServerClock } from "./clock.ts";

Deno.test("several answers tell the server's clock more exactly than a whole second", () => {
  const clock = new ServerClock();
  const ahead = 90_300; // the server is so much ahead of the device
  for (let sent = 1_000_000; sent < 1_010_000; sent += 370) {
    const atServer = sent + 20 + ahead;
    clock.observe(new Date(Math.floor(atServer / 1000) * 1000).toUTCString(), sent, sent + 40);
  }
  holds(Math.abs(clock.offset - ahead) < 120, `off by ${clock.offset - ahead} ms`);
});

Deno.test("a device whose clock is set anew is believed again", () => {
  const clock = new ServerClock();
  clock.observe(new Date(5_000_000).toUTCString(), 5_000_000, 5_000_040);
  clock.observe(new Date(5_001_000).toUTCString(), 1_001_000, 1_001_040);
  holds(Math.abs(clock.offset - 4_000_000) < 1_100, `offset ${clock.offset}`);
});

Deno.test("an answer without a date says nothing", () => {
  const clock = new ServerClock();
  clock.observe(null, 1, 2);
  clock.observe("yesterday", 1, 2);
  same(clock.offset, 0);
});
