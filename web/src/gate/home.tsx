import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { signOut } from "../kit/account.ts";
import { serverClock } from "../kit/clock.ts";
import { count, shortDateTime } from "../kit/format.ts";
import { useAction, useLoad, useOnline, useTitle } from "../kit/hooks.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { go } from "../kit/router.tsx";
import { SignInForm } from "../kit/sign-in.tsx";
import { common } from "../kit/texts.ts";
import { canVerify } from "../kit/ticket/check.ts";
import { Button, Face, Loading, Notice, ProblemNotice } from "../kit/ui.tsx";
import { ChoosePerformance } from "./choose.tsx";
import { Ledger } from "./ledger.ts";
import type { KeptPerformance } from "./model.ts";
import { mayWork, type Staff, useStaff } from "./staff.ts";
import { keptPerformances, keptScans } from "./store.ts";
import { age, gateTexts } from "./texts.ts";
import { GateFrame } from "./frame.tsx";

/** Signing in, lists that this device keeps, and the choice of another one. */
export function Home(): JSX.Element {
  const t = useTexts(gateTexts);
  const staff = useStaff();
  const online = useOnline();
  const kept = useLoad(keptWithUnsent, []);
  const [canCheck, setCanCheck] = useState(true);
  useTitle(t.title);
  useEffect(() => {
    canVerify().then(setCanCheck);
  }, []);
  const hasKept = kept.is === "ready" && kept.value.length > 0;
  return (
    <GateFrame nav={<Account staff={staff} />}>
      <div class="narrow">
        <h1>{t.title}</h1>
        {!canCheck && <Notice tone="bad" role="alert">{t.noVerify}</Notice>}
        {staff.is === "unreachable" && <Notice tone="warn" role="status">{hasKept ? t.offlineStart : t.offlineNothing}</Notice>}
        {staff.is === "out" && !hasKept && !online && <Notice tone="warn" role="status">{t.offlineNothing}</Notice>}
        {staff.is === "out" && hasKept && <Notice tone="warn">{t.signedOutKept}</Notice>}
        <Face of={kept}>{(value) => value.length === 0 ? <></> : <KeptLists kept={value} />}</Face>
        <ForStaff staff={staff} />
      </div>
    </GateFrame>
  );
}

interface KeptList {
  performance: KeptPerformance;
  unsent: number;
}

async function keptWithUnsent(): Promise<KeptList[]> {
  const performances = await keptPerformances();
  return await Promise.all(performances.map(async (performance) => ({
    performance,
    unsent: new Ledger(await keptScans(performance.performanceId)).counts().unsent,
  })));
}

function KeptLists({ kept }: { kept: KeptList[] }): JSX.Element {
  const t = useTexts(gateTexts);
  const language = useLanguage();
  return (
    <section class="card">
      <h2>{t.kept}</h2>
      <ul class="lists">
        {kept.map(({ performance, unsent }) => (
          <li key={performance.performanceId}>
            <b>{performance.title}</b>
            <span>{shortDateTime(performance.startsAt, performance.timeZone, language)} · {performance.gate}</span>
            <span class="faint">
              {performance.freshAt !== null && t.listAge(age(serverClock.now() - performance.freshAt, t))}
              {unsent > 0 && <span class="badge warn">{t.unsent(count(unsent, language))}</span>}
            </span>
            <Button class="button primary wide" onClick={() => go(`/gate/${performance.performanceId}`)}>{t.go}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ForStaff({ staff }: { staff: Staff }): JSX.Element | null {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  switch (staff.is) {
    case "loading":
      return <Loading />;
    case "unreachable":
      return null;
    case "out":
      return (
        <section class="card">
          <h2>{words.signIn}</h2>
          <p>{t.intro}</p>
          <SignInForm />
        </section>
      );
    case "in":
      return mayWork(staff) ? <ChoosePerformance /> : (
        <Notice tone="warn">
          <p>{t.wrongRole}</p>
          <p>{staff.role === "SELLER" ? <a href="/console">{t.toConsole}</a> : <a href="/">{t.toFan}</a>}</p>
        </Notice>
      );
  }
}

/** Whoever leaves the device must not leave scans on it that nobody else can send. */
function Account({ staff }: { staff: Staff }): JSX.Element | null {
  const t = useTexts(gateTexts);
  const words = useTexts(common);
  const action = useAction();
  if (staff.is !== "in") {
    return null;
  }
  const leave = () =>
    action.run(async () => {
      if ((await keptWithUnsent()).some((each) => each.unsent > 0)) {
        throw new Error(t.signOutUnsent);
      }
      await signOut();
    });
  return (
    <>
      <span class="faint">{t.account(staff.name)}</span>
      <Button tone="quiet" busy={action.busy} onClick={leave}>{words.signOut}</Button>
      {action.problem instanceof Error && action.problem.message === t.signOutUnsent
        ? <Notice tone="warn" role="alert">{t.signOutUnsent}</Notice>
        : <ProblemNotice problem={action.problem} />}
    </>
  );
}
