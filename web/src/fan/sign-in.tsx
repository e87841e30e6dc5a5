import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { signIn } from "../kit/account.ts";
import { useAction, useTitle } from "../kit/hooks.ts";
import { ask, newKey } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { Refusal } from "../kit/problems.ts";
import { go, Link } from "../kit/router.tsx";
import { SignInForm } from "../kit/sign-in.tsx";
import { common } from "../kit/texts.ts";
import { Button, Field, ProblemNotice } from "../kit/ui.tsx";
import { fanTexts } from "./texts.ts";

export function SignInPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  useTitle(`${c.signIn} – Onsale`);
  return (
    <section class="card narrow">
      <h1>{c.signIn}</h1>
      <SignInForm onDone={() => go("/")} />
      <p>{t.account.noAccount} <Link to="/sign-up">{t.account.signUp}</Link></p>
    </section>
  );
}

export function SignUpPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const [form, setForm] = useState({ name: "", email: "", password: "" });
  const [key] = useState(newKey());
  const action = useAction();
  useTitle(`${t.account.signUp} – Onsale`);
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await ask("POST /api/v1/members", { body: { ...form, language }, key, anonymous: true });
      await signIn(form.email, form.password);
      go("/");
    });
  };
  const error = (field: string) =>
    action.problem instanceof Refusal ? action.problem.problem.errors?.find((each) => each.field === field)?.message : undefined;
  const put = (field: keyof typeof form) => (event: { currentTarget: HTMLInputElement }) => setForm({ ...form, [field]: event.currentTarget.value });
  return (
    <section class="card narrow">
      <h1>{t.account.signUp}</h1>
      <form onSubmit={submit}>
        <Field label={t.account.name} autocomplete="name" required maxLength={100} value={form.name} onInput={put("name")} error={error("name")} />
        <Field label={c.email} type="email" autocomplete="email" required value={form.email} onInput={put("email")} error={error("email")} />
        <Field
          label={c.password}
          type="password"
          autocomplete="new-password"
          required
          minLength={8}
          hint={t.account.passwordHint}
          value={form.password}
          onInput={put("password")}
          error={error("password")}
        />
        <ProblemNotice problem={action.problem} />
        <Button type="submit" busy={action.busy} class="button primary wide">{t.account.signUp}</Button>
      </form>
      <p>{t.account.haveAccount} <Link to="/sign-in">{c.signIn}</Link></p>
    </section>
  );
}
