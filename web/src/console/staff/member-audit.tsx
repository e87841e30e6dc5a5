import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Dialog, Face, ProblemNotice } from "../../kit/ui.tsx";
import type { MemberAccount, MemberAuditPage } from "../types.ts";

const ko = {
  title: (email: string) => `관리 기록: ${email}`,
  none: "이 회원에 대한 기록이 없습니다.",
  actions: { ADDED: "계정 생성", ENDED: "계정 종료", SUSPENDED: "이용 정지", RESTORED: "정지 해제" } as Record<string, string>,
  by: (who: string, when: string) => `${who} · ${when}`,
};

const en: typeof ko = {
  title: (email) => `History of ${email}`,
  none: "Nothing has been done to this account.",
  actions: { ADDED: "Account made", ENDED: "Account ended", SUSPENDED: "Suspended", RESTORED: "Suspension lifted" },
  by: (who, when) => `${who} · ${when}`,
};

const texts = { ko, en };

/** Who did what to an account, when and why; newest first. */
export function MemberAudit({ member, onClose }: { member: MemberAccount; onClose: () => void }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const first = useLoad((signal) => page(member.memberId, undefined, signal), [member.memberId]);
  return (
    <Dialog title={t.title(member.email)} onClose={onClose}>
      <Face of={first}>{(value) => <Entries memberId={member.memberId} first={value} />}</Face>
      <div class="row end">
        <Button tone="plain" onClick={onClose}>{c.close}</Button>
      </div>
    </Dialog>
  );
}

function page(memberId: string, after?: string, signal?: AbortSignal): Promise<MemberAuditPage> {
  return ask("GET /api/v1/admin/members/{memberId}/audit", { path: { memberId }, query: { after, limit: 20 }, signal });
}

function Entries({ memberId, first }: { memberId: string; first: MemberAuditPage }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const [{ entries, next }, set] = useState(first);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(memberId, next!);
      set({ entries: [...entries, ...following.entries], next: following.next });
    });
  return (
    <>
      {entries.length === 0 && <p class="faint">{t.none}</p>}
      <ul class="lists">
        {entries.map((entry) => (
          <li key={entry.auditId}>
            <b>{t.actions[entry.action] ?? entry.action}</b> {entry.reason}
            <br />
            <small>{t.by(entry.madeByEmail ?? entry.madeBy, shortDateTime(entry.madeAt, undefined, language))}</small>
          </li>
        ))}
      </ul>
      <ProblemNotice problem={action.problem} />
      {next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
    </>
  );
}
