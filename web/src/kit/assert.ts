/** For tests: throws unless both are the same as JSON. */
export function same(actual: unknown, expected: unknown, what = ""): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) {
    throw new Error(`${what && what + ": "}expected ${b}\nbut it is ${a}`);
  }
}

export function holds(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(what);
  }
}
