import { same } from "./assert.ts";
import { descriptionOf, titleOf } from "./event-text.ts";

const event = (en: object | null) => ({ title: "봄 콘서트", description: "소개", texts: { ko: null, en } });

Deno.test("a text is in the reader's language where the seller gave one", () => {
  const translated = event({ title: "Spring concert", description: "About it" });
  same([titleOf(translated, "en"), descriptionOf(translated, "en")], ["Spring concert", "About it"]);
  same([titleOf(translated, "ko"), descriptionOf(translated, "ko")], ["봄 콘서트", "소개"]);
});

Deno.test("a text that was not translated, or emptied, is the event's own", () => {
  same([titleOf(event(null), "en"), descriptionOf(event(null), "en")], ["봄 콘서트", "소개"]);
  same([titleOf(event({ title: "", description: null }), "en"), descriptionOf(event({ title: "Spring concert" }), "en")], ["봄 콘서트", "소개"]);
  same(descriptionOf({ title: "봄 콘서트", description: null, texts: {} }, "ko"), "");
});
