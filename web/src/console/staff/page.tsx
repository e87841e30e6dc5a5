import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Dialog, Face, ProblemNotice } from "../../kit/ui.tsx";
import { isManager, useMe } from "../me.ts";
import type { StaffAccount } from "../types.ts";
import { AddStaff } from "./add.tsx";
import { StaffTable } from "./table.tsx";

const ko = {
  gates: "게이트 계정",
  gatesIntro: "현장에서 티켓을 확인하는 계정입니다. 이 계정으로는 내 공연의 입장 확인만 할 수 있습니다.",
  staff: "직원 계정",
  staffIntro: "판매자, 관리자, 게이트 계정을 만들고 종료합니다.",
  none: "아직 계정이 없습니다.",
  endTitle: (email: string) => `${email} 계정 종료`,
  endMeans: [
    "이 계정은 더 이상 로그인할 수 없고, 열려 있는 세션은 바로 끝납니다.",
    "오프라인인 게이트는 다시 연결될 때까지 이미 받은 명단으로 계속 확인할 수 있습니다.",
    "되돌릴 수 없으며, 같은 이메일로 다시 만들 수 없습니다.",
  ],
  end: "계정 종료",
};

const en: typeof ko = {
  gates: "Gate accounts",
  gatesIntro: "For those who scan tickets at the door. They can do nothing but let people in to your events.",
  staff: "Staff accounts",
  staffIntro: "Make and end the accounts of sellers, managers and gates.",
  none: "There are no accounts yet.",
  endTitle: (email) => `End ${email}`,
  endMeans: [
    "It can no longer sign in, and its sessions end at once.",
    "A gate that is off-line can go on with the list it has until it is back.",
    "This cannot be undone, and its e-mail address stays taken.",
  ],
  end: "End account",
};

const texts = { ko, en };

/** A seller's gates; for managers all staff. */
export function StaffPage(): JSX.Element {
  const t = useTexts(texts);
  const manager = isManager(useMe());
  useTitle(`${manager ? t.staff : t.gates} · Onsale`);
  const first = useLoad((signal) => page(undefined, signal), []);
  return (
    <>
      <h1>{manager ? t.staff : t.gates}</h1>
      <p>{manager ? t.staffIntro : t.gatesIntro}</p>
      <div class="panels">
        <Face of={first}>{(value) => <Accounts key={value.staff[0]?.memberId ?? ""} first={value} again={first.again} />}</Face>
        <AddStaff onAdded={first.again} />
      </div>
    </>
  );
}

interface Page {
  staff: StaffAccount[];
  next: string | null;
}

function page(after?: string, signal?: AbortSignal): Promise<Page> {
  return ask("GET /api/v1/staff", { query: { after, limit: 50 }, signal });
}

function Accounts({ first, again }: { first: Page; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [more, setMore] = useState<Page | null>(null);
  const [ending, setEnding] = useState<StaffAccount | null>(null);
  const action = useAction();
  const next = more === null ? first.next : more.next;
  const accounts = [...first.staff, ...more?.staff ?? []];
  const load = () =>
    action.run(async () => {
      const following = await page(next!);
      setMore({ staff: [...more?.staff ?? [], ...following.staff], next: following.next });
    });
  return (
    <section class="card">
      {accounts.length === 0 ? <p class="empty faint">{t.none}</p> : <StaffTable accounts={accounts} onEnd={setEnding} />}
      <ProblemNotice problem={action.problem} />
      {next !== null && <Button tone="plain" busy={action.busy} onClick={load}>{c.more}</Button>}
      {ending !== null && <EndDialog account={ending} onEnded={() => (setMore(null), again())} onClose={() => setEnding(null)} />}
    </section>
  );
}

function EndDialog({ account, onEnded, onClose }: { account: StaffAccount; onEnded: () => void; onClose: () => void }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const action = useAction();
  const end = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/staff/{memberId}", { path: { memberId: account.memberId } });
      onEnded();
      onClose();
    });
  return (
    <Dialog title={t.endTitle(account.email)} onClose={onClose}>
      <ul class="consequences">{t.endMeans.map((each) => <li key={each}>{each}</li>)}</ul>
      <ProblemNotice problem={action.problem} />
      <div class="row end">
        <Button tone="plain" onClick={onClose}>{c.cancel}</Button>
        <Button tone="danger" busy={action.busy} onClick={end}>{t.end}</Button>
      </div>
    </Dialog>
  );
}
