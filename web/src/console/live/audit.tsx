import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AuditPage } from "../types.ts";
import { shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Face, ProblemNotice } from "../../kit/ui.tsx";

const texts = {
  ko: { title: "감사 기록", when: "시각", who: "누가", what: "무엇을", why: "사유", change: "변경", none: "아직 기록이 없습니다." },
  en: { title: "Audit", when: "When", who: "Who", what: "What", why: "Why", change: "Change", none: "Nothing has been done yet." },
};

/** Who did what to the sale, when and why; newest first. */
export function Audit({ saleId, timeZone, turn }: { saleId: string; timeZone: string | undefined; turn: number }): JSX.Element {
  const t = useTexts(texts);
  const first = useLoad((signal) => page(saleId, undefined, signal), [saleId, turn]);
  return (
    <section class="card">
      <h2>{t.title}</h2>
      <Face of={first}>{(value) => <Entries key={turn} saleId={saleId} first={value} timeZone={timeZone} />}</Face>
    </section>
  );
}

function page(saleId: string, after?: string, signal?: AbortSignal): Promise<AuditPage> {
  return ask("GET /api/v1/admin/sales/{saleId}/audit", { path: { saleId }, query: { after, limit: 20 }, signal });
}

function Entries({ saleId, first, timeZone }: { saleId: string; first: AuditPage; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const [entries, setEntries] = useState(first.entries);
  const [next, setNext] = useState(first.next);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(saleId, next ?? undefined);
      setEntries([...entries, ...following.entries]);
      setNext(following.next);
    });
  if (entries.length === 0) {
    return <p class="faint">{t.none}</p>;
  }
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label={t.title}>
        <table>
          <thead><tr>{[t.when, t.who, t.what, t.why, t.change].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>
            {entries.map((entry, i) => (
              <tr key={i}>
                <td>{shortDateTime(entry.at, timeZone, language)}</td>
                <td class="mono">{entry.who}</td>
                <td>{entry.command}</td>
                <td>{entry.reason}</td>
                <td>{changed(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ProblemNotice problem={action.problem} />
      {next !== null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}

function changed({ before, after }: AuditPage["entries"][number]): string {
  return before === after || !after ? "" : before ? `${before} → ${after}` : after;
}
