import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clockTime } from "../kit/format.ts";
import { useAction, useNow } from "../kit/hooks.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { common } from "../kit/texts.ts";
import { Button, Choice, Dialog, Field, ProblemNotice } from "../kit/ui.tsx";
import { hasAdmitted, outcomeOf, type Scan } from "./model.ts";
import { toneOf } from "./signal.ts";
import { gateTexts } from "./texts.ts";
import type { Work } from "./use-shift.ts";

const SHOWN = 60;
const UNDO_MINUTES = 10; // later it is no slip of the hand any more, and a manager's matter

export function ScansPanel({ shift, exchange }: Work): JSX.Element {
  const t = useTexts(gateTexts);
  const [undoing, setUndoing] = useState<Scan | null>(null);
  const now = useNow(10_000);
  const scans = shift.ledger.latest(SHOWN);
  const undo = async (reason: string) => {
    await shift.undo(undoing!.scanId, reason);
    exchange.nudge();
    setUndoing(null);
  };
  return (
    <div>
      <p class="faint">{scans.length === 0 ? t.noScans : t.undoLimit(UNDO_MINUTES)}</p>
      <ul class="lists">
        {scans.map((scan) => (
          <li key={scan.scanId} class="scan-row">
            <ScanRow
              scan={scan}
              timeZone={shift.performance.timeZone}
              mayUndo={hasAdmitted(scan) && now - scan.scannedAt < UNDO_MINUTES * 60_000}
              onUndo={() => setUndoing(scan)}
            />
          </li>
        ))}
      </ul>
      {undoing !== null && <UndoDialog scan={undoing} onClose={() => setUndoing(null)} onUndo={undo} />}
    </div>
  );
}

function ScanRow(
  { scan, timeZone, mayUndo, onUndo }: { scan: Scan; timeZone: string; mayUndo: boolean; onUndo: () => void },
): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const outcome = outcomeOf(scan);
  const tone = { good: "good", used: "warn", bad: "bad" }[toneOf(outcome)];
  return (
    <>
      <span class="row">
        <b>{scan.label ?? "–"}</b>
        <span class="faint num">{clockTime(scan.scannedAt, language, timeZone)}</span>
      </span>
      <span class="row">
        <span class={`badge ${scan.undo === null ? tone : ""}`}>{scan.undo === null ? t.outcomes[outcome] : t.undone}</span>
        {scan.by === "MANUAL" && <span class="badge">{t.manual}</span>}
        <span class="faint">{[scan.grade, scan.holder].filter(Boolean).join(" · ")}</span>
      </span>
      {scan.undo !== null && <span class="faint">{scan.undo.reason}</span>}
      {mayUndo && <Button tone="plain" onClick={onUndo}>{t.undo}</Button>}
    </>
  );
}

type Reason = "MISTAKE" | "LEFT" | "OTHER";

function UndoDialog(
  { scan, onClose, onUndo }: { scan: Scan; onClose: () => void; onUndo: (reason: string) => Promise<void> },
): JSX.Element {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  const action = useAction();
  const [reason, choose] = useState<Reason>("MISTAKE");
  const [other, setOther] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(() => onUndo(reason === "OTHER" ? other.trim() : t.undoReasons[reason]));
  };
  const options = Object.entries(t.undoReasons) as [Reason, string][];
  return (
    <Dialog title={`${t.undo}: ${scan.label ?? ""}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t.undoAsk}</p>
        <Choice label={t.undoReason} value={reason} options={options} onChoose={choose} />
        {reason === "OTHER" && (
          <Field
            label={t.undoOther}
            value={other}
            required
            maxLength={200}
            onInput={(event) => setOther(event.currentTarget.value)}
          />
        )}
        <ProblemNotice problem={action.problem} />
        <div class="row end">
          <Button tone="plain" onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" tone="danger" busy={action.busy}>{t.undo}</Button>
        </div>
      </form>
    </Dialog>
  );
}
