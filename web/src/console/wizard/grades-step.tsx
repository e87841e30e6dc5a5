import type { JSX } from "preact";
import { count, minorDigits, money } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Choice, Field, Notice } from "../../kit/ui.tsx";
import { Swatch } from "../live/hall.tsx";
import { categoriesOf, type Draft, minorUnits, unsold, withoutGrade } from "./draft.ts";
import { PlanMap, useDraftHall } from "./plan-map.tsx";
import type { StepProps } from "./step.ts";

const CURRENCIES = ["KRW", "JPY", "USD", "EUR", "CNY", "GBP", "HKD", "TWD", "SGD", "THB", "VND", "AUD", "CAD"];

const texts = {
  ko: {
    title: "등급과 가격",
    currency: "통화",
    grade: (n: number) => `등급 ${n}`,
    name: "등급 이름",
    price: "가격",
    remove: "삭제",
    add: "등급 추가",
    assign: "구역별 등급",
    category: "구역",
    seats: "좌석 수",
    none: "판매하지 않음",
    unsold: (names: string) => `판매하지 않는 구역: ${names}`,
    worth: (amount: string) => `모두 팔리면 ${amount}`,
  },
  en: {
    title: "Grades and prices",
    currency: "Currency",
    grade: (n: number) => `Grade ${n}`,
    name: "Name of the grade",
    price: "Price",
    remove: "Remove",
    add: "Add a grade",
    assign: "Grade of each category",
    category: "Category",
    seats: "Seats",
    none: "not for sale",
    unsold: (names: string) => `Not for sale: ${names}`,
    worth: (amount: string) => `${amount} if everything is sold`,
  },
};

export function GradesStep(props: StepProps): JSX.Element {
  const { draft, plan, edit, error } = props;
  const t = useTexts(texts);
  const language = useLanguage();
  const hall = useDraftHall(draft, plan);
  const worth = worthOf(draft);
  return (
    <>
      <h2>{t.title}</h2>
      <div class="panels">
        <div>
          <Choice
            label={t.currency}
            value={draft.currency}
            options={CURRENCIES.map((each) => [each, each] as [string, string])}
            onChoose={(currency) => edit({ currency })}
          />
          {error("grades") && <Notice tone="bad">{error("grades")}</Notice>}
          <GradeFields {...props} />
          <CategoryTable {...props} />
          {unsold(draft).length > 0 && <Notice tone="warn">{t.unsold(unsold(draft).join(", "))}</Notice>}
          {Number.isFinite(worth) && worth > 0 && (
            <p class="faint">{t.worth(money({ amount: worth, currency: draft.currency }, language))}</p>
          )}
        </div>
        {hall !== null && <PlanMap hall={hall} />}
      </div>
    </>
  );
}

function worthOf(draft: Draft): number {
  const digits = minorDigits(draft.currency);
  return categoriesOf(draft).reduce((sum, { category, seatCount }) => {
    const grade = draft.grades[draft.gradeOf[category] ?? -1];
    return grade === undefined ? sum : sum + seatCount * minorUnits(grade.price, digits);
  }, 0);
}

function GradeFields({ draft, edit, error }: StepProps): JSX.Element {
  const t = useTexts(texts);
  const set = (index: number, change: object) =>
    edit({ grades: draft.grades.map((grade, i) => i === index ? { ...grade, ...change } : grade) });
  return (
    <>
      {draft.grades.map((grade, i) => (
        <fieldset class="choices" key={i}>
          <legend>
            <Swatch grade={i} /> {t.grade(i + 1)}
          </legend>
          <div class="fields">
            <Field
              label={t.name}
              value={grade.name}
              maxLength={50}
              error={error(`grades[${i}].name`) ?? error(`grades[${i}].categories`)}
              onInput={(event) => set(i, { name: event.currentTarget.value })}
            />
            <Field
              label={`${t.price} (${draft.currency})`}
              inputMode="decimal"
              value={grade.price}
              error={error(`grades[${i}].price.amount`)}
              onInput={(event) => set(i, { price: event.currentTarget.value })}
            />
          </div>
          <Button tone="quiet" onClick={() => edit(withoutGrade(draft, i))} aria-label={`${t.remove}: ${grade.name || t.grade(i + 1)}`}>
            {t.remove}
          </Button>
        </fieldset>
      ))}
      <Button tone="plain" onClick={() => edit({ grades: [...draft.grades, { name: "", price: "" }] })}>{t.add}</Button>
    </>
  );
}

function CategoryTable({ draft, edit }: StepProps): JSX.Element {
  const t = useTexts(texts);
  const choose = (category: string, chosen: string) => {
    const { [category]: _before, ...others } = draft.gradeOf;
    edit({ gradeOf: chosen === "" ? others : { ...others, [category]: Number(chosen) } });
  };
  return (
    <>
      <h3>{t.assign}</h3>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.category}</th>
              <th scope="col" class="num">{t.seats}</th>
              <th scope="col">{t.assign}</th>
            </tr>
          </thead>
          <tbody>
            {categoriesOf(draft).map((each) => <CategoryRow key={each.category} draft={draft} {...each} choose={(grade) => choose(each.category, grade)} />)}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CategoryRow(
  { draft, category, seatCount, choose }: { draft: Draft; category: string; seatCount: number; choose: (grade: string) => void },
): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const chosen = draft.gradeOf[category];
  return (
    <tr>
      <th scope="row">{category}</th>
      <td class="num">{count(seatCount, language)}</td>
      <td>
        <div class="field cell">
          <select
            aria-label={`${t.assign}: ${category}`}
            value={chosen === undefined ? "" : String(chosen)}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            <option value="">{t.none}</option>
            {draft.grades.map((grade, i) => <option key={i} value={String(i)}>{grade.name || t.grade(i + 1)}</option>)}
          </select>
        </div>
      </td>
    </tr>
  );
}
