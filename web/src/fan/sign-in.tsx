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

interface NewAccount {
  name: string;
  email: string;
  password: string;
}

/** Makes an account and signs in to it; if only the sign-in fails, the next try does only that. */
function useSignUp(): (form: NewAccount) => Promise<void> {
  const language = useLanguage();
  const keyed = useKeyed();
  const made = useRef("");
  return async (form) => {
    const body = { ...form, language };
    if (made.current !== form.email) {
      await keyed(body, (key) => ask("POST /api/v1/members", { body, key, anonymous: true }));
      made.current = form.email;
    }
    await signIn(form.email, form.password);
  };
}

export function SignUpPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const [form, setForm] = useState<NewAccount>({ name: "", email: "", password: "" });
  const signUp = useSignUp();
  const action = useAction();
  useTitle(`${t.account.signUp} – Onsale`);
  const submit = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await signUp(form);
      go("/");
    });
  };
  const errors = fieldErrors(action.problem);
  const field = (name: keyof NewAccount, label: string, more: Partial<Parameters<typeof Field>[0]>) => (
    <Field label={label} required value={form[name]} error={errors[name]} onInput={(event) => setForm({ ...form, [name]: event.currentTarget.value })} {...more} />
  );
  return (
    <section class="card narrow">
      <h1>{t.account.signUp}</h1>
      <form onSubmit={submit}>
        {field("name", t.account.name, { autocomplete: "name", maxLength: 100 })}
        {field("email", c.email, { type: "email", autocomplete: "email" })}
        {field("password", c.password, { type: "password", autocomplete: "new-password", minLength: 8, hint: t.account.passwordHint })}
        <ProblemNotice problem={action.problem} />
        <Button type="submit" busy={action.busy} class="button primary wide">{t.account.signUp}</Button>
      </form>
      <p>{t.account.haveAccount} <Link to="/sign-in">{c.signIn}</Link></p>
    </section>
  );
}
