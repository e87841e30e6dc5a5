import type { JSX } from "preact";
import type { ticket } from "contract";
import { signOut } from "../kit/account.ts";
import { useAction } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { Button, ProblemNotice } from "../kit/ui.tsx";

const texts = {
  ko: {
    title: "이 계정으로는 콘솔을 쓸 수 없습니다",
    signedInAs: (email: string) => `${email} 계정으로 로그인되어 있습니다.`,
    fan: "예매는 공연 페이지에서 하실 수 있습니다.",
    toFan: "공연 보러 가기",
    gate: "입장 확인은 게이트 페이지에서 하실 수 있습니다.",
    toGate: "게이트 열기",
    other: "다른 계정으로 로그인",
  },
  en: {
    title: "This account cannot use the console",
    signedInAs: (email: string) => `You are signed in as ${email}.`,
    fan: "Tickets are sold on the pages for fans.",
    toFan: "See the events",
    gate: "Tickets are scanned on the gate's page.",
    toGate: "Open the gate",
    other: "Sign in with another account",
  },
};

/** Shows fans and gates where their pages are. */
export function WrongRole({ who }: { who: ticket.Me }): JSX.Element {
  const t = useTexts(texts);
  const action = useAction();
  const isGate = who.role === "GATE";
  return (
    <section class="card narrow">
      <h1>{t.title}</h1>
      <p>{t.signedInAs(who.email)} {isGate ? t.gate : t.fan}</p>
      <ProblemNotice problem={action.problem} />
      <div class="row">
        <a class="button primary" href={isGate ? "/gate" : "/"}>{isGate ? t.toGate : t.toFan}</a>
        <Button tone="plain" busy={action.busy} onClick={() => action.run(signOut)}>{t.other}</Button>
      </div>
    </section>
  );
}
