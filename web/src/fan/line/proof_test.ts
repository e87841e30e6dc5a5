import { holds } from "../../kit/assert.ts";
import { beginsWithZeros, solve } from "./proof.ts";

Deno.test("zero bits are counted from the front", () => {
  const digest = Uint8Array.of(0, 0b0001_0000, 255);
  holds(beginsWithZeros(digest, 11), "11 bits are zero");
  holds(!beginsWithZeros(digest, 12), "the 12th is not");
  holds(beginsWithZeros(digest, 0), "nothing is asked");
});

Deno.test("a solved challenge has the zeros that were asked for", async () => {
  const nonce = await solve("c", 10, new AbortController().signal);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`c:${nonce}`));
  holds(beginsWithZeros(new Uint8Array(digest), 10), nonce);
});
