import type { JSX } from "preact";
import { clockTime, count } from "../kit/format.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import type { Counts } from "./model.ts";
import type { Shift } from "./shift.ts";
import { gateTexts } from "./texts.ts";

/** Of all gates while the server tells them, else as far as this device knows. */
export function CountsCard({ shift, counts }: { shift: Shift; counts: Counts | null }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const own = shift.ledger.counts();
  const shown = counts ?? { ...own, expected: shift.list.valid, admitted: Math.max(shift.list.used, own.admitted) };
  const facts: [string, number][] = [
    [t.admitted, shown.admitted],
    [t.expected, shown.expected],
    [t.refused, shown.refused],
    [t.undone, shown.undone],
  ];
  return (
    <section class="card">
      <h2>{t.counts}</h2>
      <p class="faint">{counts === null ? t.countsOwn : t.countsLive}</p>
      <dl class="counts four">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value, language)}</dd>
          </div>
        ))}
      </dl>
      {counts !== null && counts.byGate.length > 0 && <GatesTable counts={counts} timeZone={shift.performance.timeZone} />}
    </section>
  );
}

function GatesTable({ counts, timeZone }: { counts: Counts; timeZone: string }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.gates}>
      <table>
        <caption class="hidden">{t.gates}</caption>
        <thead>
          <tr>
            <th scope="col">{t.gates}</th>
            <th scope="col" class="num">{t.admitted}</th>
            <th scope="col" class="num">{t.refused}</th>
            <th scope="col">{t.lastAt}</th>
          </tr>
        </thead>
        <tbody>
          {counts.byGate.map((each) => (
            <tr key={each.gate}>
              <th scope="row">{each.gate}</th>
              <td class="num">{count(each.admitted, language)}</td>
              <td class="num">{count(each.refused, language)}</td>
              <td class="num">{each.lastAt === null ? "" : clockTime(each.lastAt, language, timeZone)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
