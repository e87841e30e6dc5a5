import type { ticket } from "contract";
import { parseCsv } from "./csv.ts";
import { layOut, type ListedSeat } from "./lay-out.ts";

export const SEATS_MAX = 120_000; // as many as the server takes
export const BYTES_MAX = 16 * 1024 * 1024;

const ERRORS_MAX = 200; // as many as a person mends in one go, and as the server names
const TEXT_MAX = 80; // of a zone, row or seat: the three together name a seat in at most 200 characters
const COLUMNS = ["zone", "row", "seat", "category", "x", "y"] as const;

/** A line that cannot be used, and why. */
export interface LineError {
  line: number;
  code: "header" | "empty" | "missing" | "long" | "control" | "duplicate" | "number" | "partial" | "quote" | "many";
  /** of which column or what it collides with */
  detail: string;
}

export type SeatListOutcome = { plan: ticket.PretixPlan } | { errors: LineError[] };

/** A seating plan in pretix's form from a list of seats, `zone,row,seat,category[,x,y]`; or what is wrong with the list, by line. */
export function planOfList(text: string, name: string): SeatListOutcome {
  const { records, openQuote } = parseCsv(text);
  if (openQuote !== null) {
    return { errors: [{ line: openQuote, code: "quote", detail: "" }] };
  }
  const header = columnsOf(records[0]?.cells ?? []);
  if (header === null) {
    return { errors: [{ line: records[0]?.line ?? 1, code: "header", detail: COLUMNS.join(",") }] };
  }
  const reader = new ListReader(header);
  for (const record of records.slice(1)) {
    if (reader.errors.length >= ERRORS_MAX) {
      break;
    }
    reader.read(record.line, record.cells);
  }
  reader.finish();
  return reader.errors.length > 0 ? { errors: reader.errors } : { plan: layOut(reader.seats, name) };
}

type Columns = Record<typeof COLUMNS[number], number>;

/** Where each column is; null if one of the first four is missing. */
function columnsOf(cells: string[]): Columns | null {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const columns = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column)])) as Columns;
  return COLUMNS.slice(0, 4).some((column) => columns[column] < 0) ? null : columns;
}

class ListReader {
  readonly seats: ListedSeat[] = [];
  readonly errors: LineError[] = [];
  private readonly lineOf = new Map<string, number>();
  private firstPlaced = 0;
  private firstUnplaced = 0;

  constructor(private readonly columns: Columns) {}

  read(line: number, cells: string[]): void {
    const text = (column: keyof Columns) => (cells[this.columns[column]] ?? "").trim().normalize("NFC");
    const fail = (code: LineError["code"], detail: string) => void this.errors.push({ line, code, detail });
    for (const column of ["zone", "row", "seat", "category"] as const) {
      const flaw = flawOf(text(column), column === "category");
      if (flaw !== null) {
        return fail(flaw, column);
      }
    }
    const id = `${text("zone")}/${text("row")}/${text("seat")}`;
    const before = this.lineOf.get(id);
    if (before !== undefined) {
      return fail("duplicate", String(before));
    }
    this.lineOf.set(id, line);
    const [x, y] = [numberOf(text("x")), numberOf(text("y"))];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      return fail("number", Number.isNaN(x) ? "x" : "y");
    }
    if ((x === null) !== (y === null)) {
      return fail("partial", x === null ? "x" : "y");
    }
    this.note(line, x !== null);
    this.seats.push({ id, zone: text("zone"), row: text("row"), number: text("seat"), category: text("category"), x, y });
  }

  private note(line: number, isPlaced: boolean): void {
    if (isPlaced) {
      this.firstPlaced ||= line;
    } else {
      this.firstUnplaced ||= line;
    }
  }

  finish(): void {
    if (this.errors.length === 0 && this.seats.length === 0) {
      this.errors.push({ line: 1, code: "empty", detail: "" });
    }
    if (this.seats.length > SEATS_MAX) {
      this.errors.push({ line: 0, code: "many", detail: String(SEATS_MAX) });
    }
    if (this.firstPlaced > 0 && this.firstUnplaced > 0) { // a seat among placed ones would land anywhere
      this.errors.push({ line: Math.max(this.firstPlaced, this.firstUnplaced), code: "partial", detail: "x,y" });
    }
  }
}

function flawOf(text: string, mayBeEmpty: boolean): "missing" | "long" | "control" | null {
  if (text === "") {
    return mayBeEmpty ? null : "missing";
  }
  // deno-lint-ignore no-control-regex
  return text.length > TEXT_MAX ? "long" : /[\u0000-\u001f\u007f]/.test(text) ? "control" : null;
}

/** null: empty; NaN: not a number. */
function numberOf(text: string): number | null {
  return text === "" ? null : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** A file to begin with. */
export const SAMPLE = `zone,row,seat,category,x,y
${
  ["1F-A", "1F-B"].flatMap((zone, i) =>
    ["A", "B", "C"].flatMap((row, r) =>
      Array.from({ length: 8 }, (_, s) => `${zone},${row},${s + 1},${r === 0 ? "VIP" : "R"},${i * 240 + s * 24},${r * 26}`)
    )
  ).join("\n")
}
`;
