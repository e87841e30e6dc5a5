import type { ticket } from "contract";
import type { JSX } from "preact";
import { clockTime } from "../kit/format.ts";
import { useLoad } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import type { Shift } from "./shift.ts";
import { gateTexts } from "./texts.ts";

/** What the server knows of all gates. */
export function Duplicates({ shift }: { shift: Shift }): JSX.Element | null {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const path = { performanceId: shift.performance.performanceId };
  const found = useLoad((signal) => ask("GET /api/v1/gate/performances/{performanceId}/duplicates", { path, signal }), []);
  if (found.is !== "ready") {
    return null;
  }
  const { duplicates, wronglyAdmitted } = found.value;
  return (
    <>
      {duplicates.length > 0 && (
        <section class="card">
          <h2>{t.duplicates}</h2>
          <ul class="lists">
            {duplicates.map(({ ticket, scans }) => (
              <li key={ticket.ticketId}>
                <b>{ticket.label}</b>
                <span>{[ticket.grade, ticket.holder].filter(Boolean).join(" · ")}</span>
                {scans.map((scan) => <span key={scan.scanId} class="num">{t.usedAt(clockTime(scan.scannedAt, language, shift.performance.timeZone), scan.gate)}</span>)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {wronglyAdmitted.length > 0 && <Wrongly scans={wronglyAdmitted} shift={shift} />}
    </>
  );
}

function Wrongly({ scans, shift }: { scans: ticket.GateScanView[]; shift: Shift }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  const label = (ticketId: string | null) => ticketId === null ? "–" : shift.list.find(ticketId)?.label ?? ticketId;
  return (
    <section class="card">
      <h2>{t.wrongly}</h2>
      <ul class="lists">
        {scans.map((scan) => (
          <li key={scan.scanId}>
            <b>{label(scan.ticketId)}</b>
            <span class="bad">{t.outcomes[scan.outcome]}</span>
            <span class="num">{t.usedAt(clockTime(scan.scannedAt, language, shift.performance.timeZone), scan.gate)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
