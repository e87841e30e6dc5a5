import { same } from "./assert.ts";
import { EventStreamParser } from "./sse.ts";

Deno.test("an event arrives whole, however its text is cut", () => {
  const text = 'retry: 3000\nid: 7\nevent: place\ndata: {"ahead":3}\n\n: still here\n\ndata: a\ndata: b\n\n';
  for (let cut = 1; cut < text.length; cut++) {
    const parser = new EventStreamParser();
    const events = [...parser.read(text.slice(0, cut)), ...parser.read(text.slice(cut))];
    same(events, [{ name: "place", data: '{"ahead":3}' }, { name: "message", data: "a\nb" }]);
    same([parser.lastEventId, parser.retryMs], ["7", 3000]);
  }
});

Deno.test("lines may end in any of the three ways", () => {
  same(new EventStreamParser().read("event: x\r\ndata: 1\r\n\r\ndata: 2\r\rdata: 3\n\n"), [
    { name: "x", data: "1" },
    { name: "message", data: "2" },
    { name: "message", data: "3" },
  ]);
});

Deno.test("a comment or an event without data is no event", () => {
  same(new EventStreamParser().read(": heartbeat\n\nevent: x\n\n"), []);
});

Deno.test("half a character at the end of a piece waits for its rest", () => {
  const bytes = new TextEncoder().encode("data: 매진\n\n");
  const decoder = new TextDecoder();
  const parser = new EventStreamParser();
  const events = [...bytes].flatMap((byte) => parser.read(decoder.decode(Uint8Array.of(byte), { stream: true })));
  same(events, [{ name: "message", data: "매진" }]);
});

Deno.test("what a cut-off connection left unfinished is no part of the next one", () => {
  const parser = new EventStreamParser();
  same(parser.read('id: 7\nevent: place\ndata: {"half"'), []);
  parser.restart();
  same(parser.read("data: whole\n\n"), [{ name: "message", data: "whole" }]);
  same(parser.lastEventId, "7");
});
