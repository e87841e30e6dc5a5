import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useTexts } from "../../kit/language.ts";
import { common } from "../../kit/texts.ts";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { useKeyFor } from "../event/performances.tsx";
import { isManager, useMe } from "../me.ts";
import { CopyButton, fieldErrors } from "../parts.tsx";
import { firstPassword } from "../password.ts";
import { words } from "../words.ts";

type Role = "GATE" | "SELLER" | "MANAGER";

const texts = {
  ko: {
    gate: "게이트 계정 만들기",
    staff: "계정 만들기",
    name: "이름",
    nameHint: "예: 북문 2, 김하늘",
    role: "역할",
    employer: "소속 판매자",
    choose: "판매자를 고르세요",
    make: "만들기",
    made: (email: string) => `${email} 계정을 만들었습니다.`,
    once: "첫 비밀번호는 지금 한 번만 보입니다. 안전하게 전달하고, 로그인한 뒤 바꾸도록 안내해 주세요.",
    password: "첫 비밀번호",
    another: "계정 더 만들기",
  },
  en: {
    gate: "Make a gate account",
    staff: "Make an account",
    name: "Name",
    nameHint: "Such as North 2, or a person's name",
    role: "Role",
    employer: "Works for",
    choose: "Choose a seller",
    make: "Make",
    made: (email: string) => `${email} was made.`,
    once: "The first password is shown now and never again. Hand it over safely, and let it be changed after signing in.",
    password: "First password",
    another: "Make another",
  },
};

/** Makes an account with a password that is made here and shown once. */
export function AddStaff({ onAdded }: { onAdded: () => void }): JSX.Element {
  const t = useTexts(texts);
  const manager = isManager(useMe());
  const [made, setMade] = useState<{ email: string; password: string } | null>(null);
  return (
    <section class="card">
      <h2>{manager ? t.staff : t.gate}</h2>
      {made === null
        ? <AddForm onMade={(email, password) => (setMade({ email, password }), onAdded())} />
        : <Made email={made.email} password={made.password} onAnother={() => setMade(null)} />}
    </section>
  );
}

function Made({ email, password, onAnother }: { email: string; password: string; onAnother: () => void }): JSX.Element {
  const t = useTexts(texts);
  return (
    <>
      <Notice tone="good" role="status">
        <p>{t.made(email)}</p>
        <p>{t.once}</p>
      </Notice>
      <p>
        <b>{t.password}</b>
      </p>
      <p class="secret mono">{password}</p>
      <div class="row">
        <CopyButton text={password} />
        <Button tone="plain" onClick={onAnother}>{t.another}</Button>
      </div>
    </>
  );
}

function AddForm({ onMade }: { onMade: (email: string, password: string) => void }): JSX.Element {
  const t = useTexts(texts);
  const c = useTexts(common);
  const w = useTexts(words);
  const manager = isManager(useMe());
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(manager ? "SELLER" : "GATE");
  const [employer, setEmployer] = useState("");
  const [password] = useState(firstPassword);
  const action = useAction();
  const keyFor = useKeyFor();
  const errors = fieldErrors(action.problem);
  const needsEmployer = manager && role === "GATE";
  const make = () =>
    action.run(async () => {
      const body = { email: email.trim(), name: name.trim(), role, password, employer: needsEmployer ? employer : undefined };
      await ask("POST /api/v1/staff", { body, key: keyFor(JSON.stringify(body)) });
      onMade(body.email, password);
    });
  return (
    <form onSubmit={(submitted) => (submitted.preventDefault(), make())}>
      {manager && (
        <Choice
          label={t.role}
          value={role}
          options={(["SELLER", "GATE", "MANAGER"] as Role[]).map((each) => [each, w.roles[each]!] as [Role, string])}
          onChoose={setRole}
        />
      )}
      {needsEmployer && <Employer value={employer} onChoose={setEmployer} error={errors.employer} />}
      <Field
        label={c.email}
        type="email"
        required
        autocomplete="off"
        value={email}
        error={errors.email}
        onInput={(e) => setEmail(e.currentTarget.value)}
      />
      <Field
        label={t.name}
        hint={t.nameHint}
        required
        maxLength={100}
        autocomplete="off"
        value={name}
        error={errors.name}
        onInput={(e) => setName(e.currentTarget.value)}
      />
      <ProblemNotice problem={action.problem} />
      <Button type="submit" busy={action.busy} disabled={needsEmployer && employer === ""}>{t.make}</Button>
    </form>
  );
}

function Employer(
  { value, onChoose, error }: { value: string; onChoose: (memberId: string) => void; error: string | undefined },
): JSX.Element {
  const t = useTexts(texts);
  const sellers = useLoad((signal) => ask("GET /api/v1/admin/members", { query: { role: "SELLER", limit: 100 }, signal }), []);
  return (
    <Face of={sellers}>
      {({ members }) => (
        <>
          <Choice
            label={t.employer}
            value={value}
            options={[
              ["", t.choose],
              ...members.filter((each) => each.endedAt === null).map((each) =>
                [each.memberId, `${each.name} (${each.email})`] as [string, string]
              ),
            ]}
            onChoose={onChoose}
          />
          {error && <p class="bad">{error}</p>}
        </>
      )}
    </Face>
  );
}
