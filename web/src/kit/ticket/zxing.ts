import type zxing from "zxing";

/** ZXing, loaded when it is needed: 70 kB compressed. */
export async function loadZxing(): Promise<typeof zxing> {
  const loaded = await import("zxing");
  return loaded.default ?? loaded; // an old module: where its exports are depends on whether the bundler gives it a file of its own
}
