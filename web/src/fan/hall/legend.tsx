import type { JSX } from "preact";
import { count, money } from "../../kit/format.ts";
import { FeatureLegend } from "../../kit/hall/features.tsx";
import type { Hall } from "../../kit/hall/hall.ts";
import { GRADE_COLOURS } from "../../kit/hall/paint.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { fanTexts } from "../texts.ts";

/** The grades with their colours, prices and how many seats are left, live. */
export function Legend({ hall }: { hall: Hall; changes: number }): JSX.Element {
  const t = useTexts(fanTexts);
  const language = useLanguage();
  return (
    <ul class="legend" aria-label={t.hall.legend}>
      {hall.grades.map((grade, i) => (
        <li key={grade.name}>
          <svg viewBox="0 0 16 16" aria-hidden="true"><rect width="16" height="16" rx="4" fill={GRADE_COLOURS[i % GRADE_COLOURS.length]} /></svg>
          <span>{grade.name}</span>
          <small class="num" data-left={grade.name}>{t.hall.left(count(hall.available(i), language))}</small>
          <span class="price">{money(grade.price, language)}</span>
        </li>
      ))}
      <FeatureLegend hall={hall} />
    </ul>
  );
}
