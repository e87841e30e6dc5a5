import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { count } from "../../kit/format.ts";
import { featuresOf, featureTexts } from "../../kit/hall/features.tsx";
import { AVAILABLE, BLOCKED, type Hall, type HallZone, HELD, NO_GRADE, SOLD } from "../../kit/hall/hall.ts";
import { signsOf } from "../../kit/hall/paint.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { naturally } from "../../kit/natural.ts";
import { Button, Choice } from "../../kit/ui.tsx";
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
  const seats = Array.from({ length: row.to - row.from }, (_, i) => row.from + i)
    .sort((a, b) => naturally(hall.numbers[a]!, hall.numbers[b]!));
  return (
    <section class="card">
      <h2>{t.hall.list}</h2>
      <Choice
        label={t.hall.section}
        value={zoneAt}
        options={optionsOf(hall, hall.zones)}
        onChoose={(value) => {
          setZone(value);
          setRow("0");
        }}
      />
      {zone.generalAdmission !== null
        ? <Places hall={hall} zone={zone} chosen={chosen} pick={pick} />
        : (
          <>
            <Choice label={t.hall.row} value={rowAt} options={optionsOf(hall, zone.rows)} onChoose={setRow} />
            <ul class="seat-list" aria-label={t.hall.seat}>
              {seats.map((seat) => <li key={seat}><SeatButton hall={hall} seat={seat} isChosen={chosen.has(seat)} pick={pick} /></li>)}
            </ul>
          </>
        )}
    </section>
  );
}

/** In the order in which people count, with how many seats each has left. */
function optionsOf(hall: Hall, parts: { name: string; from: number; to: number }[]): [string, string][] {
  return parts.map((each, i) => ({ ...each, i }))
    .sort((a, b) => naturally(a.name, b.name))
    .map(({ name, from, to, i }) => [String(i), `${name} (${hall.free(from, to)})`]);
}

/** How many places of a general-admission area. Only the number is asked for, so it does not matter which ones stand for it here. */
function Places({ hall, zone, chosen, pick }: { hall: Hall; zone: HallZone; chosen: ReadonlySet<number>; pick: (seat: number) => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const mine = [...chosen].filter((seat) => seat >= zone.from && seat < zone.to);
  const next = () => {
    for (let seat = zone.from; seat < zone.to; seat++) {
      if (hall.isForSale(seat) && !chosen.has(seat)) {
        return pick(seat);
      }
    }
  };
  return (
    <div class="row" data-area={zone.generalAdmission}>
      <span role="status">{t.hall.places(count(hall.free(zone.from, zone.to), language), mine.length)}</span>
      <Button tone="plain" disabled={mine.length === 0} aria-label={`${zone.name}: ${t.hall.fewerPlaces}`} onClick={() => pick(mine.at(-1)!)}>−</Button>
      <Button tone="plain" aria-label={`${zone.name}: ${t.hall.morePlaces}`} onClick={next}>+</Button>
    </div>
  );
}

function SeatButton({ hall, seat, isChosen, pick }: { hall: Hall; seat: number; isChosen: boolean; pick: (seat: number) => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const { states } = t.hall;
  const names = { [AVAILABLE]: states.available, [HELD]: states.held, [SOLD]: states.sold, [BLOCKED]: states.blocked } as Record<number, string>;
  const state = hall.gradeOf[seat] === NO_GRADE ? states.blocked : names[hall.states[seat]!];
  const marks = hall.marksOf[seat]!;
  const features = featuresOf(marks, useTexts(featureTexts));
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      title={features.join(", ") || undefined}
      aria-label={[nameOf(hall, seat, t.hall.seatName), ...features, isChosen ? states.chosen : state].join(", ")}
      disabled={!isChosen && !hall.isForSale(seat)}
      data-seat={hall.ids[seat]}
      onClick={() => pick(seat)}
    >
      {hall.numbers[seat]}
      {marks !== 0 && <span aria-hidden="true">{signsOf(marks)}</span>}
    </button>
  );
}
