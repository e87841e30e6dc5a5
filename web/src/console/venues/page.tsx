import type { seat, ticket } from "contract";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { count } from "../../kit/format.ts";
import { AVAILABLE, Hall } from "../../kit/hall/hall.ts";
import { useAction, useLoad, useTitle } from "../../kit/hooks.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Refusal } from "../../kit/problems.ts";
import { Button, Face, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { isManager, useMe } from "../me.ts";
import type { Venue } from "../types.ts";
import { type ImportedPlan, PlanFileField } from "../wizard/plan-file.tsx";
import { PlanMap } from "../wizard/plan-map.tsx";
import { documentOf } from "../wizard/pretix.ts";

const ko = {
  seats: (n: string) => `${n}석`,
  newer: "새 배치도로 바꾸기",
  newerMeans: "좌석을 더할 수 있지만, 지금 있는 좌석은 모두 그대로 있어야 합니다. 이미 공개한 공연은 공개할 때의 배치도를 그대로 씁니다.",
  preview: "새 배치도 미리 보기",
  added: (now: string, then: string) => `지금 ${now}석, 바꾼 뒤 ${then}석`,
  save: "이 배치도로 바꾸기",
  saved: "바꾸었습니다. 다음에 공개하는 공연부터 쓰입니다.",
  warnings: "그대로 받아들였지만 확인해 보세요",
  refused: "배치도를 바꾸지 못했습니다",
};

const en: typeof ko = {
  seats: (n) => `${n} seats`,
  newer: "A newer plan",
  newerMeans: "It may add seats, and must have all that there are. Events that are published already keep the plan they were published with.",
  preview: "The newer plan",
  added: (now, then) => `${now} seats now, ${then} afterwards`,
  save: "Use this plan",
  saved: "Done. Your next events have the newer plan.",
  warnings: "Taken as it is, but please have a look",
  refused: "The plan was not changed",
};

const texts = { ko, en };

interface VenueWithPlan {
  venue: Venue;
  plan: ticket.SeatingPlan;
}

async function load(venueId: string, signal?: AbortSignal): Promise<VenueWithPlan> {
  const path = { venueId };
  const [venue, plan] = await Promise.all([
    ask("GET /api/v1/venues/{venueId}", { path, signal }),
    ask("GET /api/v1/venues/{venueId}/plan", { path, signal }),
  ]);
  return { venue, plan };
}

/** A venue with its seats; its seller may give it a newer plan. */
export function VenuePage({ venueId }: { venueId: string }): JSX.Element {
  const me = useMe();
  const loaded = useLoad((signal) => load(venueId, signal), [venueId]);
  const [newer, setNewer] = useState<VenueWithPlan | null>(null);
  return (
    <Face of={loaded}>
      {(first) => (
        <>
          <Facts {...newer ?? first} />
          {!isManager(me) && <NewerPlan venue={(newer ?? first).venue} onChanged={async () => setNewer(await load(venueId))} />}
        </>
      )}
    </Face>
  );
}

function Facts({ venue, plan }: VenueWithPlan): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  useTitle(`${venue.name} · Onsale`);
  const hall = useMemo(() => hallOf({ ...(plan as unknown as seat.PlanDocument), grades: [], version: "venue" }), [plan]);
  return (
    <>
      <h1>{venue.name}</h1>
      <p>
        {venue.location} · {venue.timeZone} · <b data-seats={venue.seatCount}>{t.seats(count(venue.seatCount, language))}</b>
      </p>
      <section class="card">
        <PlanMap key={venue.seatCount} hall={hall} />
        <dl class="facts-row">
          {venue.seatsByCategory.map(({ category, seatCount }) => (
            <div key={category}>
              <dt>{category}</dt>
              <dd>{count(seatCount, language)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

/** All seats free, coloured by category. */
function hallOf(document: seat.PlanDocument): Hall {
  const grades = document.categories.map(({ name }) => ({ name, price: { amount: 0, currency: "KRW" }, categories: [name] }));
  const hall = new Hall({ ...document, grades });
  for (let i = 0; i < hall.seatCount; i++) {
    hall.setState(i, AVAILABLE);
  }
  return hall;
}

function NewerPlan({ venue, onChanged }: { venue: Venue; onChanged: () => Promise<void> }): JSX.Element {
  const t = useTexts(texts);
  const [chosen, choose] = useState<ImportedPlan | null>(null);
  const [warnings, setWarnings] = useState<ticket.FieldError[] | null>(null);
  const action = useAction();
  const save = () =>
    action.run(async () => {
      const body = { seatingPlan: chosen!.plan };
      const revised = await ask("PUT /api/v1/venues/{venueId}/plan", { path: { venueId: venue.venueId }, body });
      setWarnings(revised.warnings);
      choose(null);
      await onChanged();
    });
  return (
    <section class="card">
      <h2>{t.newer}</h2>
      <p class="faint">{t.newerMeans}</p>
      <PlanFileField
        name={venue.name}
        fileName={chosen?.fileName ?? ""}
        error={undefined}
        onStart={() => {
          setWarnings(null);
          choose(null);
        }}
        onPlan={choose}
      />
      {chosen !== null && <Preview venue={venue} chosen={chosen} />}
      <Outcome problem={action.problem} warnings={warnings} />
      <Button busy={action.busy} disabled={chosen === null} onClick={save}>{t.save}</Button>
    </section>
  );
}

function Preview({ venue, chosen }: { venue: Venue; chosen: ImportedPlan }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const hall = useMemo(() => hallOf(documentOf(chosen.plan, [])), [chosen]);
  return (
    <>
      <h3>{t.preview}</h3>
      <p role="status">{t.added(count(venue.seatCount, language), count(hall.seatCount, language))}</p>
      <PlanMap hall={hall} />
    </>
  );
}

function Outcome({ problem, warnings }: { problem: unknown; warnings: ticket.FieldError[] | null }): JSX.Element {
  const t = useTexts(texts);
  const faults = problem instanceof Refusal ? problem.problem.errors ?? [] : [];
  return (
    <>
      {faults.length > 0
        ? <Notice tone="bad" role="alert"><Named title={t.refused} named={faults} /></Notice>
        : <ProblemNotice problem={problem} />}
      {warnings !== null && <Notice tone="good" role="status">{t.saved}</Notice>}
      {warnings !== null && warnings.length > 0 && <Notice tone="warn"><Named title={t.warnings} named={warnings} /></Notice>}
    </>
  );
}

function Named({ title, named }: { title: string; named: { field: string; message: string }[] }): JSX.Element {
  return (
    <>
      <p>{title}</p>
      <ul>{named.map(({ field, message }) => <li key={`${field} ${message}`}>{field}: {message}</li>)}</ul>
    </>
  );
}
