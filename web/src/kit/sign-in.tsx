import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { signIn } from "./account.ts";
import { focusHeading } from "./focus.ts";
import { useAction, useSession, useSessionProblem, useTitle } from "./hooks.ts";
import { useTexts } from "./language.ts";
import { session } from "./session.ts";
import { common } from "./texts.ts";
import { Button, Field, Loading, ProblemNotice } from "./ui.tsx";

export function SignInForm({ onDone }: { onDone?: () => void }): JSX.Element {
  const t = useTexts(common);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const action = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await signIn(email, password);
      onDone?.();
    });
  };
  return (
    <form onSubmit={submit}>
      <Field label={t.email} type="email" name="email" autocomplete="username" required value={email} onInput={(e) => setEmail(e.currentTarget.value)} />
      <Field
        label={t.password}
        type="password"
        name="password"
        autocomplete="current-password"
        required
        value={password}
        onInput={(e) => setPassword(e.currentTarget.value)}
      />
      <ProblemNotice problem={action.problem} />
      <Button type="submit" busy={action.busy} class="button primary wide">{t.signIn}</Button>
    </form>
  );
}

/** What only those who are signed in see. Others sign in first, on the same address, and then see it. */
export function SignedInOnly({ intro, children }: { intro?: JSX.Element; children: ComponentChildren }): JSX.Element {
  const state = useSession();
  const problem = useSessionProblem();
  const wasOut = useRef(false);
  useEffect(() => {
    if (state === "in" && wasOut.current) {
      return focusHeading(); // the form that had the focus is gone
    }
    wasOut.current ||= state === "out";
  }, [state]);
  switch (state) {
    case "unknown":
      return problem === null ? <Loading /> : <ProblemNotice problem={problem} onAgain={() => session.token().catch(() => {})} />;
    case "in":
      return <>{children}</>;
    case "out":
      return <SignInFirst intro={intro} />;
  }
}

function SignInFirst({ intro }: { intro: JSX.Element | undefined }): JSX.Element {
  const t = useTexts(common);
  useTitle(`${t.signIn} – Onsale`);
  return (
    <section class="card narrow">
      <h1>{t.signIn}</h1>
      {intro}
      <SignInForm />
    </section>
  );
}
