/** For unit tests: throws unless the two have the same content. */
export function equal(actual: unknown, expected: unknown, what = "value"): void {
  const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== wanted) {
    throw new Error(`${what} is ${is}, not ${wanted}`);
  }
}

export function holds(condition: boolean, what: string): void {
  if (!condition) {
    throw new Error(`does not hold: ${what}`);
  }
}
