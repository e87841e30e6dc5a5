import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shortDateTime } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Choice, Face, Field, ProblemNotice } from "../../kit/ui.tsx";
import { useMe } from "../me.ts";
import { ReasonDialog } from "../parts.tsx";
import type { MemberAccount } from "../types.ts";
import { words } from "../words.ts";
import { MemberAudit } from "./member-audit.tsx";

const ko = {
  title: "회원",
  search: "이메일 또는 이름의 앞부분",
  find: "찾기",
  role: "역할",
  any: "전체",
  name: "회원",
  since: "가입",
  state: "상태",
  active: "정상",
  suspended: (when: string) => `${when} 정지`,
  ended: (when: string) => `${when} 종료`,
  suspend: "이용 정지",
  lift: "정지 해제",
  none: "찾는 회원이 없습니다.",
  actions: "관리",
  history: "기록",
  suspendMeans: [
    "더 이상 로그인할 수 없고, 열려 있는 세션은 바로 끝납니다.",
    "대기 순서는 길어야 15분 안에 사라집니다.",
    "이미 예매한 티켓은 그대로 남습니다.",
    "사유는 회원에게 보이지 않습니다.",
  ],
  liftMeans: ["다시 로그인할 수 있습니다."],
};

const en: typeof ko = {
  title: "Members",
  search: "Beginning of an e-mail address or a name",
  find: "Look up",
  role: "Role",
  any: "All",
  name: "Member",
  since: "Since",
  state: "State",
  active: "active",
  suspended: (when) => `suspended ${when}`,
  ended: (when) => `ended ${when}`,
  suspend: "Suspend",
  lift: "Lift suspension",
  none: "There is no such member.",
  actions: "Actions",
  history: "History",
  suspendMeans: [
    "It can no longer sign in, and its sessions end at once.",
    "A place in a line ends within 15 minutes at most.",
    "Its bookings and tickets stay.",
    "The member does not see your reason.",
  ],
  liftMeans: ["It can sign in again."],
};

const texts = { ko, en };

const ROLES = ["FAN", "SELLER", "GATE", "MANAGER"];

interface Search {
  q: string;
  role: string;
}

export function MembersPage(): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  useTitle(`${t.title} · Onsale`);
  const [typed, type] = useState("");
  const [search, setSearch] = useState<Search>({ q: "", role: "" });
  const first = useLoad((signal) => page(search, undefined, signal), [search]);
  return (
    <>
      <h1>{t.title}</h1>
      <form class="fields" onSubmit={(submitted) => (submitted.preventDefault(), setSearch({ ...search, q: typed.trim() }))}>
        <Field label={t.search} type="search" maxLength={200} value={typed} onInput={(event) => type(event.currentTarget.value)} />
        <Choice
          label={t.role}
          value={search.role}
          options={[["", t.any], ...ROLES.map((each) => [each, w.roles[each]!] as [string, string])]}
          onChoose={(role) => setSearch({ q: typed.trim(), role })}
        />
        <div class="field">
          <Button type="submit">{t.find}</Button>
        </div>
      </form>
      <section class="card">
        <Face of={first}>{(value) => <Members key={`${search.q} ${search.role}`} first={value} search={search} />}</Face>
      </section>
    </>
  );
}

interface Page {
  members: MemberAccount[];
  next?: string | null;
}

function page({ q, role }: Search, after?: string, signal?: AbortSignal): Promise<Page> {
  return ask("GET /api/v1/admin/members", { query: { q, role: (role || undefined) as "FAN", after, limit: 50 }, signal });
}

function Members({ first, search }: { first: Page; search: Search }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [found, setFound] = useState(first);
  const [open, setOpen] = useState<MemberAccount | null>(null);
  const [shown, show] = useState<MemberAccount | null>(null);
  const action = useAction();
  const more = () =>
    action.run(async () => {
      const following = await page(search, found.next!);
      setFound({ members: [...found.members, ...following.members], next: following.next });
    });
  const replace = (member: MemberAccount) =>
    setFound({ ...found, members: found.members.map((each) => each.memberId === member.memberId ? member : each) });
  if (found.members.length === 0) {
    return <p class="empty faint">{t.none}</p>;
  }
  return (
    <>
      <MemberTable members={found.members} onOpen={setOpen} onHistory={show} />
      <ProblemNotice problem={action.problem} />
      {found.next != null && <Button tone="plain" busy={action.busy} onClick={more}>{c.more}</Button>}
      {open !== null && <SuspensionDialog member={open} onDone={replace} onClose={() => setOpen(null)} />}
      {shown !== null && <MemberAudit member={shown} onClose={() => show(null)} />}
    </>
  );
}

interface Opening {
  onOpen: (member: MemberAccount) => void;
  onHistory: (member: MemberAccount) => void;
}

function MemberTable({ members, onOpen, onHistory }: Opening & { members: MemberAccount[] }): JSX.Element {
  const t = useTexts(texts);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t.title}>
      <table>
        <thead>
          <tr>
            {[t.name, t.role, t.since, t.state].map((name) => <th key={name} scope="col">{name}</th>)}
            <th scope="col">
              <span class="hidden">{t.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => <MemberRow key={member.memberId} member={member} onOpen={onOpen} onHistory={onHistory} />)}
        </tbody>
      </table>
    </div>
  );
}

function MemberRow({ member, onOpen, onHistory }: Opening & { member: MemberAccount }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const me = useMe();
  return (
    <tr>
      <td>
        {member.name}
        <br />
        <small>{member.email}</small>
      </td>
      <td>{w.roles[member.role] ?? member.role}</td>
      <td>{shortDateTime(member.createdAt, undefined, language)}</td>
      <td>
        <MemberState member={member} />
      </td>
      <td>
        {member.endedAt == null && member.memberId !== me.memberId && (
          <Button
            tone="plain"
            aria-label={`${member.suspendedAt == null ? t.suspend : t.lift}: ${member.email}`}
            onClick={() => onOpen(member)}
          >
            {member.suspendedAt == null ? t.suspend : t.lift}
          </Button>
        )}
        <Button tone="quiet" aria-label={`${t.history}: ${member.email}`} onClick={() => onHistory(member)}>{t.history}</Button>
      </td>
    </tr>
  );
}

function MemberState({ member }: { member: MemberAccount }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  if (member.endedAt != null) {
    return <span class="badge">{t.ended(shortDateTime(member.endedAt, undefined, language))}</span>;
  }
  return member.suspendedAt == null ? <span class="badge good">{t.active}</span> : (
    <>
      <span class="badge bad">{t.suspended(shortDateTime(member.suspendedAt, undefined, language))}</span>
      <br />
      <small>{member.reason}</small>
    </>
  );
}

function SuspensionDialog(
  { member, onDone, onClose }: { member: MemberAccount; onDone: (member: MemberAccount) => void; onClose: () => void },
): JSX.Element {
  const t = useTexts(texts);
  const isSuspended = member.suspendedAt != null;
  const path = { memberId: member.memberId };
  const change = async (reason: string) => {
    const operation = isSuspended
      ? "DELETE /api/v1/admin/members/{memberId}/suspension"
      : "POST /api/v1/admin/members/{memberId}/suspension";
    onDone(await ask(operation, { path, body: { reason } }));
  };
  return (
    <ReasonDialog
      title={`${isSuspended ? t.lift : t.suspend}: ${member.email}`}
      consequences={isSuspended ? t.liftMeans : t.suspendMeans}
      button={isSuspended ? t.lift : t.suspend}
      danger={!isSuspended}
      onDo={change}
      onClose={onClose}
    />
  );
}
