import { minorDigits } from "../../kit/format.ts";
import { categoriesOf, type Draft, minorUnits, zoneOf } from "./draft.ts";
import { instantOf, isTimeZone } from "./zone-time.ts";

/** Steps of the wizard, in order. */
export const STEPS = ["venue", "grades", "seats", "event", "sale", "publish"] as const;
export type Step = typeof STEPS[number];

export type FlawCode =
  | "missing"
  | "tooLong"
  | "zone"
  | "plan"
  | "price"
  | "sameName"
  | "noGrade"
  | "noTime"
  | "past"
  | "afterOpening"
  | "notAfterOpening"
  | "afterStart"
  | "sameTime"
  | "range";

/** What keeps a draft from being published, and where it is mended. Field names are those of the API where it has the field. */
export interface Flaw {
  step: Step;
  field: string;
  code: FlawCode;
  /** of a range, or names */
  detail: string;
}

const TITLE_MAX = 200;
const DESCRIPTION_MAX = 4_000;
const PRICE_MAX = 1_000_000_000;
const RANGES = { capacity: [1, 1_000_000], admissionsPerSecond: [1, 10_000], maxSeatsPerFan: [1, 20] } as const;

/** Everything that is wrong with a draft, in the order of the steps. */
export function flawsOf(draft: Draft, now: number): Flaw[] {
  return [...venueFlaws(draft), ...gradeFlaws(draft), ...eventFlaws(draft, now), ...saleFlaws(draft, now)];
}

function flaw(step: Step, field: string, code: FlawCode, detail = ""): Flaw {
  return { step, field, code, detail };
}

function text(step: Step, field: string, value: string, max: number, needed: boolean): Flaw[] {
  if (value.trim() === "") {
    return needed ? [flaw(step, field, "missing")] : [];
  }
  return [...value].length > max ? [flaw(step, field, "tooLong", String(max))] : [];
}

function venueFlaws({ venue }: Draft): Flaw[] {
  switch (venue.kind) {
    case "none":
      return [flaw("venue", "venueId", "missing")];
    case "own":
      return [];
    case "new":
      return [
        ...text("venue", "name", venue.name, TITLE_MAX, true),
        ...text("venue", "location", venue.location, TITLE_MAX, true),
        ...(isTimeZone(venue.timeZone) ? [] : [flaw("venue", "timeZone", "zone")]),
        ...(venue.categories.length > 0 ? [] : [flaw("venue", "seatingPlan", "plan")]),
      ];
  }
}

function gradeFlaws(draft: Draft): Flaw[] {
  const flaws: Flaw[] = [];
  const digits = minorDigits(draft.currency);
  const used = new Set(Object.values(draft.gradeOf));
  draft.grades.forEach((grade, i) => {
    flaws.push(...text("grades", `grades[${i}].name`, grade.name, 50, true));
    if (draft.grades.findIndex((each) => each.name.trim() === grade.name.trim()) < i) {
      flaws.push(flaw("grades", `grades[${i}].name`, "sameName"));
    }
    const amount = minorUnits(grade.price, digits);
    if (!(amount >= 1 && amount <= PRICE_MAX)) {
      flaws.push(flaw("grades", `grades[${i}].price.amount`, "price"));
    }
    if (!used.has(i)) {
      flaws.push(flaw("grades", `grades[${i}].categories`, "noGrade"));
    }
  });
  if (draft.grades.length === 0 && categoriesOf(draft).length > 0) {
    flaws.push(flaw("grades", "grades", "missing"));
  }
  return flaws;
}

function eventFlaws(draft: Draft, now: number): Flaw[] {
  const zone = zoneOf(draft);
  const opensAt = instantOf(draft.opensAt, zone);
  const flaws = [
    ...text("event", "title", draft.title, TITLE_MAX, true),
    ...text("event", "description", draft.description, DESCRIPTION_MAX, false),
    ...text("event", "texts.en.title", draft.titleEn, TITLE_MAX, false),
    ...text("event", "texts.en.description", draft.descriptionEn, DESCRIPTION_MAX, false),
  ];
  draft.performances.forEach((local, i) => {
    const field = `performances[${i}].startsAt`;
    const at = instantOf(local, zone);
    if (at === null) {
      flaws.push(flaw("event", field, "noTime"));
    } else if (Date.parse(at) <= now) {
      flaws.push(flaw("event", field, "past"));
    } else if (opensAt !== null && at <= opensAt) {
      flaws.push(flaw("event", field, "notAfterOpening"));
    } else if (draft.performances.indexOf(local) < i) {
      flaws.push(flaw("event", field, "sameTime"));
    }
  });
  return flaws;
}

function saleFlaws(draft: Draft, now: number): Flaw[] {
  const zone = zoneOf(draft);
  const at = (local: string) => instantOf(local, zone);
  const [lobby, opens, closes, visible] = [at(draft.lobbyOpensAt), at(draft.opensAt), at(draft.closesAt), at(draft.visibleFrom)];
  const flaws: Flaw[] = [];
  const need = (holds: boolean, field: string, code: FlawCode) => void (holds || flaws.push(flaw("sale", field, code)));
  need(opens !== null, "sale.opensAt", "noTime");
  need(closes !== null, "sale.closesAt", "noTime");
  need(draft.lobbyOpensAt === "" || lobby !== null, "sale.lobbyOpensAt", "noTime");
  need(draft.visibleFrom === "" || visible !== null, "visibleFrom", "noTime");
  need(lobby === null || opens === null || lobby <= opens, "sale.lobbyOpensAt", "afterOpening");
  need(visible === null || opens === null || visible <= opens, "visibleFrom", "afterOpening");
  need(closes === null || opens === null || opens < closes, "sale.closesAt", "notAfterOpening");
  need(closes === null || Date.parse(closes) > now, "sale.closesAt", "past");
  need(draft.visibleFrom !== "" || opens === null || Date.parse(opens) >= now, "sale.opensAt", "past");
  const numbers = { capacity: draft.capacity, admissionsPerSecond: draft.rate, maxSeatsPerFan: draft.seatsPerFan };
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = Number(numbers[name as keyof typeof numbers]);
    if (!Number.isInteger(value) || value < least || value > most) {
      flaws.push(flaw("sale", `sale.${name}`, "range", `${least}–${most.toLocaleString("en")}`));
    }
  }
  return flaws;
}

/** The step on which a field of the API's answer is mended. */
export function stepOf(field: string): Step {
  if (field.startsWith("grades")) {
    return "grades";
  }
  if (field.startsWith("sale") || field === "visibleFrom") {
    return "sale";
  }
  return /^(title|description|texts|performances)/.test(field) ? "event" : "venue";
}
