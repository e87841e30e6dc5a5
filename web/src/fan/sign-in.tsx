import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { signIn } from "../kit/account.ts";
import { useAction, useKeyed, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { useLanguage, useTexts } from "../kit/language.ts";
import { fieldErrors } from "../kit/problems.ts";
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
  const keyed = useKeyed();
  const made = useRef("");
  const action = useAction();
  useTitle(`${t.account.signUp} – Onsale`);
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      const body = { ...form, language };
      if (made.current !== form.email) { // else only the sign-in had failed
        await keyed(body, (key) => ask("POST /api/v1/members", { body, key, anonymous: true }));
        made.current = form.email;
      }
      await signIn(form.email, form.password);
      go("/");
    });
  };
  const errors = fieldErrors(action.problem);
  const put = (field: keyof typeof form) => (event: { currentTarget: HTMLInputElement }) => setForm({ ...form, [field]: event.currentTarget.value });
  return (
    <section class="card narrow">
      <h1>{t.account.signUp}</h1>
      <form onSubmit={submit}>
        <Field label={t.account.name} autocomplete="name" required maxLength={100} value={form.name} onInput={put("name")} error={errors.name} />
        <Field label={c.email} type="email" autocomplete="email" required value={form.email} onInput={put("email")} error={errors.email} />
        <Field
          label={c.password}
          type="password"
          autocomplete="new-password"
          required
          minLength={8}
          hint={t.account.passwordHint}
          value={form.password}
          onInput={put("password")}
          error={errors.password}
        />
        <ProblemNotice problem={action.problem} />
        <Button type="submit" busy={action.busy} class="button primary wide">{t.account.signUp}</Button>
      </form>
      <p>{t.account.haveAccount} <Link to="/sign-in">{c.signIn}</Link></p>
    </section>
  );
}
