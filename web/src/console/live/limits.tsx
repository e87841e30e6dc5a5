import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { queue } from "contract";
import { ask } from "../../kit/http.ts";
import { useAction } from "../../kit/hooks.ts";
import { useTexts } from "../../kit/language.ts";
import { Refusal } from "../../kit/problems.ts";
import { Button, Choice, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { fieldErrors, REASON_MAX } from "../parts.tsx";
import { type Difference, differences, type Limit, type Limits, limitsOf, outOfRange, RANGES, rebased } from "./policy.ts";

const ko = {
  title: "입장 조절",
  names: {
    capacity: "정원 (동시에 좌석을 고르는 팬)",
    admissionsPerSecond: "초당 입장 인원",
    claimWindowSeconds: "차례가 온 뒤 입장까지 주는 시간 (초)",
    leaseSeconds: "좌석을 고르는 시간 (초)",
    refresh: "다시 줄을 서면",
    presenceGraceSeconds: "자리를 비워도 순서를 지켜 주는 시간 (초)",
    challengeBits: "작업 증명 난이도 (0: 없음)",
  } as Record<Limit, string>,
  hints: {
    capacity: "줄여도 이미 들어간 팬은 나가지 않습니다. 빠질 때까지 새로 부르지 않습니다.",
    admissionsPerSecond: "대기 중인 팬의 예상 시간이 바로 달라집니다. 0이면 위의 「직접 호출」로만 입장합니다.",
    claimWindowSeconds: "새로 차례가 온 팬부터 적용됩니다.",
    leaseSeconds: "새로 입장하는 팬부터 적용됩니다.",
    presenceGraceSeconds: "0이면 계속 지켜 줍니다.",
    challengeBits: "새로 줄을 서는 팬에게만 적용됩니다.",
  } as Partial<Record<Limit, string>>,
  keep: "순서 유지",
  toBack: "맨 뒤로",
  more: "자세한 설정",
  reason: "사유 (선택)",
  reasonHint: "감사 기록에 남습니다.",
  apply: "적용",
  applied: "적용했습니다. 1초 안에 반영됩니다.",
  range: (least: number, most: number) => `${least}에서 ${most.toLocaleString("ko")} 사이의 정수를 입력하세요.`,
  conflict: "그 사이 다른 사람이 설정을 바꾸었습니다. 입력한 값은 그대로 두었습니다.",
  changed: (name: string, was: string, is: string) => `${name}: ${was} → ${is}`,
  same: "바뀐 값은 없고 상태만 달라졌습니다.",
  keepMine: "내 변경을 그 위에 적용",
  takeTheirs: "바뀐 값으로 다시 시작",
};

const en: typeof ko = {
  title: "Admission",
  names: {
    capacity: "Capacity (fans choosing seats at the same time)",
    admissionsPerSecond: "Admitted per second",
    claimWindowSeconds: "Time to claim after being called (s)",
    leaseSeconds: "Time to choose seats (s)",
    refresh: "A waiting fan who joins again",
    presenceGraceSeconds: "How long an absent fan keeps the place (s)",
    challengeBits: "Difficulty of the proof of work (0: none)",
  },
  hints: {
    capacity: "Lowering it removes nobody inside; no more are called until enough have left.",
    admissionsPerSecond: "The estimates of all who wait change at once. With 0 fans are only called by hand, above.",
    claimWindowSeconds: "Applies to fans called from now on.",
    leaseSeconds: "Applies to fans admitted from now on.",
    presenceGraceSeconds: "0: permanently.",
    challengeBits: "Applies to fans who join from now on.",
  },
  keep: "keeps the place",
  toBack: "goes to the back",
  more: "More settings",
  reason: "Reason (optional)",
  reasonHint: "Kept in the audit.",
  apply: "Apply",
  applied: "Applied; it takes effect within a second.",
  range: (least, most) => `A whole number from ${least} to ${most.toLocaleString("en")}.`,
  conflict: "Somebody else has changed the policy meanwhile. What you entered is still here.",
  changed: (name, was, is) => `${name}: ${was} → ${is}`,
  same: "No limit was changed, only the state.",
  keepMine: "Apply my changes on top",
  takeTheirs: "Start from the new values",
};

const texts = { ko, en };
type T = typeof ko;

interface Conflict {
  now: queue.Policy;
  changes: Difference[];
}

/** Capacity, rate and the other limits. Another operator's change is never overwritten unseen. */
export function LimitsForm({ policy, onChanged }: { policy: queue.Policy; onChanged: (policy: queue.Policy) => void }): JSX.Element {
  const t = useTexts(texts);
  const [seen, setSeen] = useState(policy);
  const [edited, edit] = useState<Limits>(limitsOf(policy));
  const [reason, setReason] = useState("");
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [done, setDone] = useState(false);
  const action = useAction();
  const touched = differences(seen, edited).length > 0;
  useEffect(() => {
    if (!touched) { // an untouched form follows the policy
      setSeen(policy);
      edit(limitsOf(policy));
    }
  }, [policy.version]);
  const start = (from: queue.Policy, limits: Limits) => {
    setSeen(from);
    edit(limits);
    setConflict(null);
  };
  const path = { saleId: policy.saleId };
  const submit = () =>
    action.run(async () => {
      setDone(false);
      const body = { ...edited, version: seen.version, reason: reason.trim() === "" ? undefined : reason.trim() };
      try {
        const now = await ask("PUT /api/v1/admin/sales/{saleId}/policy", { path, body });
        start(now, limitsOf(now));
        setReason("");
        setDone(true);
        onChanged(now);
      } catch (problem) {
        if (!(problem instanceof Refusal && problem.slug === "policy-changed")) {
          throw problem;
        }
        const now = await ask("GET /api/v1/admin/sales/{saleId}/policy", { path });
        setConflict({ now, changes: differences(seen, now) });
        onChanged(now);
      }
    });
  return (
    <form onSubmit={(event) => (event.preventDefault(), submit())}>
      <h3>{t.title}</h3>
      <LimitFields edited={edited} edit={(next) => (setDone(false), edit(next))} errors={fieldErrors(action.problem)} t={t} />
      <Field label={t.reason} hint={t.reasonHint} value={reason} maxLength={REASON_MAX} onInput={(e) => setReason(e.currentTarget.value)} />
      {conflict !== null && (
        <ConflictNotice
          conflict={conflict}
          t={t}
          onKeep={() => start(conflict.now, rebased(seen, edited, conflict.now))}
          onTake={() => start(conflict.now, limitsOf(conflict.now))}
        />
      )}
      <ProblemNotice problem={action.problem} />
      {done && <Notice tone="good" role="status">{t.applied}</Notice>}
      <Button type="submit" busy={action.busy} disabled={!touched || conflict !== null || outOfRange(edited).length > 0}>{t.apply}</Button>
    </form>
  );
}

function LimitFields(
  { edited, edit, errors, t }: { edited: Limits; edit: (limits: Limits) => void; errors: Record<string, string>; t: T },
): JSX.Element {
  const wrong = outOfRange(edited);
  const number = (limit: Exclude<Limit, "refresh">) => (
    <Field
      key={limit}
      label={t.names[limit]}
      hint={t.hints[limit]!}
      type="number"
      inputMode="numeric"
      min={RANGES[limit][0]}
      max={RANGES[limit][1]}
      value={Number.isNaN(edited[limit]) ? "" : edited[limit]}
      error={errors[limit] ?? (wrong.includes(limit) ? t.range(...RANGES[limit]) : undefined)}
      onInput={(event) => edit({ ...edited, [limit]: event.currentTarget.value === "" ? NaN : Number(event.currentTarget.value) })}
    />
  );
  return (
    <>
      <div class="fields">{number("capacity")}{number("admissionsPerSecond")}</div>
      <details>
        <summary>{t.more}</summary>
        <div class="fields">
          {number("claimWindowSeconds")}
          {number("leaseSeconds")}
          {number("presenceGraceSeconds")}
          {number("challengeBits")}
          <Choice
            label={t.names.refresh}
            value={edited.refresh}
            options={[["KEEP", t.keep], ["TO_BACK", t.toBack]]}
            onChoose={(refresh) => edit({ ...edited, refresh })}
          />
        </div>
      </details>
    </>
  );
}

function ConflictNotice(
  { conflict, t, onKeep, onTake }: { conflict: Conflict; t: T; onKeep: () => void; onTake: () => void },
): JSX.Element {
  return (
    <Notice tone="warn" role="alert">
      <p>{t.conflict}</p>
      <ul>
        {conflict.changes.length === 0
          ? <li>{t.same}</li>
          : conflict.changes.map(({ limit, was, is }) => <li key={limit}>{t.changed(t.names[limit], String(was), String(is))}</li>)}
      </ul>
      <div class="row">
        <Button tone="plain" onClick={onKeep}>{t.keepMine}</Button>
        <Button tone="plain" onClick={onTake}>{t.takeTheirs}</Button>
      </div>
    </Notice>
  );
}
