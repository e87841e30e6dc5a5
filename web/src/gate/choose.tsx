import type { ticket } from "contract";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { count, shortDateTime } from "../kit/format.ts";
import { useAction, useLoad } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { go } from "../kit/router.tsx";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import { keepPerformance, keptPerformance } from "./store.ts";
import { gateTexts } from "./texts.ts";

export function ChoosePerformance(): JSX.Element {
  const t = useTexts(gateTexts);
  const performances = useLoad((signal) => ask("GET /api/v1/gate/performances", { signal }), []);
  const [chosen, choose] = useState<string | null>(null);
  return (
    <section class="card">
      <h2>{t.choose}</h2>
      <p class="faint">{t.chooseHint}</p>
      <Face of={performances}>
        {({ performances: all }) =>
          all.length === 0 ? <Notice>{t.none}</Notice> : (
            <ul class="lists">
              {all.map((each) => (
                <li key={each.performanceId}>
                  <PerformanceChoice
                    performance={each}
                    isChosen={chosen === each.performanceId}
                    onChoose={() => choose(each.performanceId)}
                  />
                </li>
              ))}
            </ul>
          )}
      </Face>
    </section>
  );
}

function PerformanceChoice(
  { performance, isChosen, onChoose }: { performance: ticket.GatePerformanceView; isChosen: boolean; onChoose: () => void },
): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  return (
    <>
      <button type="button" class="pick" aria-expanded={isChosen} onClick={onChoose}>
        <b>{performance.title}</b>
        <span>{shortDateTime(performance.startsAt, performance.timeZone, language)}</span>
        <span class="faint">{t.tickets(count(performance.used, language), count(performance.tickets, language))}</span>
      </button>
      {isChosen && <GateForm performance={performance} />}
    </>
  );
}

const LAST_GATE = "onsale.gate.name";

function GateForm({ performance }: { performance: ticket.GatePerformanceView }): JSX.Element {
  const t = useTexts(gateTexts);
  const gates = performance.entry.gates.map((each) => each.name);
  const last = localStorage.getItem(LAST_GATE) ?? "";
  const [gate, setGate] = useState(gates.length > 0 && !gates.includes(last) ? gates[0]! : last);
  const action = useAction();
  const load = (event: Event) => {
    event.preventDefault();
    action.run(() => beginShift(performance, gate.trim()));
  };
  return (
    <form onSubmit={load}>
      {gates.length > 0 ? <Choice label={t.gate} value={gate} options={gates.map((each) => [each, each])} onChoose={setGate} /> : (
        <Field
          label={t.gate}
          hint={t.gateHint}
          value={gate}
          required
          maxLength={40}
          placeholder={t.gateExample}
          onInput={(event) => setGate(event.currentTarget.value)}
        />
      )}
      <ProblemNotice problem={action.problem} />
      <Button type="submit" busy={action.busy} class="button primary wide">{t.load}</Button>
    </form>
  );
}

/** Begins to keep the performance, or goes on with what is kept of it. */
async function beginShift({ performanceId, title, startsAt, timeZone, tickets }: ticket.GatePerformanceView, gate: string): Promise<void> {
  const { keys, performance } = await ask("GET /api/v1/gate/performances/{performanceId}", { path: { performanceId } });
  const before = await keptPerformance(performanceId);
  localStorage.setItem(LAST_GATE, gate);
  await keepPerformance({
    cursor: { after: null },
    version: null,
    freshAt: null,
    ...before,
    performanceId,
    title,
    startsAt,
    timeZone,
    gate,
    keys: keys.keys,
    entry: performance.entry,
    expected: tickets,
  });
  go(`/gate/${performanceId}`);
}
