import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { clockTime } from "../kit/format.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { outcomeOf, type Scan } from "./model.ts";
import type { Shift } from "./shift.ts";
import { type Tone, toneOf } from "./signal.ts";
import { gateTexts } from "./texts.ts";

const GOOD_MS = 1_600;
const MARKS: Record<Tone, string> = { good: "✓", bad: "✕", used: "!" };

/** Good or bad over the whole screen: by colour, sign, words, sound and vibration. Good goes away, bad stays until it is seen. */
export function Verdict({ scan, shift, onClose }: { scan: Scan; shift: Shift; onClose: () => void }): JSX.Element {
  const t = useTexts(gateTexts);
  const outcome = outcomeOf(scan);
  const tone = toneOf(outcome);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onClose();
    addEventListener("keydown", onKey);
    const timer = tone === "good" ? setTimeout(onClose, GOOD_MS) : 0;
    return () => {
      removeEventListener("keydown", onKey);
      clearTimeout(timer);
    };
  }, []);
  const isUnlisted = scan.ticketId !== null && shift.list.find(scan.ticketId) === null && outcome === "ACCEPTED";
  return (
    <div class={`verdict ${tone}`} role="alert" onClick={onClose}>
      <p class="mark" aria-hidden="true">{MARKS[tone]}</p>
      <p class="word">{t.outcomes[outcome]}</p>
      {scan.label !== null && <p class="seat">{scan.label}</p>}
      {scan.grade !== null && <p>{[scan.grade, scan.holder].filter(Boolean).join(" · ")}</p>}
      <Why scan={scan} shift={shift} />
      {isUnlisted && <p>{t.unlisted}</p>}
      <p class="who">{scan.offline ? t.byDevice : t.byServer}</p>
      <button type="button" onClick={onClose}>{t.next}</button>
    </div>
  );
}

function Why({ scan, shift }: { scan: Scan; shift: Shift }): JSX.Element | null {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const { entry, timeZone } = shift.performance;
  const outcome = outcomeOf(scan);
  if (scan.usedAt !== null && toneOf(outcome) === "used") {
    return <p class="use">{t.usedAt(clockTime(scan.usedAt, language, timeZone), scan.usedGate ?? "?")}</p>;
  }
  switch (outcome) {
    case "TOO_EARLY":
      return <p>{t.tooEarly(clockTime(entry.doorsOpenAt, language, timeZone))}</p>;
    case "TOO_LATE":
      return <p>{t.tooLate(clockTime(entry.lastEntryAt, language, timeZone))}</p>;
    case "WRONG_GATE":
      return (
        <p>
          {t.wrongGate(entry.gates.filter((gate) => gate.grades?.includes(scan.grade ?? "") ?? true).map((gate) => gate.name).join(", "))}
        </p>
      );
    default:
      return t.advice[outcome] ? <p>{t.advice[outcome]}</p> : null;
  }
}
