import { holds, same } from "./assert.ts";
import { failure, fieldErrors, isPassing, Refusal, Unreachable } from "./problems.ts";

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

Deno.test("a refusal that is no problem document has its status all the same", () => {
  for (const text of ["", "<html>", "null", '"no"', "{}"]) {
    const refused = failure(answer(404), text);
    holds(refused instanceof Refusal && refused.problem.status === 404 && refused.slug === "about:blank".slice(6), text);
  }
});

Deno.test("a Retry-After that is a date is not taken for seconds", () => {
  same(failure(answer(503, { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" }), "").retryAfterMs, 0);
  same(failure(answer(503, { "Retry-After": "2" }), "").retryAfterMs, 2_000);
});

Deno.test("only overload and silence pass by themselves", () => {
  same([isPassing(new Unreachable("")), isPassing(failure(answer(429), "")), isPassing(failure(answer(403), "")), isPassing(new Error())], [true, true, false, false]);
});

Deno.test("the words for each field are found by the field", () => {
  const problem = failure(answer(400), JSON.stringify({ type: "urn:x:invalid", status: 400, title: "", errors: [{ field: "a", message: "is wrong" }] }));
  same([fieldErrors(problem), fieldErrors(new Error())], [{ a: "is wrong" }, {}]);
});
