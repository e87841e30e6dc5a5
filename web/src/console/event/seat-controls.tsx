import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { count, shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Face, ProblemNotice } from "../../kit/ui.tsx";
import type { KeptBackGroup, SaleControlPage } from "../types.ts";

const PAGE = 20;

const ko = {
  kept: "빼 둔 좌석",
  nothing: "빼 둔 좌석이 없습니다.",
  nobody: "채널 없음",
  seats: (n: string) => `${n}석`,
  until: (when: string) => `${when}에 일반 판매`,
  audit: "좌석 변경 기록",
  never: "아직 변경이 없습니다.",
  actions: { BLOCK: "빼 둠", MOVE: "채널로 옮김", RELEASE: "다시 판매" },
  system: "자동",
};

const en: typeof ko = {
  kept: "Kept back",
  nothing: "No seats are kept back.",
  nobody: "No channel",
  seats: (n) => n === "1" ? "1 seat" : `${n} seats`,
  until: (when) => `on sale ${when}`,
  audit: "Who changed seats",
  never: "Nothing was changed yet.",
  actions: { BLOCK: "Kept back", MOVE: "Moved to a channel", RELEASE: "Sold again" },
  system: "at its time",
};

const texts = { ko, en };

/** What is kept back now, and who did what; read anew when `turn` changes. */
export function SeatControls({ performanceId, timeZone, turn }: { performanceId: string; timeZone: string; turn: number }): JSX.Element {
  const t = useTexts(texts);
  const path = { performanceId };
  const groups = useLoad((signal) => ask("GET /api/v1/admin/performances/{performanceId}/blocks", { path, signal }), [performanceId, turn]);
  const audit = useLoad((signal) => page(performanceId, undefined, signal), [performanceId, turn]);
  return (
    <>
      <h3>{t.kept}</h3>
      <Face of={groups}>
        {(value) =>
          value.groups.length === 0 ? <p class="faint">{t.nothing}</p> : (
            <ul class="lists" data-kept-back>
              {value.groups.map((group, i) => <Group key={i} group={group} timeZone={timeZone} />)}
            </ul>
          )}
      </Face>
      <h3>{t.audit}</h3>
      <Face of={audit}>{(value) => <Entries performanceId={performanceId} timeZone={timeZone} first={value} />}</Face>
    </>
  );
}

function page(performanceId: string, after?: string, signal?: AbortSignal): Promise<SaleControlPage> {
  return ask("GET /api/v1/admin/performances/{performanceId}/controls", { path: { performanceId }, query: { after, limit: PAGE }, signal });
}

function Group({ group, timeZone }: { group: KeptBackGroup; timeZone: string }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <li data-channel={group.channel ?? ""}>
      <b>{group.channel ?? t.nobody}</b> {t.seats(count(group.seatIds.length, language))}
      {group.releaseAt != null && ` · ${t.until(shortDateTime(group.releaseAt, timeZone, language))}`}
      <br />
      <small>{group.reason} · {shortDateTime(group.since, timeZone, language)}</small>
    </li>
  );
}

function Entries({ performanceId, timeZone, first }: { performanceId: string; timeZone: string; first: SaleControlPage }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const [{ controls, next }, set] = useState(first);
  useEffect(() => set(first), [first]);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(performanceId, next!);
      set({ controls: [...controls, ...following.controls], next: following.next });
    });
  return (
    <>
      {controls.length === 0 && <p class="faint">{t.never}</p>}
      <ul class="lists" data-seat-controls>
        {controls.map((entry) => (
          <li key={entry.controlId} data-action={entry.action}>
            <b>{t.actions[entry.action]}</b> {entry.channel} {t.seats(count(entry.seatIds.length, language))} · {entry.reason}
            <br />
            <small>{entry.who === "system" ? t.system : entry.who} · {shortDateTime(entry.at, timeZone, language)}</small>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      {next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}
