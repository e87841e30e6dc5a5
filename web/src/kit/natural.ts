const ROW_LETTERS_MAX = 2; // longer ones are words, which are sorted as words are

/** The order in which people count: 2 before 10, and row Z before row AA. The server has the same one, `NaturalOrder`. */
export function naturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareParts(left[i]!, right[i]!);
    if (order !== 0) {
      return order;
    }
  }
  return left.length - right.length || compare(a, b);
}

function partsOf(text: string): string[] {
  return text.match(/[0-9]+|[A-Za-z]+|[^0-9A-Za-z]+/g) ?? [];
}

function compareParts(a: string, b: string): number {
  const kind = kindOf(a) - kindOf(b);
  if (kind !== 0) {
    return kind;
  }
  const [left, right] = [plain(a), plain(b)];
  return (kindOf(a) < 2 ? left.length - right.length : 0) || compare(left, right);
}

/** 0 a number, 1 the letters of a row, 2 a word or anything else. */
function kindOf(part: string): number {
  return /^[0-9]/.test(part) ? 0 : /^[A-Za-z]/.test(part) && part.length <= ROW_LETTERS_MAX ? 1 : 2;
}

/** Numbers without leading zeros, so that the longer one is the larger one. */
function plain(part: string): string {
  return kindOf(part) === 0 ? part.replace(/^0+(?=[0-9])/, "") : part.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
