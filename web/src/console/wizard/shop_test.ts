import { same } from "../../kit/assert.ts";
import { Refusal, Unreachable } from "../../kit/problems.ts";
import { onceKnown } from "./shop.ts";

function refusal(status: number): Refusal {
  return new Refusal({ type: "urn:onsale:problem:test", status, title: "no" }, 0);
}

async function tries(problems: Error[]): Promise<number> {
  let made = 0;
  await onceKnown(() => {
    const problem = problems[made++];
    return problem === undefined ? Promise.resolve() : Promise.reject(problem);
  }, 1).catch(() => {});
  return made;
}

Deno.test("seats that are not known yet, or not set up yet, are asked for again", async () => {
  same(await tries([refusal(404), new Unreachable("503"), refusal(429)]), 4);
});

Deno.test("a refusal for good is not repeated", async () => {
  same(await tries([refusal(404), refusal(403), refusal(404)]), 2);
});
