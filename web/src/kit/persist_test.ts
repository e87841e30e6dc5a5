import { holds, same } from "./assert.ts";
import { persistently } from "./persist.ts";
import { Refusal, Unreachable } from "./problems.ts";

const online = () => setTimeout(() => globalThis.dispatchEvent(new Event("online"))); // ends the wait

Deno.test("silence is asked again until there is an answer", async () => {
  let tries = 0;
  const waits: string[] = [];
  const value = await persistently(() => ++tries < 3 ? Promise.reject(new Unreachable(`${tries}`)) : Promise.resolve("here"), new AbortController().signal, (why) => {
    waits.push((why as Error).message);
    online();
  });
  same([value, tries, waits], ["here", 3, ["1", "2"]]);
});

Deno.test("a refusal is an answer", async () => {
  const refusal = new Refusal({ type: "urn:x:gone", status: 404, title: "" }, 0);
  const thrown = await persistently(() => Promise.reject(refusal), new AbortController().signal).catch((problem) => problem);
  holds(thrown === refusal, "thrown at once");
});

Deno.test("who leaves the page is not asked for any more", async () => {
  const abort = new AbortController();
  let tries = 0;
  await persistently(() => {
    tries++;
    return Promise.reject(new Unreachable(""));
  }, abort.signal, () => abort.abort()).catch(() => {});
  same(tries, 1);
});
