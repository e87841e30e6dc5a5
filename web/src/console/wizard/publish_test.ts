import { same } from "../../kit/assert.ts";
import { COMPLETE } from "./draft-case.ts";
import { type Progress, publish, type Shop } from "./publish.ts";

/** A server that does each key once, and a page that may die after any request. */
class FakeShop implements Shop {
  readonly sent: string[] = [];
  progress: Progress | null = null;
  dieAfter = Infinity;
  refusesEvents = false;
  private keys = 0;

  isFinal = (problem: unknown) => problem === "refused";

  newKey = () => `key${++this.keys}`;
  openVenue = (_body: unknown, key: string) => this.answer(`venue ${key}`, "v1");
  publish = (_body: unknown, key: string) =>
    this.refusesEvents ? (this.sent.push(`event ${key}`), Promise.reject("refused")) : this.answer(`event ${key}`, {
      eventId: "e",
      saleId: "s",
      performances: [{ performanceId: "p1", startsAt: "" }, { performanceId: "p2", startsAt: "" }],
    });
  keepBack = (performanceId: string) => this.answer(`keep ${performanceId}`, undefined);
  save = async (progress: Progress) => void (this.progress = JSON.parse(JSON.stringify(progress)));

  private async answer<T>(what: string, value: T): Promise<T> {
    this.sent.push(what);
    if (this.sent.length === this.dieAfter) {
      this.dieAfter = Infinity;
      throw new Error("the page was closed");
    }
    return await Promise.resolve(value);
  }
}

const DRAFT = {
  ...COMPLETE,
  keptBack: ["a", "b"],
  venue: { kind: "new" as const, name: "Hall", location: "Seoul", timeZone: "Asia/Seoul", fileName: "", categories: [] },
};
const PLAN = { kind: "file" as const, plan: { name: "Hall", categories: [], zones: [] } };

async function run(shop: FakeShop, draft = DRAFT): Promise<void> {
  await publish(draft, PLAN, shop.progress, shop);
}

Deno.test("venue, event and kept-back seats are sent once each", async () => {
  const shop = new FakeShop();
  await run(shop);
  await run(shop);
  same(shop.sent, ["venue key1", "event key2", "keep p1", "keep p2"]);
});

Deno.test("whenever the page dies, the next run repeats that request with the same key and goes on", async () => {
  for (let dieAfter = 1; dieAfter <= 4; dieAfter++) {
    const shop = new FakeShop();
    shop.dieAfter = dieAfter;
    await run(shop).catch(() => {});
    await run(shop);
    const once = ["venue key1", "event key2", "keep p1", "keep p2"];
    same(shop.sent, [...once.slice(0, dieAfter), once[dieAfter - 1], ...once.slice(dieAfter)], `died after ${dieAfter}`);
  }
});

Deno.test("what was refused is sent anew, with another key, and the venue stays", async () => {
  const shop = new FakeShop();
  shop.refusesEvents = true;
  await run(shop).catch(() => {});
  same(shop.progress!.event, undefined);
  shop.refusesEvents = false;
  await run(shop, { ...DRAFT, title: "Another" });
  same(shop.sent.slice(0, 3), ["venue key1", "event key2", "event key3"]);
});
