import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { AVAILABLE, BLOCKED, type Hall, HELD, NO_GRADE, SOLD } from "../../kit/hall/hall.ts";
import { useTexts } from "../../kit/language.ts";
import { Choice } from "../../kit/ui.tsx";
import { fanTexts } from "../texts.ts";
import { nameOf } from "./names.ts";

interface SeatListProps {
  hall: Hall;
  chosen: ReadonlySet<number>;
  pick: (seat: number) => void;
  changes: number;
}

/** Section, row, seat: the same choice as on the plan, for keyboards and screen readers. */
export function SeatList({ hall, chosen, pick }: SeatListProps): JSX.Element {
  const t = useTexts(fanTexts);
  const [zoneAt, setZone] = useState("0");
  const [rowAt, setRow] = useState("0");
  const zone = hall.zones[Number(zoneAt)] ?? hall.zones[0];
  const row = zone?.rows[Number(rowAt)] ?? zone?.rows[0];
  if (zone === undefined || row === undefined) {
    return <></>;
  }
  const seats = Array.from({ length: row.to - row.from }, (_, i) => row.from + i);
  return (
    <section class="card">
      <h2>{t.hall.list}</h2>
      <Choice
        label={t.hall.section}
        value={zoneAt}
        options={hall.zones.map((each, i) => [String(i), `${each.name} (${free(hall, each)})`])}
        onChoose={(value) => {
          setZone(value);
          setRow("0");
        }}
      />
      <Choice
        label={t.hall.row}
        value={rowAt}
        options={zone.rows.map((each, i) => [String(i), `${each.name} (${free(hall, each)})`])}
        onChoose={setRow}
      />
      <ul class="seat-list" aria-label={t.hall.seat}>
        {seats.map((seat) => <li key={seat}><SeatButton hall={hall} seat={seat} isChosen={chosen.has(seat)} pick={pick} /></li>)}
      </ul>
    </section>
  );
}

/** Seats that can be had, of a zone or a row. */
function free(hall: Hall, { from, to }: { from: number; to: number }): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += hall.isForSale(i) ? 1 : 0;
  }
  return sum;
}

function SeatButton({ hall, seat, isChosen, pick }: { hall: Hall; seat: number; isChosen: boolean; pick: (seat: number) => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const { states } = t.hall;
  const names = { [AVAILABLE]: states.available, [HELD]: states.held, [SOLD]: states.sold, [BLOCKED]: states.blocked } as Record<number, string>;
  const state = hall.gradeOf[seat] === NO_GRADE ? states.blocked : names[hall.states[seat]!];
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={`${nameOf(hall, seat, t.hall.seatName)}, ${isChosen ? states.chosen : state}`}
      disabled={!isChosen && !hall.isForSale(seat)}
      data-seat={hall.ids[seat]}
      onClick={() => pick(seat)}
    >
      {hall.numbers[seat]}
    </button>
  );
}
