import type { ticket } from "contract";
import { GRADE_COLOURS } from "../../kit/hall/paint.ts";
import { naturally } from "../../kit/natural.ts";

/** A seat of a list; x and y are null where the list has no places. */
export interface ListedSeat {
  id: string;
  zone: string;
  row: string;
  number: string;
  category: string;
  x: number | null;
  y: number | null;
}

// made geometry, in the plan's units
const SEAT = 24;
const ROW = 28;
const AISLE = 60; // between zones
const STAGE = { width: 400, height: 60, below: 60 };

interface Block {
  name: string;
  rows: { name: string; seats: ListedSeat[] }[];
  width: number;
  height: number;
}

/** Orders the seats as people count them, and gives them places if the list has none: zones side by side before a stage, rows centred. */
export function layOut(seats: ListedSeat[], name: string): ticket.PretixPlan {
  const blocks = blocksOf(seats);
  const isPlaced = seats.some((seat) => seat.x !== null);
  const categories = [...new Set(seats.map((seat) => seat.category))].filter((each) => each !== "").sort(naturally);
  return {
    name,
    categories: categories.map((category, i) => ({ name: category, color: GRADE_COLOURS[i % GRADE_COLOURS.length]! })),
    zones: isPlaced ? blocks.map((block) => zoneOf(block, (seat) => ({ x: seat.x!, y: seat.y! }))) : placed(blocks),
  };
}

function blocksOf(seats: ListedSeat[]): Block[] {
  const zones = Map.groupBy(seats, (seat) => seat.zone);
  return [...zones.keys()].sort(naturally).map((name) => {
    const rows = Map.groupBy(zones.get(name)!, (seat) => seat.row);
    const sorted = [...rows.keys()].sort(naturally).map((row) => ({
      name: row,
      seats: rows.get(row)!.sort((a, b) => naturally(a.number, b.number)),
    }));
    const longest = sorted.reduce((most, row) => Math.max(most, row.seats.length), 0);
    return { name, rows: sorted, width: longest * SEAT, height: sorted.length * ROW };
  });
}

function zoneOf(
  block: Block,
  place: (seat: ListedSeat, index: number, row: number, seats: number) => { x: number; y: number },
): ticket.PretixZone {
  return {
    name: block.name,
    position: { x: 0, y: 0 },
    rows: block.rows.map((row, r) => ({
      row_number: row.name,
      position: { x: 0, y: 0 },
      seats: row.seats.map((seat, i) => ({
        seat_guid: seat.id,
        seat_number: seat.number,
        position: place(seat, i, r, row.seats.length),
        ...(seat.category === "" ? {} : { category: seat.category }),
      })),
    })),
    areas: [],
  };
}

/** Zones in lines of about the same number of zones, each line centred before the stage. */
function placed(blocks: Block[]): ticket.PretixZone[] {
  const perLine = Math.ceil(Math.sqrt(blocks.length * 1.5));
  const lines: Block[][] = [];
  for (let i = 0; i < blocks.length; i += perLine) {
    lines.push(blocks.slice(i, i + perLine));
  }
  const widthOf = (line: Block[]) => line.reduce((sum, block) => sum + block.width, 0) + (line.length - 1) * AISLE;
  const width = Math.max(STAGE.width, ...lines.map(widthOf));
  const zones: ticket.PretixZone[] = [];
  let top = STAGE.height + STAGE.below;
  for (const line of lines) {
    let left = (width - widthOf(line)) / 2;
    for (const block of line) {
      zones.push(zoneAt(block, left, top));
      left += block.width + AISLE;
    }
    top += Math.max(...line.map((block) => block.height)) + AISLE;
  }
  zones[0]!.areas = [stage(width)];
  return zones;
}

function zoneAt(block: Block, left: number, top: number): ticket.PretixZone {
  return zoneOf(block, (_seat, index, row, seats) => ({
    x: left + (block.width - seats * SEAT) / 2 + index * SEAT + SEAT / 2,
    y: top + row * ROW + ROW / 2,
  }));
}

function stage(width: number): ticket.PretixArea {
  return {
    shape: "rectangle",
    rectangle: { width: STAGE.width, height: STAGE.height },
    position: { x: (width - STAGE.width) / 2, y: 0 },
    rotation: 0,
    color: "#cccccc",
    border_color: "#888888",
    text: { text: "STAGE" },
  };
}
