import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { serverClock } from "../../kit/clock.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { useTexts } from "../../kit/language.ts";
import { go } from "../../kit/router.tsx";
import { Button, Face } from "../../kit/ui.tsx";
import { useMe } from "../me.ts";
import { fieldErrors } from "../parts.tsx";
import { flawsOf, type Step, STEPS } from "./check.ts";
import { type Draft, type DraftPlan, EMPTY } from "./draft.ts";
import { EventStep } from "./event-step.tsx";
import { GradesStep } from "./grades-step.tsx";
import { type Progress, publish } from "./publish.ts";
import { PublishStep } from "./publish-step.tsx";
import { SaleStep } from "./sale-step.tsx";
import { SeatsStep } from "./seats-step.tsx";
import { shopOf } from "./shop.ts";
import type { StepProps } from "./step.ts";
import { forgetDraft, type Kept, loadDraft, saveDraft, savePlan } from "./store.ts";
import { wizard } from "./texts.ts";
import { VenueStep } from "./venue-step.tsx";

const texts = {
  ko: {
    title: "새 공연",
    saved: "입력한 내용은 이 기기에 저장됩니다.",
    notSaved: "이 기기에 저장할 수 없습니다. 창을 닫으면 내용이 사라집니다.",
    discard: "처음부터 다시",
    sure: "정말 지울까요? 다시 누르면 지웁니다.",
    back: "이전",
    next: "다음",
    steps: "단계",
  },
  en: {
    title: "New event",
    saved: "What you enter is kept on this device.",
    notSaved: "It cannot be kept on this device and is lost when you close the window.",
    discard: "Start over",
    sure: "Delete everything? Press again to do it.",
    back: "Back",
    next: "Next",
    steps: "Steps",
  },
};

/** From a seating plan to a published event, in six steps. */
export function WizardPage(): JSX.Element {
  const me = useMe();
  const t = useTexts(texts);
  useTitle(`${t.title} · Onsale`);
  const kept = useLoad(() => loadDraft(me.memberId).catch(() => null), [me.memberId]);
  return (
    <Face of={kept}>{(value) => <Wizard key={me.memberId} memberId={me.memberId} kept={value ?? { draft: EMPTY, plan: null }} />}</Face>
  );
}

/** The draft, and the device's copy of it after each change. */
function useDraft(memberId: string, kept: Kept) {
  const [draft, setDraft] = useState(kept.draft);
  const [plan, setPlanState] = useState(kept.plan);
  const [isSaved, setSaved] = useState(true);
  const latest = useRef(kept.draft);
  const edit = (change: Partial<Draft>) => {
    latest.current = { ...latest.current, ...change };
    setDraft(latest.current);
    return saveDraft(memberId, latest.current).then(() => setSaved(true), () => setSaved(false));
  };
  const setPlan = (next: DraftPlan | null) => {
    setPlanState(next);
    savePlan(memberId, next).catch(() => setSaved(false));
  };
  const discard = () => {
    latest.current = EMPTY;
    setDraft(EMPTY);
    setPlanState(null);
    forgetDraft(memberId).catch(() => {});
  };
  return { draft, plan, isSaved, edit, setPlan, discard };
}

function Wizard({ memberId, kept }: { memberId: string; kept: Kept }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(wizard);
  const { draft, plan, isSaved, edit, setPlan, discard } = useDraft(memberId, kept);
  const [looked, setLooked] = useState<ReadonlySet<Step>>(new Set());
  const action = useAction();
  const locked = draft.progress?.event !== undefined; // the event may be published already
  const step = locked ? "publish" : STEPS[draft.step] ?? "venue";
  const flaws = flawsOf(draft, serverClock.now());
  const refused = fieldErrors(action.problem);
  const goTo = (next: Step) => {
    setLooked(new Set([...looked, step, ...(next === "publish" ? STEPS : [])]));
    edit({ step: STEPS.indexOf(next) });
    globalThis.scrollTo(0, 0);
  };
  const error = (field: string) => {
    const found = flaws.find((each) => each.field === field && looked.has(each.step));
    return found === undefined ? refused[field] : w.flaws[found.code](found.detail);
  };
  const onPublish = () => action.run(() => published(memberId, (progress) => edit({ progress })));
  const props: StepProps = { draft, plan, edit, error };
  return (
    <>
      <div class="row apart">
        <h1>{t.title}</h1>
        <Discard disabled={locked} onDiscard={discard} />
      </div>
      <p class={isSaved ? "faint" : "bad"} role="status">{isSaved ? t.saved : t.notSaved}</p>
      <StepList step={step} locked={locked} goTo={goTo} />
      <section class="card">
        {step === "venue" && <VenueStep {...props} setPlan={setPlan} />}
        {step === "grades" && <GradesStep {...props} />}
        {step === "seats" && <SeatsStep {...props} />}
        {step === "event" && <EventStep {...props} />}
        {step === "sale" && <SaleStep {...props} />}
        {step === "publish" && (
          <PublishStep
            draft={draft}
            flaws={flaws}
            problem={action.problem}
            refused={refused}
            busy={action.busy}
            locked={locked}
            goTo={goTo}
            onPublish={onPublish}
          />
        )}
      </section>
      {!locked && <Turns step={step} goTo={goTo} />}
    </>
  );
}

/** Publishes what is kept on the device, in one tab at a time: a second tab continues where the first stopped, or has nothing to do. */
async function published(memberId: string, onProgress: (progress: Progress) => Promise<void>): Promise<void> {
  await navigator.locks.request("onsale-publish", async () => {
    const kept = await loadDraft(memberId);
    if (kept === null) { // another tab has published it
      go("/console");
      return;
    }
    const event = await publish(kept.draft, kept.plan, kept.draft.progress, shopOf(onProgress));
    await forgetDraft(memberId);
    go(`/console/events/${event.eventId}`);
  });
}

function StepList({ step, locked, goTo }: { step: Step; locked: boolean; goTo: (step: Step) => void }): JSX.Element {
  const t = useTexts(texts);
  const w = useTexts(wizard);
  return (
    <nav aria-label={t.steps}>
      <ol class="steps">
        {STEPS.map((each, i) => (
          <li key={each}>
            <button
              type="button"
              aria-current={each === step ? "step" : undefined}
              disabled={locked && each !== "publish"}
              onClick={() => goTo(each)}
            >
              <span aria-hidden="true">{i + 1}</span> {w.steps[each]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Turns({ step, goTo }: { step: Step; goTo: (step: Step) => void }): JSX.Element {
  const t = useTexts(texts);
  const at = STEPS.indexOf(step);
  return (
    <div class="row apart">
      {at > 0 ? <Button tone="plain" onClick={() => goTo(STEPS[at - 1]!)}>{t.back}</Button> : <span />}
      {at < STEPS.length - 1 && <Button onClick={() => goTo(STEPS[at + 1]!)}>{t.next}</Button>}
    </div>
  );
}

function Discard({ disabled, onDiscard }: { disabled: boolean; onDiscard: () => void }): JSX.Element {
  const t = useTexts(texts);
  const [asked, ask] = useState(false);
  const press = () => {
    if (asked) {
      onDiscard();
    }
    ask(!asked);
  };
  return (
    <Button tone="quiet" disabled={disabled} onClick={press}>
      <span role="status">{asked ? t.sure : t.discard}</span>
    </Button>
  );
}
