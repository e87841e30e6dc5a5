import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { dateTime, minorDigits, money } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { words } from "../words.ts";
import { type Flaw, type Step, stepOf, STEPS } from "./check.ts";
import { type Draft, minorUnits, zoneOf } from "./draft.ts";
import { wizard } from "./texts.ts";
import { instantOf } from "./zone-time.ts";

const ko = {
  title: "팬에게 이렇게 보입니다",
  flaws: "공개하기 전에 고칠 곳이 있습니다",
  toStep: (name: string) => `「${name}」에서 고치기`,
  now: "지금 바로",
  visible: "공개",
  lobby: "로비",
  opens: "오픈",
  closes: "종료",
  order: "순서",
  perFan: (n: string) => `1인 ${n}석까지`,
  kept: (n: number) => `제외 좌석 ${n}석`,
  after: "공개하면 등급·가격·좌석 배치도는 바꿀 수 없습니다. 소개글은 언제든, 일정은 로비가 열리기 전까지 바꿀 수 있습니다.",
  publish: "공개하기",
  interrupted: "공개하던 중에 멈췄습니다. 이어서 진행하면 됩니다. 같은 공연이 두 번 공개되지 않습니다.",
  resume: "이어서 공개하기",
  working: "공개하는 중입니다. 큰 배치도는 몇 초 걸릴 수 있습니다.",
};

const en: typeof ko = {
  title: "This is what fans will see",
  flaws: "Some things must be mended before",
  toStep: (name) => `Go to “${name}”`,
  now: "at once",
  visible: "Visible",
  lobby: "Lobby",
  opens: "Opens",
  closes: "Ends",
  order: "Order",
  perFan: (n) => `${n} seats per fan`,
  kept: (n) => `${n} seats kept back`,
  after: "Once it is published, grades, prices and the plan are fixed. Texts can always be changed, times until the lobby opens.",
  publish: "Publish",
  interrupted: "Publishing was interrupted. Please continue; nothing is published twice.",
  resume: "Continue publishing",
  working: "Publishing. A large plan can take some seconds.",
};

const texts = { ko, en };

export interface PublishStepProps {
  draft: Draft;
  flaws: Flaw[];
  problem: unknown;
  /** what the API said of fields, by field */
  refused: Record<string, string>;
  busy: boolean;
  locked: boolean;
  goTo: (step: Step) => void;
  onPublish: () => void;
}

export function PublishStep(props: PublishStepProps): JSX.Element {
  const t = useTexts(texts);
  const [pressed, setPressed] = useState(false);
  const publish = () => {
    setPressed(true);
    props.onPublish();
  };
  return (
    <>
      <h2>{t.title}</h2>
      <Preview draft={props.draft} />
      {props.locked && !props.busy && <Notice tone="warn" role="status">{t.interrupted}</Notice>}
      <FlawList {...props} />
      {pressed && !props.busy && <ProblemNotice problem={props.problem} />}
      <p class="faint">{t.after}</p>
      {props.busy && <p role="status">{t.working}</p>}
      <Button busy={props.busy} disabled={!props.locked && props.flaws.length > 0} onClick={publish}>
        {props.locked ? t.resume : t.publish}
      </Button>
    </>
  );
}

function FlawList({ flaws, refused, goTo }: PublishStepProps): JSX.Element | null {
  const t = useTexts(texts);
  const w = useTexts(wizard);
  const byServer = Object.entries(refused).map(([field, message]) => ({ step: stepOf(field), text: `${field}: ${message}` }));
  const all = [...flaws.map((each) => ({ step: each.step, text: w.flaws[each.code](each.detail) })), ...byServer];
  if (all.length === 0) {
    return null;
  }
  return (
    <Notice tone="bad">
      <h3>{t.flaws}</h3>
      <ul>
        {STEPS.filter((step) => all.some((each) => each.step === step)).map((step) => (
          <li key={step}>
            {all.filter((each) => each.step === step).map((each) => each.text).join(" ")}{" "}
            <Button tone="quiet" onClick={() => goTo(step)}>{t.toStep(w.steps[step])}</Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Preview({ draft }: { draft: Draft }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(words);
  const language = useLanguage();
  const zone = zoneOf(draft);
  const time = (local: string) => {
    const at = instantOf(local, zone);
    return at === null ? "–" : dateTime(at, zone, language);
  };
  const digits = minorDigits(draft.currency);
  const price = (text: string) => {
    const amount = minorUnits(text, digits);
    return Number.isNaN(amount) ? "–" : money({ amount, currency: draft.currency }, language);
  };
  const title = language === "en" && draft.titleEn !== "" ? draft.titleEn : draft.title;
  const description = language === "en" && draft.descriptionEn !== "" ? draft.descriptionEn : draft.description;
  return (
    <article class="preview stack">
      <h3>{title || "–"}</h3>
      {draft.venue.kind !== "none" && (
        <p>
          {draft.venue.name}
          {draft.venue.kind === "new" && ` · ${draft.venue.location}`} <small>({zone})</small>
        </p>
      )}
      <ul>{draft.performances.map((local, i) => <li key={i}>{time(local)}</li>)}</ul>
      {description !== "" && <p class="pre">{description}</p>}
      <dl class="facts">
        {draft.grades.map((grade, i) => [<dt key={`${i}n`}>{grade.name}</dt>, <dd key={`${i}p`} class="num">{price(grade.price)}</dd>])}
      </dl>
      <dl class="facts">
        <dt>{t.visible}</dt>
        <dd>{draft.visibleFrom === "" ? t.now : time(draft.visibleFrom)}</dd>
        <dt>{t.lobby}</dt>
        <dd>{draft.lobbyOpensAt === "" ? time(draft.opensAt) : time(draft.lobbyOpensAt)}</dd>
        <dt>{t.opens}</dt>
        <dd>{time(draft.opensAt)}</dd>
        <dt>{t.closes}</dt>
        <dd>{time(draft.closesAt)}</dd>
        <dt>{t.order}</dt>
        <dd>{draft.order === "RANDOM" ? w.random : w.arrival} · {t.perFan(draft.seatsPerFan)}</dd>
      </dl>
      {draft.keptBack.length > 0 && <p class="faint">{t.kept(draft.keptBack.length)}</p>}
    </article>
  );
}
