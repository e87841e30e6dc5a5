const numbers = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** The order in which people count: 2 before 10, and rows A … Z before AA. */
export function naturally(a: string, b: string): number {
  const letters = /^[A-Za-z]+$/;
  if (a.length !== b.length && letters.test(a) && letters.test(b)) {
    return a.length - b.length;
  }
  return numbers.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
