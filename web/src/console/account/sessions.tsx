import type { JSX } from "preact";
import { shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, ProblemNotice } from "../../kit/ui.tsx";
import type { OwnSession } from "../types.ts";

const texts = {
  ko: {
    current: "이 기기",
    used: (when: string) => `마지막 사용 ${when}`,
    since: (when: string) => `로그인 ${when}`,
    end: "로그아웃",
    endOthers: "다른 기기 모두 로그아웃",
  },
  en: {
    current: "this device",
    used: (when: string) => `last used ${when}`,
    since: (when: string) => `signed in ${when}`,
    end: "Sign out",
    endOthers: "Sign out all other devices",
  },
};

/** Where the member is signed in; each but this one can be ended. */
export function Sessions({ sessions, again }: { sessions: OwnSession[]; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const action = useAction();
  const time = (instant: string) => shortDateTime(instant, undefined, language);
  const end = (sessionId: string) =>
    action.run(async () => {
      await ask("DELETE /api/v1/sessions/{sessionId}", { path: { sessionId } });
      again();
    });
  const endOthers = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/sessions");
      again();
    });
  return (
    <>
      <ul class="cards-list">
        {sessions.map((each) => (
          <li key={each.sessionId} class="row apart">
            <span>
              <b>{each.device}</b> {each.current && <span class="badge good">{t.current}</span>}
              <br />
              <small>{t.used(time(each.lastUsedAt))} · {t.since(time(each.startedAt))}</small>
            </span>
            {!each.current && (
              <Button tone="plain" aria-label={`${t.end}: ${each.device}`} onClick={() => end(each.sessionId)}>{t.end}</Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      {sessions.length > 1 && <Button tone="quiet" busy={action.busy} onClick={endOthers}>{t.endOthers}</Button>}
    </>
  );
}
