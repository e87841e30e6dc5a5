/** Assertions for unit tests. */
export function assertEquals(actual: unknown, expected: unknown, what = ""): void {
  const [left, right] = [text(actual), text(expected)];
  if (left !== right) {
    throw new Error(`${what && what + ": "}expected ${right}, but was ${left}`);
  }
}

export function assert(holds: boolean, what: string): void {
  if (!holds) {
    throw new Error(what);
  }
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, each) => each === undefined ? "(undefined)" : each instanceof Uint8Array ? [...each] : each) ?? "(undefined)";
}
