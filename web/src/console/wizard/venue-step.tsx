import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { seat } from "contract";
import { count } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useAction, useLoad } from "../../kit/hooks.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Choice, Face, Field, Loading, ProblemNotice } from "../../kit/ui.tsx";
import type { Venue } from "../types.ts";
import { type Draft, type DraftPlan, type DraftVenue, withVenue } from "./draft.ts";
import { PlanFileField } from "./plan-file.tsx";
import { PlanMap, useDraftHall } from "./plan-map.tsx";
import { countByCategory } from "./pretix.ts";
import type { StepProps } from "./step.ts";
import { DEVICE_ZONE, timeZones } from "./zone-time.ts";

const VENUES = 100; // the most that a page of the list may have

const texts = {
  ko: {
    title: "어디에서 열리나요?",
    which: "공연장",
    fresh: "새 공연장 등록",
    pick: "공연장을 고르세요",
    name: "이름",
    location: "주소",
    zone: "시간대",
    zoneHint: "모든 날짜와 시각은 공연장의 시간대로 표시됩니다.",
    seats: (n: string) => `${n}석`,
    categories: "구역별 좌석 수",
  },
  en: {
    title: "Where does it take place?",
    which: "Venue",
    fresh: "A new venue",
    pick: "Choose a venue",
    name: "Name",
    location: "Address",
    zone: "Time zone",
    zoneHint: "All dates and times are those of the venue's time zone.",
    seats: (n: string) => `${n} seats`,
    categories: "Seats by category",
  },
};

interface VenueStepProps extends StepProps {
  setPlan: (plan: DraftPlan | null) => void;
}

const NEW_VENUE: DraftVenue = { kind: "new", name: "", location: "", timeZone: DEVICE_ZONE, fileName: "", categories: [] };

/** Puts a venue with its plan into the draft; an own one once it is loaded, unless another was chosen meanwhile. */
function useVenueChoice(draft: Draft, edit: StepProps["edit"], setPlan: (plan: DraftPlan | null) => void) {
  const action = useAction();
  const latest = useRef("");
  const put = (venue: DraftVenue, next: DraftPlan | null) => {
    const { step: _step, ...changed } = withVenue(draft, venue);
    edit(changed);
    setPlan(next);
  };
  const choose = (venueId: string, venues: Venue[]) => {
    const venue = venues.find((each) => each.venueId === venueId);
    if (venue === undefined) {
      latest.current = venueId;
      return put(venueId === "new" ? NEW_VENUE : { kind: "none" }, null);
    }
    return action.run(async () => {
      latest.current = venueId;
      const document = await ask("GET /api/v1/venues/{venueId}/plan", { path: { venueId } });
      if (latest.current === venueId) {
        put(ownVenue(venue), { kind: "venue", document: { ...(document as unknown as seat.PlanDocument), grades: [], version: "draft" } });
      }
    });
  };
  return { action, put, choose };
}

export function VenueStep({ draft, plan, edit, error, setPlan }: VenueStepProps): JSX.Element {
  const t = useTexts(texts);
  const own = useLoad((signal) => ask("GET /api/v1/venues", { query: { limit: VENUES }, signal }), []);
  const { action, put, choose } = useVenueChoice(draft, edit, setPlan);
  return (
    <>
      <h2>{t.title}</h2>
      <Face of={own}>
        {({ venues }) => (
          <Choice
            label={t.which}
            value={draft.venue.kind === "own" ? draft.venue.venueId : draft.venue.kind}
            options={[["none", t.pick], ["new", t.fresh], ...venues.map(({ venueId, name }) => [venueId, name] as [string, string])]}
            onChoose={(venueId) => choose(venueId, venues)}
          />
        )}
      </Face>
      {error("venueId") && <p class="bad">{error("venueId")}</p>}
      {action.busy && <Loading />}
      <ProblemNotice problem={action.problem} />
      {draft.venue.kind === "new" && <NewVenueFields draft={draft} plan={plan} edit={edit} error={error} put={put} />}
      {draft.venue.kind !== "none" && plan !== null && <DrawnPlan draft={draft} plan={plan} edit={edit} error={error} />}
    </>
  );
}

function ownVenue(venue: Venue): DraftVenue {
  const { venueId, name, timeZone, seatsByCategory } = venue;
  return { kind: "own", venueId, name, timeZone, categories: seatsByCategory };
}

function NewVenueFields(
  { draft, edit, error, put }: StepProps & { put: (venue: DraftVenue, plan: DraftPlan | null) => void },
): JSX.Element {
  const t = useTexts(texts);
  const venue = draft.venue;
  const [zones] = useState(timeZones);
  if (venue.kind !== "new") {
    return <></>;
  }
  const set = (change: Partial<typeof venue>) => edit({ venue: { ...venue, ...change } });
  const text = (name: "name" | "location", label: string) => (
    <Field label={label} value={venue[name]} maxLength={200} error={error(name)} onInput={(e) => set({ [name]: e.currentTarget.value })} />
  );
  return (
    <>
      <div class="fields">
        {text("name", t.name)}
        {text("location", t.location)}
        <Field
          label={t.zone}
          hint={t.zoneHint}
          value={venue.timeZone}
          error={error("timeZone")}
          list="time-zones"
          onInput={(e) => set({ timeZone: e.currentTarget.value })}
        />
        <datalist id="time-zones">{zones.map((zone) => <option key={zone} value={zone} />)}</datalist>
      </div>
      <PlanFileField
        name={venue.name}
        fileName={venue.fileName}
        error={error("seatingPlan")}
        onPlan={({ plan, fileName }) => put({ ...venue, fileName, categories: countByCategory(plan) }, { kind: "file", plan })}
      />
    </>
  );
}

function DrawnPlan({ draft, plan }: StepProps): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const hall = useDraftHall(draft, plan);
  const categories = draft.venue.kind === "none" ? [] : draft.venue.categories;
  const seats = categories.reduce((sum, each) => sum + each.seatCount, 0);
  return (
    <>
      {hall !== null && <PlanMap hall={hall} />}
      <h3>{t.categories}</h3>
      <dl class="facts-row">
        {categories.map(({ category, seatCount }) => (
          <div key={category}>
            <dt>{category}</dt>
            <dd>{count(seatCount, language)}</dd>
          </div>
        ))}
        <div>
          <dt>=</dt>
          <dd>{t.seats(count(seats, language))}</dd>
        </div>
      </dl>
    </>
  );
}
