import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { count, shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Face, ProblemNotice } from "../../kit/ui.tsx";
import { useMe } from "../me.ts";
import type { AuditPage } from "../types.ts";

const ko = {
  title: "감사 기록",
  when: "시각",
  who: "누가",
  what: "무엇을",
  why: "사유",
  change: "변경",
  none: "아직 기록이 없습니다.",
  you: "나",
  system: "시스템",
  actions: {
    LIMITS: "입장 조절",
    CALL: "직접 호출",
    PAUSE: "일시 정지",
    RESUME: "다시 시작",
    DRAIN: "신규 대기 마감",
    CLOSE: "판매 종료",
    MESSAGE: "안내 문구",
  } as Record<string, string>,
  called: (n: string) => `${n}명`,
  shown: (message: string) => `팬에게: ${message}`,
};

const en: typeof ko = {
  title: "Audit",
  when: "When",
  who: "Who",
  what: "What",
  why: "Why",
  change: "Change",
  none: "Nothing has been done yet.",
  you: "you",
  system: "system",
  actions: {
    LIMITS: "Limits",
    CALL: "Call by hand",
    PAUSE: "Pause",
    RESUME: "Resume",
    DRAIN: "Drain",
    CLOSE: "Close",
    MESSAGE: "Message",
  },
  called: (n) => `${n} fans`,
  shown: (message) => `Shown to fans: ${message}`,
};

const texts = { ko, en };

type Entry = AuditPage["entries"][number];

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
          <thead>
            <tr>{[t.when, t.who, t.what, t.why, t.change].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>{entries.map((entry) => <Row key={entry.auditId} entry={entry} timeZone={timeZone} />)}</tbody>
        </table>
      </div>
      <ProblemNotice problem={action.problem} />
      {next !== null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}

function Row({ entry, timeZone }: { entry: Entry; timeZone: string | undefined }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const me = useMe();
  const who = entry.who === me.memberId ? t.you : entry.who === "system" ? t.system : entry.who;
  return (
    <tr>
      <td>{shortDateTime(entry.at, timeZone, language)}</td>
      <td class={who === entry.who ? "mono" : undefined}>{who}</td>
      <td>{t.actions[entry.action] ?? entry.action}{entry.count !== null && ` (${t.called(count(entry.count, language))})`}</td>
      <td>{entry.reason}</td>
      <td>
        {entry.changes.map(({ field, from, to }) => (
          <div key={field}>
            <code>{field}</code> {from} → {to}
          </div>
        ))}
        {entry.action === "MESSAGE" && entry.message !== "" && <div>{t.shown(entry.message)}</div>}
      </td>
    </tr>
  );
}
