import type { ticket } from "contract";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { shortDateTime } from "../../kit/format.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { fieldErrors } from "../../kit/problems.ts";
import { Button, Choice, Face, Field, Notice, ProblemNotice } from "../../kit/ui.tsx";
import type { Event } from "../types.ts";
import { elsewhere, type EntryForm, entryForm, errorAt, GATE_NAME_MAX, type GateForm, GATES_MAX, newEntry, shutOut } from "./entry-rules.ts";
import { entryTexts } from "./entry-texts.ts";

/** When and at which gates people may enter, for one performance after the other. */
export default function EntryPanel({ event }: { event: Event }): JSX.Element {
  const t = useTexts(entryTexts);
  const language = useLanguage();
  const shows = event.performances.filter((each) => each.status !== "CANCELLED");
  const [performanceId, choose] = useState(shows[0]?.performanceId ?? "");
  const setup = useLoad((signal) => ask("GET /api/v1/gate/performances/{performanceId}", { path: { performanceId }, signal }), [performanceId]);
  return (
    <>
      <p>{t.intro}</p>
      {shows.length > 1 && (
        <Choice
          label={t.performance}
          value={performanceId}
          options={shows.map((each) => [each.performanceId, shortDateTime(each.startsAt, event.venue.timeZone, language)])}
          onChoose={choose}
        />
      )}
      <Face of={setup}>
        {({ performance }) => <Rules key={performanceId} event={event} performanceId={performanceId} entry={performance.entry} />}
      </Face>
    </>
  );
}

function Rules({ event, performanceId, entry }: { event: Event; performanceId: string; entry: ticket.EntryView }): JSX.Element {
  const t = useTexts(entryTexts);
  const zone = event.venue.timeZone;
  const grades = event.grades.map((grade) => grade.name);
  const [form, setForm] = useState(() => entryForm(entry, grades, zone));
  const [state, setState] = useState<"as-saved" | "edited" | "saved">("as-saved");
  const action = useAction();
  const edit = (change: Partial<EntryForm>) => {
    setState("edited");
    setForm({ ...form, ...change });
  };
  const body = newEntry(form, grades, zone);
  const save = () =>
    action.run(async () => {
      const path = { eventId: event.eventId, performanceId };
      const now = await ask("PUT /api/v1/events/{eventId}/performances/{performanceId}/entry", { path, body: body! });
      setForm(entryForm(now, grades, zone));
      setState("saved");
    });
  const errors = fieldErrors(action.problem);
  const error = (field: string) => {
    const message = errorAt(errors, field);
    return message === undefined ? undefined : t.messages[message] ?? message;
  };
  return (
    <form onSubmit={(submitted) => (submitted.preventDefault(), save())}>
      <Times form={form} edit={edit} error={error} zone={zone} />
      <Gates form={form} edit={edit} error={error} grades={grades} />
      {elsewhere(errors).map((each) => <Notice key={each} tone="bad">{each}</Notice>)}
      <ProblemNotice problem={action.problem} />
      {state === "saved" && <Notice tone="good" role="status">{t.saved}</Notice>}
      {state === "edited" && <p class="faint">{t.unsaved}</p>}
      <Button type="submit" busy={action.busy} disabled={body === null || state !== "edited"}>{t.save}</Button>
    </form>
  );
}

interface PartProps {
  form: EntryForm;
  edit: (change: Partial<EntryForm>) => void;
  error: (field: string) => string | undefined;
}

function Times({ form, edit, error, zone }: PartProps & { zone: string }): JSX.Element {
  const t = useTexts(entryTexts);
  return (
    <div class="fields">
      <Field
        label={t.doors}
        hint={t.zone(zone)}
        type="datetime-local"
        required
        value={form.doorsOpenAt}
        error={error("doorsOpenAt")}
        onInput={(input) => edit({ doorsOpenAt: input.currentTarget.value })}
      />
      <Field
        label={t.last}
        hint={t.lastHint}
        type="datetime-local"
        value={form.lastEntryAt}
        error={error("lastEntryAt")}
        onInput={(input) => edit({ lastEntryAt: input.currentTarget.value })}
      />
    </div>
  );
}

function Gates({ form, edit, error, grades }: PartProps & { grades: string[] }): JSX.Element {
  const t = useTexts(entryTexts);
  const { gates } = form;
  const shut = shutOut(form, grades);
  const set = (index: number, change: Partial<GateForm>) => edit({ gates: gates.map((gate, i) => i === index ? { ...gate, ...change } : gate) });
  return (
    <>
      <h3>{t.gates}</h3>
      {gates.length === 0 && <p class="faint">{t.any}</p>}
      {gates.map((gate, i) => (
        <fieldset class="choices" key={i}>
          <legend>{t.gate(i + 1)}</legend>
          <Field
            label={t.name}
            hint={t.nameHint}
            required
            maxLength={GATE_NAME_MAX}
            value={gate.name}
            error={error(`gates[${i}].name`)}
            onInput={(input) => set(i, { name: input.currentTarget.value })}
          />
          <GradeChecks gate={gate} grades={grades} error={error(`gates[${i}].grades`)} onChange={(chosen) => set(i, { grades: chosen })} />
          <Button tone="quiet" aria-label={`${t.remove}: ${gate.name || t.gate(i + 1)}`} onClick={() => edit({ gates: gates.filter((_, k) => k !== i) })}>
            {t.remove}
          </Button>
        </fieldset>
      ))}
      {shut.length > 0 && <Notice tone="warn" role="status">{t.shutOut(shut.join(", "))}</Notice>}
      <p>
        <Button tone="plain" disabled={gates.length >= GATES_MAX} onClick={() => edit({ gates: [...gates, { name: "", grades }] })}>{t.add}</Button>
      </p>
    </>
  );
}

function GradeChecks(
  { gate, grades, error, onChange }: { gate: GateForm; grades: string[]; error: string | undefined; onChange: (grades: string[]) => void },
): JSX.Element {
  const t = useTexts(entryTexts);
  const toggled = (grade: string, on: boolean) => grades.filter((each) => each === grade ? on : gate.grades.includes(each));
  return (
    <fieldset class="choices">
      <legend>{t.grades}</legend>
      {grades.map((grade) => (
        <label class="check" key={grade}>
          <input type="checkbox" checked={gate.grades.includes(grade)} onChange={(input) => onChange(toggled(grade, input.currentTarget.checked))} />
          {grade}
        </label>
      ))}
      {error && <small class="bad">{error}</small>}
    </fieldset>
  );
}
