import type { seat, ticket } from "contract";
import type { Progress } from "./publish.ts";

/** An event as it is being put together. Times are as the clock at the venue shows them; numbers as they were typed. */
export interface Draft {
  title: string;
  description: string;
  titleEn: string;
  descriptionEn: string;
  venue: DraftVenue;
  currency: string;
  grades: DraftGrade[];
  /** the grade of each category; a category that is missing here is not for sale */
  gradeOf: Record<string, number>;
  /** ids of seats that are not sold to the public, in every performance */
  keptBack: string[];
  performances: string[];
  /** empty: visible at once */
  visibleFrom: string;
  lobbyOpensAt: string;
  opensAt: string;
  closesAt: string;
  order: "ARRIVAL" | "RANDOM";
  capacity: string;
  rate: string;
  seatsPerFan: string;
  step: number;
  progress: Progress | null;
}

export type DraftVenue =
  | { kind: "none" }
  | { kind: "own"; venueId: string; name: string; timeZone: string; categories: CategoryCount[] }
  | { kind: "new"; name: string; location: string; timeZone: string; fileName: string; categories: CategoryCount[] };

export interface DraftGrade {
  name: string;
  price: string;
}

export interface CategoryCount {
  category: string;
  seatCount: number;
}

/** The seats of the draft: of a file in pretix's form, or of an own venue as the server draws it. Kept beside the draft, being large. */
export type DraftPlan = { kind: "file"; plan: ticket.PretixPlan } | { kind: "venue"; document: seat.PlanDocument };

export const EMPTY: Draft = {
  title: "",
  description: "",
  titleEn: "",
  descriptionEn: "",
  venue: { kind: "none" },
  currency: "KRW",
  grades: [],
  gradeOf: {},
  keptBack: [],
  performances: [""],
  visibleFrom: "",
  lobbyOpensAt: "",
  opensAt: "",
  closesAt: "",
  order: "ARRIVAL",
  capacity: "500",
  rate: "20",
  seatsPerFan: "4",
  step: 0,
  progress: null,
};

export function zoneOf(draft: Draft): string {
  return draft.venue.kind === "none" ? "Asia/Seoul" : draft.venue.timeZone;
}

export function categoriesOf(draft: Draft): CategoryCount[] {
  return draft.venue.kind === "none" ? [] : draft.venue.categories;
}

/** The draft with another venue: a grade for each of its categories, to begin with. */
export function withVenue(draft: Draft, venue: DraftVenue): Draft {
  const categories = venue.kind === "none" ? [] : venue.categories;
  return {
    ...draft,
    venue,
    grades: categories.map(({ category }) => ({ name: category, price: "" })),
    gradeOf: Object.fromEntries(categories.map(({ category }, i) => [category, i])),
    keptBack: [],
  };
}

/** Without grade `index`; its categories are not for sale until they get another. */
export function withoutGrade(draft: Draft, index: number): Draft {
  const gradeOf = Object.entries(draft.gradeOf)
    .filter(([, grade]) => grade !== index)
    .map(([category, grade]) => [category, grade > index ? grade - 1 : grade]);
  return { ...draft, grades: draft.grades.filter((_, i) => i !== index), gradeOf: Object.fromEntries(gradeOf) };
}

/** Categories that no grade sells. */
export function unsold(draft: Draft): string[] {
  return categoriesOf(draft).map(({ category }) => category).filter((category) => draft.gradeOf[category] === undefined);
}

/** An amount as typed, in minor units; NaN if it is none. */
export function minorUnits(text: string, digits: number): number {
  const plain = text.replaceAll(",", "").trim();
  if (!/^\d+(\.\d+)?$/.test(plain)) {
    return NaN;
  }
  const amount = Number(plain) * 10 ** digits;
  return Math.abs(amount - Math.round(amount)) < 1e-6 ? Math.round(amount) : NaN;
}
