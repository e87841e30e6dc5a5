import { same } from "./assert.ts";
import { safely } from "./storage.ts";

Deno.test("a storage that is forbidden keeps values for the page", () => {
  const storage = safely(() => {
    throw new Error("SecurityError");
  });
  storage.setItem("a", "1");
  same([storage.getItem("a"), storage.getItem("b")], ["1", null]);
  storage.removeItem("a");
  same(storage.getItem("a"), null);
});

Deno.test("a full storage does not bring an old value back", () => {
  const kept = new Map([["a", "old"]]);
  const full = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: () => {
      throw new Error("QuotaExceededError");
    },
    removeItem: (key: string) => void kept.delete(key),
  };
  const storage = safely(() => full);
  storage.setItem("a", "new");
  same(storage.getItem("a"), "new");
  storage.removeItem("a");
  same(storage.getItem("a"), null);
});
