import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Hall } from "../kit/hall/hall.ts";
import { useTexts } from "../kit/language.ts";
import { naturally } from "../kit/natural.ts";
import { Button, Choice } from "../kit/ui.tsx";

const texts = {
  ko: { zone: "구역", row: "열" },
  en: { zone: "Zone", row: "Row" },
};

export interface RowPickerProps {
  hall: Hall;
  isPressed: (seat: number) => boolean;
  /** whether it can be pressed */
  isOpen: (seat: number) => boolean;
  /** read out in place of its number */
  nameOf: (seat: number) => string;
  press: (seats: number[], on: boolean) => void;
  /** texts of the buttons for a whole row; without them there are none */
  all?: string;
  none?: string;
}

function sorted(options: [string, string][]): [string, string][] {
  return options.sort(([, a], [, b]) => naturally(a, b));
}

/** Seats by zone and row, for those who do not use the map, and for whole rows. */
export function RowPicker({ hall, isPressed, isOpen, nameOf, press, all, none }: RowPickerProps): JSX.Element {
  const t = useTexts(texts);
  const [z, setZone] = useState("0");
  const [r, setRow] = useState("0");
  const zone = hall.zones[Number(z)] ?? hall.zones[0]!;
  const row = zone.rows[Number(r)] ?? zone.rows[0]!;
  const seats = Array.from({ length: row.to - row.from }, (_, i) => row.from + i)
    .sort((a, b) => naturally(hall.numbers[a]!, hall.numbers[b]!));
  return (
    <>
      <div class="fields">
        <Choice
          label={t.zone}
          value={z}
          options={sorted(hall.zones.map((each, i) => [String(i), each.name || String(i + 1)]))}
          onChoose={(next) => (setZone(next), setRow("0"))}
        />
        <Choice label={t.row} value={r} options={sorted(zone.rows.map((each, i) => [String(i), each.label || zone.name]))} onChoose={setRow} />
      </div>
      <ul class="seat-list" hidden={zone.generalAdmission !== null}>
        {(zone.generalAdmission !== null ? [] : seats).map((seat) => (
          <li key={seat}>
            <button
              type="button"
              aria-pressed={isPressed(seat)}
              aria-label={nameOf(seat)}
              disabled={!isOpen(seat)}
              onClick={() => press([seat], !isPressed(seat))}
            >
              {hall.numbers[seat]}
            </button>
          </li>
        ))}
      </ul>
      {all !== undefined && (
        <div class="row">
          <Button tone="quiet" onClick={() => press(seats.filter(isOpen), true)}>{all}</Button>
          <Button tone="quiet" onClick={() => press(seats.filter(isOpen), false)}>{none}</Button>
        </div>
      )}
    </>
  );
}
