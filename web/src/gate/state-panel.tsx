import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clockTime, count } from "../kit/format.ts";
import { useAction } from "../kit/hooks.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { go } from "../kit/router.tsx";
import { SignInForm } from "../kit/sign-in.tsx";
import { common } from "../kit/texts.ts";
import { Button, Dialog, Field, LanguageButton, Notice, ProblemNotice } from "../kit/ui.tsx";
import { CountsCard } from "./counts.tsx";
import { Duplicates } from "./duplicates.tsx";
import type { Counts, Scan } from "./model.ts";
import type { Shift } from "./shift.ts";
import { forget } from "./store.ts";
import { gateTexts } from "./texts.ts";
import type { Work } from "./use-shift.ts";

export function StatePanel({ shift, exchange, counts }: Work & { counts: Counts | null }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const { freshAt, timeZone } = shift.performance;
  const conflicts = shift.ledger.conflicts().filter((scan) => !scan.isRead);
  const refused = exchange.unsendable.size;
  return (
    <div class="state">
      {exchange.health === "signed-out" && (
        <section class="card">
          <p>{t.signInToSend}</p>
          <SignInForm onDone={() => exchange.nudge()} />
        </section>
      )}
      {refused > 0 && <Notice tone="bad" role="alert">{t.unsendable(count(refused, language))}</Notice>}
      {conflicts.length > 0 && <Conflicts scans={conflicts} shift={shift} />}
      {counts !== null && <Duplicates key={`${counts.duplicates} ${conflicts.length}`} shift={shift} />}
      <CountsCard shift={shift} counts={counts} />
      <section class="card">
        <h2>{t.list}</h2>
        <p class="num">{freshAt !== null && t.listFacts(count(shift.list.size, language), clockTime(freshAt, language, timeZone))}</p>
        <div class="row">
          <Button tone="plain" disabled={exchange.health === "offline"} onClick={() => exchange.nudge()}>{t.refresh}</Button>
          <LanguageButton />
        </div>
        <GateName shift={shift} />
      </section>
      <EndOfShift shift={shift} />
    </div>
  );
}

function Conflicts({ scans, shift }: { scans: Scan[]; shift: Shift }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const { timeZone } = shift.performance;
  return (
    <section class="card" aria-live="polite">
      <h2>{t.conflicts}</h2>
      <p class="faint">{t.conflictsHint}</p>
      <ul class="lists">
        {scans.map((scan) => (
          <li key={scan.scanId}>
            <b>{scan.label ?? scan.ticketId}</b>
            <span>{[scan.grade, scan.holder].filter(Boolean).join(" · ")}</span>
            <span class="bad">{t.conflict(clockTime(scan.scannedAt, language, timeZone), t.outcomes[scan.result!])}</span>
            {scan.usedAt !== null && <span>{t.firstUse(clockTime(scan.usedAt, language, timeZone), scan.usedGate ?? "?")}</span>}
            <Button tone="plain" onClick={() => shift.update([{ ...scan, isRead: true }])}>{t.read}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function GateName({ shift }: { shift: Shift }): JSX.Element {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return <Button tone="quiet" onClick={() => setName(shift.performance.gate)}>{t.changeGate}</Button>;
  }
  const save = (event: Event) => {
    event.preventDefault();
    shift.know({ gate: name.trim() }).then(() => setName(null));
  };
  return (
    <form onSubmit={save}>
      <Field label={t.gate} value={name} required maxLength={40} onInput={(event) => setName(event.currentTarget.value)} />
      <Button type="submit">{words.save}</Button>
    </form>
  );
}

function EndOfShift({ shift }: { shift: Shift }): JSX.Element {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  const language = useLanguage();
  const [isAsking, ask] = useState(false);
  const action = useAction();
  const { unsent } = shift.ledger.counts();
  const end = () =>
    action.run(async () => {
      await forget(shift.performance.performanceId);
      go("/gate");
    });
  return (
    <section class="card">
      <h2>{t.end}</h2>
      <p>{t.endHint}</p>
      <Button tone="plain" onClick={() => ask(true)}>{t.end}</Button>
      {isAsking && (
        <Dialog title={t.end} onClose={() => ask(false)}>
          <p>{t.endHint}</p>
          {unsent > 0 && <Notice tone="bad">{t.endUnsent(count(unsent, language))}</Notice>}
          <ProblemNotice problem={action.problem} />
          <div class="row end">
            <Button tone="plain" onClick={() => ask(false)}>{words.cancel}</Button>
            <Button tone="danger" busy={action.busy} onClick={end}>{t.endAsk}</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
