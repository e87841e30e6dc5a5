import { same } from "./assert.ts";
import { clock, money, roughly, timeLeft } from "./format.ts";

Deno.test("money is written in its currency's own units", () => {
  same(money({ amount: 165_000, currency: "KRW" }, "ko"), "₩165,000");
  same(money({ amount: 1_999, currency: "USD" }, "en"), "$19.99");
  same(money({ amount: 12_345, currency: "KWD" }, "en").replace(/\s/g, " "), "KWD 12.345");
});

Deno.test("a clock rounds up, so that it shows 0:00 only when the time is over", () => {
  same([clock(1), clock(61_000), clock(3_723_000), clock(-5)], ["0:01", "1:01", "1:02:03", "0:00"]);
});

Deno.test("time left in parts", () => {
  same(timeLeft(90_061_000), { days: 1, hours: 1, minutes: 1, seconds: 1 });
});

Deno.test("a wait is not told more exactly than it is known", () => {
  same([roughly(7, "en"), roughly(61, "en"), roughly(3_700, "en")], ["10 seconds", "1 minute", "1 hour"]);
});
