import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ask } from "../../kit/http.ts";
import { useAction, useNow } from "../../kit/hooks.ts";
import { useTexts } from "../../kit/language.ts";
import { Button, Choice, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { fieldErrors, TextArea } from "../parts.tsx";
import type { Event } from "../types.ts";
import { words } from "../words.ts";
import { type EventForm, formOf, type Lock, locksOf, patchOf, rebased } from "./patch.ts";

const ko = {
  title: "수정",
  name: "공연 이름",
  description: "소개글",
  nameEn: "영어 이름",
  descriptionEn: "영어 소개글",
  visible: "공개",
  lobby: "로비 열림",
  opens: "판매 오픈",
  closes: "판매 종료",
  order: "순서",
  seats: "1인당 좌석 수 (회차마다)",
  zone: (zone: string) => `시각은 공연장 시간대 ${zone} 기준입니다.`,
  locks: {
    passed: "이미 지나 바꿀 수 없습니다.",
    lobbyOpen: "로비가 열려 바꿀 수 없습니다. 기다리는 팬의 순서가 바뀌지 않도록 하기 위해서입니다.",
    cancelled: "취소된 공연은 글만 고칠 수 있습니다.",
  } as Record<Lock, string>,
  save: "저장",
  saved: "저장했습니다. 대기열과 좌석에도 곧 반영됩니다.",
  fixed: "등급, 가격, 배치도는 공개한 뒤에는 바꿀 수 없습니다.",
};

const en: typeof ko = {
  title: "Edit",
  name: "Title",
  description: "Description",
  nameEn: "English title",
  descriptionEn: "English description",
  visible: "Visible from",
  lobby: "Lobby opens",
  opens: "Sale opens",
  closes: "Sale ends",
  order: "Order",
  seats: "Seats per fan, in each performance",
  zone: (zone) => `Times are those of the venue's zone, ${zone}.`,
  locks: {
    passed: "It has passed and can no longer be changed.",
    lobbyOpen: "The lobby is open: nobody who waits may be moved any more.",
    cancelled: "Only the texts of a cancelled event can be changed.",
  },
  save: "Save",
  saved: "Saved. The line and the seats follow within moments.",
  fixed: "Grades, prices and the plan are fixed once an event is published.",
};

const texts = { ko, en };
type T = typeof ko;

interface FieldsProps {
  form: EventForm;
  edit: (change: Partial<EventForm>) => void;
  errors: Record<string, string>;
  t: T;
}

/** Changes what may still be changed. What may not says why. */
export function EditForm({ event, set }: { event: Event; set: (event: Event) => void }): JSX.Element {
  const t = useTexts(texts);
  const [seen, setSeen] = useState(event);
  const [form, setForm] = useState(formOf(event));
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const patch = patchOf(event, form);
  const edit = (change: Partial<EventForm>) => {
    setSaved(false);
    setForm({ ...form, ...change });
  };
  if (seen !== event) { // something else of it was changed: what was typed stays
    setForm(rebased(seen, form, event));
    setSeen(event);
  }
  const save = () =>
    action.run(async () => {
      const next = await ask("PATCH /api/v1/events/{eventId}", { path: { eventId: event.eventId }, body: patch! });
      setSaved(true);
      setForm(formOf(next));
      setSeen(next);
      set(next);
    });
  const props: FieldsProps = { form, edit, errors: fieldErrors(action.problem), t };
  return (
    <form class="card" onSubmit={(submitted) => (submitted.preventDefault(), save())}>
      <h2>{t.title}</h2>
      <TextFields {...props} />
      <TimeFields {...props} event={event} />
      <p class="faint">{t.fixed}</p>
      <ProblemNotice problem={action.problem} />
      {saved && <Notice tone="good" role="status">{t.saved}</Notice>}
      <Button type="submit" busy={action.busy} disabled={patch === null}>{t.save}</Button>
    </form>
  );
}

function TextFields({ form, edit, errors, t }: FieldsProps): JSX.Element {
  return (
    <>
      <Field
        label={t.name}
        value={form.title}
        required
        maxLength={200}
        error={errors.title}
        onInput={(event) => edit({ title: event.currentTarget.value })}
      />
      <TextArea
        label={t.description}
        value={form.description}
        error={errors.description}
        onInput={(description) => edit({ description })}
      />
      <Field
        label={t.nameEn}
        value={form.titleEn}
        maxLength={200}
        error={errors["texts.en.title"]}
        onInput={(event) => edit({ titleEn: event.currentTarget.value })}
      />
      <TextArea
        label={t.descriptionEn}
        value={form.descriptionEn}
        error={errors["texts.en.description"]}
        onInput={(descriptionEn) => edit({ descriptionEn })}
      />
    </>
  );
}

function TimeFields({ form, edit, errors, t, event }: FieldsProps & { event: Event }): JSX.Element {
  const w = useTexts(words);
  const locks = locksOf(event, useNow(5_000));
  const why = (name: keyof EventForm) => locks[name] === undefined ? undefined : t.locks[locks[name]];
  const time = (name: "visibleFrom" | "lobbyOpensAt" | "opensAt" | "closesAt", label: string, field: string) => (
    <Field
      label={label}
      type="datetime-local"
      value={form[name]}
      hint={why(name)}
      error={errors[field]}
      disabled={why(name) !== undefined}
      onInput={(input) => edit({ [name]: input.currentTarget.value })}
    />
  );
  return (
    <>
      <p class="faint">{t.zone(event.venue.timeZone)}</p>
      <div class="fields">
        {time("visibleFrom", t.visible, "visibleFrom")}
        {time("lobbyOpensAt", t.lobby, "sale.lobbyOpensAt")}
        {time("opensAt", t.opens, "sale.opensAt")}
        {time("closesAt", t.closes, "sale.closesAt")}
        <SeatsField form={form} edit={edit} errors={errors} t={t} why={why("maxSeatsPerFan")} />
        {why("order") === undefined && (
          <Choice label={t.order} value={form.order} options={[["ARRIVAL", w.arrival], ["RANDOM", w.random]]} onChoose={(order) => edit({ order })} />
        )}
      </div>
      {errors["sale.order"] && <p class="bad">{errors["sale.order"]}</p>}
    </>
  );
}

function SeatsField({ form, edit, errors, t, why }: FieldsProps & { why: string | undefined }): JSX.Element {
  return (
    <Field
      label={t.seats}
      type="number"
      min={1}
      max={20}
      value={form.maxSeatsPerFan}
      hint={why}
      error={errors["sale.maxSeatsPerFan"]}
      disabled={why !== undefined}
      onInput={(input) => edit({ maxSeatsPerFan: input.currentTarget.value })}
    />
  );
}
