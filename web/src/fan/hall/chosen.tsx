import type { JSX } from "preact";
import { money } from "../../kit/format.ts";
import { type Hall } from "../../kit/hall/hall.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { fanTexts } from "../texts.ts";
import type { Holding } from "./holding.ts";
import { nameOf, namesOf } from "./names.ts";

interface ChosenProps {
  hall: Hall;
  chosen: ReadonlySet<number>;
  holding: Holding;
  /** of the hall: it is drawn anew when this changes */
  changes: number;
  setChosen: (seats: ReadonlySet<number>) => void;
}

/** What was picked so far, with its price, and what to do about seats that others were faster with. */
export function ChosenSeats({ hall, chosen, holding, setChosen }: ChosenProps): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const seats = [...chosen].sort((a, b) => a - b);
  return (
    <section class="card" aria-live="polite">
      <h2>{t.hall.chosen(seats.length)}</h2>
      {seats.length === 0 && <p class="faint">{t.hall.none}</p>}
      <ul class="items">
        {seats.map((seat) => {
          const grade = hall.grades[hall.gradeOf[seat]!];
          return <li key={seat} class="row apart"><span>{nameOf(hall, seat, t.hall.seatName)}</span>{grade && <span class="num">{grade.name} {money(grade.price, language)}</span>}</li>;
        })}
      </ul>
      {holding.isOver && <Notice tone="warn" role="status">{t.hall.holdOver}</Notice>}
      <ConflictNotice hall={hall} holding={holding} setChosen={setChosen} />
      <ProblemNotice problem={holding.problem} />
      {seats.length > 0 && <Button busy={holding.busy} class="button primary wide" onClick={() => holding.take(seats)}>{t.hall.hold}</Button>}
    </section>
  );
}

function ConflictNotice({ hall, holding, setChosen }: { hall: Hall; holding: Holding; setChosen: (seats: ReadonlySet<number>) => void }): JSX.Element | null {
  const t = useTexts(fanTexts);
  if (holding.conflict === null) {
    return null;
  }
  const { taken, singles, short, instead } = holding.conflict;
  const use = () => {
    setChosen(new Set(instead));
    holding.take(instead);
  };
  return (
    <Notice tone="warn" role="alert">
      <p>{singles.length > 0 ? t.hall.leavesSingle : t.hall.taken}</p>
      {taken.length > 0 && <p>{t.hall.takenSeats(namesOf(hall, taken, t.hall.seatName))}</p>}
      {singles.length > 0 && <p>{t.hall.singles(namesOf(hall, singles, t.hall.seatName))}</p>}
      {short.map(({ area, left }) => <p key={area.generalAdmission}>{t.hall.shortOf(area.name, left)}</p>)}
      {instead.length === 0 ? <p>{t.hall.noInstead}</p> : (
        <>
          <p>{t.hall.instead(namesOf(hall, instead, t.hall.seatName))}</p>
          <Button tone="plain" onClick={use}>{t.hall.takeInstead}</Button>
        </>
      )}
    </Notice>
  );
}
