import type { JSX } from "preact";
import { useTexts } from "../language.ts";
import { type Hall, MARKS } from "./hall.ts";
import { signsOf } from "./paint.ts";

type Feature = keyof typeof MARKS;

const FEATURES = Object.keys(MARKS) as Feature[];

export const featureTexts: { ko: Record<Feature, string>; en: Record<Feature, string> } = {
  ko: { ACCESSIBLE: "휠체어석", COMPANION: "휠체어 동반석", RESTRICTED_VIEW: "시야 제한석" },
  en: { ACCESSIBLE: "Wheelchair seat", COMPANION: "Companion of a wheelchair seat", RESTRICTED_VIEW: "Restricted view" },
};

export function hasFeatures(hall: Hall): boolean {
  return FEATURES.some((feature) => hall.marksOf.some((marks) => (marks & MARKS[feature]) !== 0));
}

/** In words, what is special about a seat with these marks. */
export function featuresOf(marks: number, words: Record<Feature, string>): string[] {
  return FEATURES.filter((feature) => marks & MARKS[feature]).map((feature) => words[feature]);
}

/** Entries of a legend: the sign of each feature that the hall has, and what it means. */
export function FeatureLegend({ hall }: { hall: Hall }): JSX.Element {
  const words = useTexts(featureTexts);
  const marks = hall.marksOf.reduce((all, each) => all | each, 0);
  return (
    <>
      {FEATURES.filter((feature) => marks & MARKS[feature]).map((feature) => (
        <li key={feature} data-feature={feature}>
          <span class="sign" aria-hidden="true">{signsOf(MARKS[feature])}</span>
          <span>{words[feature]}</span>
        </li>
      ))}
    </>
  );
}
