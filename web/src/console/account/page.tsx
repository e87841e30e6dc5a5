import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { signOut } from "../../kit/account.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { choose, type Language, useLanguage, useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { useMe } from "../me.ts";
import { fieldErrors } from "../parts.tsx";
import { words } from "../words.ts";
import { Sessions } from "./sessions.tsx";

const texts = {
  ko: {
    title: "내 계정",
    who: (role: string) => `역할: ${role}`,
    language: "화면 언어",
    password: "비밀번호 변경",
    current: "지금 비밀번호",
    next: "새 비밀번호",
    nextHint: "8자 이상",
    repeat: "새 비밀번호 확인",
    differs: "두 비밀번호가 다릅니다.",
    change: "변경",
    changed: "비밀번호를 바꾸었습니다. 다른 기기에서는 모두 로그아웃되었습니다.",
    sessions: "로그인한 기기",
  },
  en: {
    title: "Account",
    who: (role: string) => `Role: ${role}`,
    language: "Language",
    password: "Change password",
    current: "Current password",
    next: "New password",
    nextHint: "At least 8 characters",
    repeat: "New password again",
    differs: "The two passwords differ.",
    change: "Change",
    changed: "Your password was changed. All other devices are signed out.",
    sessions: "Signed-in devices",
  },
};

export function AccountPage(): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const w = useTexts(words);
  const me = useMe();
  useTitle(`${t.title} · Onsale`);
  const leave = useAction();
  const sessions = useLoad((signal) => ask("GET /api/v1/sessions", { signal }), []);
  return (
    <>
      <h1>{t.title}</h1>
      <section class="card">
        <h2>{me.name}</h2>
        <p>{me.email} · {t.who(w.roles[me.role] ?? me.role)}</p>
        <LanguageChoice />
        <ProblemNotice problem={leave.problem} />
        <Button tone="plain" busy={leave.busy} onClick={() => leave.run(signOut)}>{c.signOut}</Button>
      </section>
      <section class="card">
        <h2>{t.sessions}</h2>
        <Face of={sessions}>{(value) => <Sessions sessions={value.sessions} again={sessions.again} />}</Face>
      </section>
      <section class="card narrow">
        <PasswordForm email={me.email} onChanged={sessions.again} />
      </section>
    </>
  );
}

/** Also kept with the account, so that the next device begins in it. */
function LanguageChoice(): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const action = useAction();
  const change = (next: Language) => {
    choose(next);
    action.run(async () => void await ask("PATCH /api/v1/members/me", { body: { language: next } }));
  };
  return (
    <>
      <Choice label={t.language} value={language} options={[["ko", "한국어"], ["en", "English"]]} onChoose={change} />
      <ProblemNotice problem={action.problem} />
    </>
  );
}

function PasswordForm({ email, onChanged }: { email: string; onChanged: () => void }): JSX.Element {
  const t = useTexts(texts);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [repeat, setRepeat] = useState("");
  const [done, setDone] = useState(false);
  const action = useAction();
  const errors = fieldErrors(action.problem);
  const change = () =>
    action.run(async () => {
      setDone(false);
      await ask("POST /api/v1/members/me/password", { body: { currentPassword: current, newPassword: next } });
      [setCurrent, setNext, setRepeat].forEach((set) => set(""));
      setDone(true);
      onChanged();
    });
  const field = (label: string, value: string, set: (value: string) => void, autocomplete: string, error?: string, hint?: string) => (
    <Field
      label={label}
      hint={hint}
      type="password"
      required
      autocomplete={autocomplete}
      value={value}
      error={error}
      onInput={(event) => set(event.currentTarget.value)}
    />
  );
  return (
    <form onSubmit={(submitted) => (submitted.preventDefault(), change())}>
      <h2>{t.password}</h2>
      <input type="text" autocomplete="username" value={email} readOnly hidden />
      {field(t.current, current, setCurrent, "current-password", errors.currentPassword)}
      {field(t.next, next, setNext, "new-password", errors.newPassword, t.nextHint)}
      {field(t.repeat, repeat, setRepeat, "new-password", repeat !== "" && repeat !== next ? t.differs : undefined)}
      <ProblemNotice problem={action.problem} />
      {done && <Notice tone="good" role="status">{t.changed}</Notice>}
      <Button type="submit" busy={action.busy} disabled={current === "" || next.length < 8 || next !== repeat}>{t.change}</Button>
    </form>
  );
}
