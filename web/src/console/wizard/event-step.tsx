import type { JSX } from "preact";
import { useTexts } from "../../kit/language.ts";
import { Button, Field } from "../../kit/ui.tsx";
import { TextArea } from "../parts.tsx";
import { zoneOf } from "./draft.ts";
import type { StepProps } from "./step.ts";

const PERFORMANCES_MAX = 50;

const texts = {
  ko: {
    title: "공연 소개",
    name: "공연 이름",
    description: "소개글",
    plain: "일반 텍스트, 4,000자까지",
    english: "영어 이름과 소개 (선택)",
    nameEn: "영어 이름",
    descriptionEn: "영어 소개글",
    dates: "회차",
    date: (n: number) => `${n}회차 시작`,
    add: "회차 추가",
    remove: "삭제",
    zone: (zone: string) => `공연장 시간대 ${zone} 기준입니다.`,
  },
  en: {
    title: "About the event",
    name: "Title",
    description: "Description",
    plain: "Plain text, at most 4,000 characters",
    english: "English title and description (optional)",
    nameEn: "English title",
    descriptionEn: "English description",
    dates: "Performances",
    date: (n: number) => `Performance ${n} starts`,
    add: "Add a performance",
    remove: "Remove",
    zone: (zone: string) => `In the venue's time zone, ${zone}.`,
  },
};

export function EventStep(props: StepProps): JSX.Element {
  const { draft, edit, error } = props;
  const t = useTexts(texts);
  return (
    <>
      <h2>{t.title}</h2>
      <Field
        label={t.name}
        value={draft.title}
        maxLength={200}
        error={error("title")}
        onInput={(event) => edit({ title: event.currentTarget.value })}
      />
      <TextArea
        label={t.description}
        hint={t.plain}
        value={draft.description}
        error={error("description")}
        onInput={(description) => edit({ description })}
      />
      <English {...props} />
      <Performances {...props} />
    </>
  );
}

function English({ draft, edit, error }: StepProps): JSX.Element {
  const t = useTexts(texts);
  return (
    <details open={draft.titleEn !== "" || draft.descriptionEn !== ""}>
      <summary>{t.english}</summary>
      <Field
        label={t.nameEn}
        value={draft.titleEn}
        maxLength={200}
        error={error("texts.en.title")}
        onInput={(event) => edit({ titleEn: event.currentTarget.value })}
      />
      <TextArea
        label={t.descriptionEn}
        hint={t.plain}
        value={draft.descriptionEn}
        error={error("texts.en.description")}
        onInput={(descriptionEn) => edit({ descriptionEn })}
      />
    </details>
  );
}

function Performances({ draft, edit, error }: StepProps): JSX.Element {
  const t = useTexts(texts);
  const set = (index: number, local: string) => edit({ performances: draft.performances.map((each, i) => i === index ? local : each) });
  return (
    <>
      <h3>{t.dates}</h3>
      <p class="faint">{t.zone(zoneOf(draft))}</p>
      {draft.performances.map((local, i) => (
        <div class="row" key={i}>
          <Field
            label={t.date(i + 1)}
            type="datetime-local"
            value={local}
            error={error(`performances[${i}].startsAt`)}
            onInput={(event) => set(i, event.currentTarget.value)}
          />
          {draft.performances.length > 1 && (
            <Button
              tone="quiet"
              aria-label={`${t.remove}: ${t.date(i + 1)}`}
              onClick={() => edit({ performances: draft.performances.filter((_, k) => k !== i) })}
            >
              {t.remove}
            </Button>
          )}
        </div>
      ))}
      <Button
        tone="plain"
        disabled={draft.performances.length >= PERFORMANCES_MAX}
        onClick={() => edit({ performances: [...draft.performances, draft.performances.at(-1) ?? ""] })}
      >
        {t.add}
      </Button>
    </>
  );
}
