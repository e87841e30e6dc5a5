/** Reads comma-separated values (RFC 4180), with the number of the line on which each record begins. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** The character between the cells of the first line: a comma, or what a spreadsheet of another language writes. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = end < 0 ? text : text.slice(0, end);
  return [",", ";", "\t"].find((each) => first.includes(each)) ?? ",";
}

/** All records that are not empty. A quote that is never closed is an error of the line where it opens. */
export function parseCsv(input: string): { records: CsvRecord[]; openQuote: number | null } {
  const text = input.replace(/^\uFEFF/, "");
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  let at = 0;
  const end = () => {
    if (cells.some((cell) => cell.trim() !== "")) {
      records.push({ line: start, cells });
    }
    cells = [];
  };
  while (at < text.length) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      if (quoted === null) {
        return { records, openQuote: line };
      }
      cells.push(quoted.value);
      line += quoted.lines;
      at = quoted.next;
      while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") {
        at++;
      }
    } else {
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") {
        at++;
      }
      cells.push(text.slice(from, at));
    }
    if (text[at] === separator) {
      at++;
      if (at === text.length || text[at] === "\n" || text[at] === "\r") {
        cells.push("");
      }
    }
    if (text[at] === "\r" && text[at + 1] === "\n") {
      at++;
    }
    if (at >= text.length || text[at] === "\n" || text[at] === "\r") {
      end();
      at++;
      line++;
      start = line;
    }
  }
  return { records, openQuote: null };
}

/** A cell in quotes, where two quotes are one; what follows up to the next separator is dropped. */
function readQuoted(text: string, from: number): { value: string; next: number; lines: number } | null {
  let at = from + 1;
  let value = "";
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) {
      return null;
    }
    value += text.slice(at, close);
    if (text[close + 1] !== '"') {
      return { value, next: close + 1, lines: value.split("\n").length - 1 };
    }
    value += '"';
    at = close + 2;
  }
}
