import { holds, same } from "./assert.ts";
import { failedAfter, OpenKey } from "./hooks.ts";
import { Refusal, Unreachable } from "./problems.ts";

const refusal = (status: number, slug: string) => new Refusal({ type: `urn:x:${slug}`, status, title: "" }, 0);

/** The keys that a request has been sent with, for each answer that it was given. */
async function keysOf(answers: (unknown | null)[], whats = answers.map(() => "the same")): Promise<string[]> {
  const open = new OpenKey();
  const keys: string[] = [];
  for (const [i, answer] of answers.entries()) {
    await open.run(whats[i]!, (key) => {
      keys.push(key);
      return answer === null ? Promise.resolve() : Promise.reject(answer);
    }).catch(() => {});
  }
  return keys;
}

Deno.test("a request whose answer was lost is sent again with its key", async () => {
  const keys = await keysOf([new Unreachable(""), refusal(409, "idempotency-key-in-flight"), refusal(429, "too-many-requests"), null]);
  same(new Set(keys).size, 1);
});

Deno.test("after an answer, a refusal too, there is a new key", async () => {
  same(new Set(await keysOf([refusal(409, "email-taken"), null, null])).size, 3);
});

Deno.test("another request has another key", async () => {
  same(new Set(await keysOf([new Unreachable(""), new Unreachable("")], ["a", "b"])).size, 2);
});

Deno.test("a network that is gone for a moment takes nothing away that was there", () => {
  const gone = new Unreachable("");
  same(failedAfter({ is: "ready", value: 1 }, gone).is, "ready");
  same(failedAfter({ is: "loading" }, gone).is, "failed");
  holds(failedAfter({ is: "ready", value: 1 }, refusal(404, "not-found")).is === "failed", "a refusal is an answer");
});
