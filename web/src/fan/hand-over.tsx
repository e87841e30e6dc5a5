import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask } from "../kit/http.ts";
import { useAction, useNow, useTitle } from "../kit/hooks.ts";
import { useTexts } from "../kit/language.ts";
import { Qr } from "../kit/qr.tsx";
import { Unreachable } from "../kit/problems.ts";
import { go } from "../kit/router.tsx";
import { session } from "../kit/session.ts";
import { common } from "../kit/texts.ts";
import { Button, Dialog, Loading, Notice, ProblemNotice } from "../kit/ui.tsx";
import { fanTexts } from "./texts.ts";

interface Code {
  code: string;
  expiresAt: string;
}

/** Shows a QR code that takes another device of the same fan to `to`, signed in. The code is in the fragment, which no server sees. */
export function HandOver({ to }: { to: string }): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const [code, set] = useState<Code | null>(null);
  const action = useAction();
  const show = () => action.run(async () => set(await ask("POST /api/v1/sessions/handover")));
  const now = useNow();
  const over = code !== null && Date.parse(code.expiresAt) <= now;
  return (
    <>
      <Button tone="plain" busy={action.busy} onClick={show}>{t.account.handOver}</Button>
      <ProblemNotice problem={action.problem} />
      {code !== null && !over && (
        <Dialog title={t.account.handOver} onClose={() => set(null)}>
          <p>{t.account.handOverWhy}</p>
          <Qr text={`${location.origin}/hand-over?to=${encodeURIComponent(to)}#${code.code}`} label={t.account.handOver} />
          <p class="row end"><Button tone="plain" onClick={() => set(null)}>{c.close}</Button></p>
        </Dialog>
      )}
    </>
  );
}

/** Where the QR code leads: signs in and goes on to the page that the other device showed. */
export function HandOverPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const [problem, set] = useState<unknown>(null);
  useEffect(() => {
    const handoverCode = location.hash.slice(1);
    history.replaceState(null, "", location.pathname + location.search); // a used code need not stay in the history
    ask("POST /api/v1/sessions", { body: { handoverCode, cookie: true }, anonymous: true }).then((answer) => {
      session.entered(answer);
      go(ownPath(new URLSearchParams(location.search).get("to")), true);
    }, set);
  }, []);
  useTitle(`${t.account.handOver} – Onsale`);
  return (
    <div class="narrow">
      <h1>{t.account.handOver}</h1>
      {problem === null ? <div role="status"><p>{t.account.handOverDone}</p><Loading /></div> : <Failed problem={problem} />}
    </div>
  );
}

function Failed({ problem }: { problem: unknown }): JSX.Element {
  const t = useTexts(fanTexts);
  return problem instanceof Unreachable ? <ProblemNotice problem={problem} /> : (
    <>
      <Notice tone="bad">{t.account.handOverOver}</Notice>
      <ProblemNotice problem={problem} />
    </>
  );
}

/** A path of this site; anything else leads home. */
export function ownPath(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : "/";
}
