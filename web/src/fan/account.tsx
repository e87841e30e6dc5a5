import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { signOut } from "../kit/account.ts";
import { shortDateTime } from "../kit/format.ts";
import { useAction, useLoad, useTitle } from "../kit/hooks.ts";
import { ask } from "../kit/http.ts";
import { choose, type Language, useLanguage, useTexts } from "../kit/language.ts";
import { fieldErrors } from "../kit/problems.ts";
import { go } from "../kit/router.tsx";
import { common } from "../kit/texts.ts";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../kit/ui.tsx";
import { HandOver } from "./hand-over.tsx";
import { fanTexts } from "./texts.ts";
import { forgetWallet } from "./tickets/kept.ts";

export function AccountPage(): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const action = useAction();
  useTitle(`${t.account.title} – Onsale`);
  return (
    <div class="narrow">
      <h1>{t.account.title}</h1>
      <Profile />
      <section class="card"><h2>{t.account.handOver}</h2><HandOver to="/" /></section>
      <Sessions />
      <Password />
      <ProblemNotice problem={action.problem} />
      <Button tone="plain" busy={action.busy} onClick={() => action.run(async () => {
        await signOut();
        forgetWallet();
        go("/");
      })}>{c.signOut}</Button>
    </div>
  );
}

function Profile(): JSX.Element {
  const me = useLoad((signal) => ask("GET /api/v1/members/me", { signal }), []);
  return (
    <section class="card">
      <Face of={me}>{(value) => <ProfileForm name={value.name} email={value.email} onSaved={me.again} />}</Face>
    </section>
  );
}

function ProfileForm({ name, email, onSaved }: { name: string; email: string; onSaved: () => void }): JSX.Element {
  const t = useTexts(fanTexts);
  const c = useTexts(common);
  const now = useLanguage();
  const [typed, setTyped] = useState(name);
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const type = (text: string) => {
    setSaved(false);
    setTyped(text);
  };
  const save = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      await ask("PATCH /api/v1/members/me", { body: { name: typed, language: now } });
      setSaved(true);
      onSaved();
    });
  };
  return (
    <form onSubmit={save}>
      <p class="faint">{email}</p>
      <Field label={t.account.name} required maxLength={100} value={typed} error={fieldErrors(action.problem).name} onInput={(event) => type(event.currentTarget.value)} />
      <Choice<Language> label={t.account.language} value={now} options={[["ko", "한국어"], ["en", "English"]]} onChoose={choose} />
      <ProblemNotice problem={action.problem} />
      {saved && <Notice tone="good" role="status">{t.account.saved}</Notice>}
      <Button type="submit" busy={action.busy}>{c.save}</Button>
    </form>
  );
}

function Sessions(): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  const list = useLoad((signal) => ask("GET /api/v1/sessions", { signal }), []);
  const action = useAction();
  const end = (sessionId: string) =>
    action.run(async () => {
      await ask("DELETE /api/v1/sessions/{sessionId}", { path: { sessionId } });
      list.again();
    });
  const endOthers = () =>
    action.run(async () => {
      await ask("DELETE /api/v1/sessions");
      list.again();
    });
  return (
    <section class="card">
      <h2>{t.account.sessions}</h2>
      <Face of={list}>
        {({ sessions }) => (
          <ul class="items">
            {sessions.map((each) => (
              <li key={each.sessionId} class="row apart">
                <span>{each.device}<br /><small>{t.account.lastUsed(shortDateTime(each.lastUsedAt, undefined, language))}</small></span>
                {each.current ? <span class="badge">{t.account.thisDevice}</span> : <Button tone="quiet" aria-label={`${t.account.end}: ${each.device}`} onClick={() => end(each.sessionId)}>{t.account.end}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Face>
      <ProblemNotice problem={action.problem} />
      {list.is === "ready" && list.value.sessions.length > 1 && <Button tone="plain" busy={action.busy} onClick={endOthers}>{t.account.endOthers}</Button>}
    </section>
  );
}

function Password(): JSX.Element {
  const t = useTexts(fanTexts);
  const [form, setForm] = useState({ currentPassword: "", newPassword: "" });
  const [done, setDone] = useState(false);
  const action = useAction();
  const errors = fieldErrors(action.problem);
  const put = (change: Partial<typeof form>) => {
    setDone(false);
    setForm({ ...form, ...change });
  };
  const change = (event: Event) => {
    event.preventDefault();
    action.run(async () => {
      setDone(false);
      await ask("POST /api/v1/members/me/password", { body: form });
      setDone(true);
      setForm({ currentPassword: "", newPassword: "" });
    });
  };
  return (
    <section class="card">
      <h2>{t.account.changePassword}</h2>
      <form onSubmit={change}>
        <Field label={t.account.current} type="password" autocomplete="current-password" required value={form.currentPassword} error={errors.currentPassword} onInput={(e) => put({ currentPassword: e.currentTarget.value })} />
        <Field label={t.account.next} type="password" autocomplete="new-password" required minLength={8} hint={t.account.passwordHint} value={form.newPassword} error={errors.newPassword} onInput={(e) => put({ newPassword: e.currentTarget.value })} />
        <ProblemNotice problem={action.problem} />
        {done && <Notice tone="good" role="status">{t.account.passwordChanged}</Notice>}
        <Button type="submit" busy={action.busy}>{t.account.changePassword}</Button>
      </form>
    </section>
  );
}
