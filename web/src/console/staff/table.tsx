import type { JSX } from "preact";
import { shortDateTime } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button } from "../../kit/ui.tsx";
import { isManager, useMe } from "../me.ts";
import type { StaffAccount } from "../types.ts";
import { words } from "../words.ts";

const texts = {
  ko: {
    caption: "계정 목록",
    name: "이름",
    role: "역할",
    employer: "소속 판매자",
    since: "생성",
    state: "상태",
    active: "사용 중",
    ended: (when: string) => `${when} 종료`,
    end: "종료",
  },
  en: {
    caption: "Accounts",
    name: "Name",
    role: "Role",
    employer: "Works for",
    since: "Made",
    state: "State",
    active: "active",
    ended: (when: string) => `ended ${when}`,
    end: "End",
  },
};

export function StaffTable({ accounts, onEnd }: { accounts: StaffAccount[]; onEnd: (account: StaffAccount) => void }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const me = useMe();
  const manager = isManager(me);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.caption}>
      <table>
        <caption class="hidden">{t.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.name}</th>
            {manager && <th scope="col">{t.role}</th>}
            {manager && <th scope="col">{t.employer}</th>}
            <th scope="col">{t.since}</th>
            <th scope="col">{t.state}</th>
            <th scope="col">
              <span class="hidden">{t.end}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.memberId}>
              <td>
                {account.name}
                <br />
                <small>{account.email}</small>
              </td>
              {manager && <td>{w.roles[account.role] ?? account.role}</td>}
              {manager && <td class="mono">{account.employer}</td>}
              <td>{shortDateTime(account.createdAt, undefined, language)}</td>
              <td>
                {account.endedAt === null
                  ? <span class="badge good">{t.active}</span>
                  : <span class="badge">{t.ended(shortDateTime(account.endedAt, undefined, language))}</span>}
              </td>
              <td>
                {account.endedAt === null && account.memberId !== me.memberId && (
                  <Button
                    tone="plain"
                    aria-label={`${t.end}: ${account.email}`}
                    onClick={() => onEnd(account)}
                  >
                    {t.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
