import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import type { ticket } from "contract";
import { count } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Button, Loading, Notice } from "../../kit/ui.tsx";
import { download } from "../../kit/download.ts";
import { readPlan } from "./pretix.ts";
import { BYTES_MAX, planOfList, SAMPLE } from "./seat-list.ts";
import { wizard } from "./texts.ts";

const texts = {
  ko: {
    label: "좌석 배치도 파일",
    hint: "pretix 배치도(JSON) 또는 좌석 목록(CSV: zone,row,seat,category[,x,y]). x, y가 없으면 자리를 자동으로 배치합니다.",
    sample: "CSV 예시 내려받기",
    tooLarge: "파일이 16 MB를 넘습니다.",
    unreadable: "파일을 읽을 수 없습니다. UTF-8 텍스트인지 확인해 주세요.",
    wrong: "이 파일은 쓸 수 없습니다.",
    more: (n: string) => `그 밖에 오류가 ${n}개 더 있습니다.`,
    now: (name: string) => `가져온 파일: ${name}`,
  },
  en: {
    label: "Seating plan file",
    hint:
      "A plan of pretix (JSON), or a list of seats (CSV: zone,row,seat,category[,x,y]). Without x and y the seats are laid out for you.",
    sample: "Download a sample CSV",
    tooLarge: "The file is larger than 16 MB.",
    unreadable: "The file cannot be read. Is it text in UTF-8?",
    wrong: "This file cannot be used.",
    more: (n: string) => `${n} more errors are not shown.`,
    now: (name: string) => `Imported: ${name}`,
  },
};

export interface ImportedPlan {
  plan: ticket.PretixPlan;
  fileName: string;
}

const SHOWN_MAX = 50; // a longer list is not read

type Result = { problems: string[] } | { warnings: string[] } | null;

interface PlanFileProps {
  name: string;
  fileName: string;
  error: string | undefined;
  /** a file was chosen; what was read before no longer counts */
  onStart?: () => void;
  onPlan: (imported: ImportedPlan) => void;
}

/** Reads a file that was chosen; if another is chosen meanwhile, only that one counts. */
function useReading({ name, onStart, onPlan }: PlanFileProps) {
  const t = useTexts(texts);
  const w = useTexts(wizard);
  const language = useLanguage();
  const [result, setResult] = useState<Result>(null);
  const [isReading, setReading] = useState(false);
  const latest = useRef<File>();
  const take = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    latest.current = file;
    onStart?.();
    setReading(true);
    await new Promise((resolve) => setTimeout(resolve, 50)); // lets the browser say so: a large hall takes a second or two
    const read = await planOf(file, name, t, w, (value) => count(value, language));
    if (latest.current !== file) {
      return;
    }
    setReading(false);
    setResult(read.result);
    if (read.plan !== null) {
      onPlan({ plan: read.plan, fileName: file.name });
    }
  };
  return { result, isReading, take };
}

/** Takes a file, checks it in the browser, and says line by line what is wrong with it. */
export function PlanFileField(props: PlanFileProps): JSX.Element {
  const { fileName, error } = props;
  const t = useTexts(texts);
  const id = useId();
  const { result, isReading, take } = useReading(props);
  return (
    <div class="field">
      <label for={id}>{t.label}</label>
      <input
        id={id}
        type="file"
        accept=".json,.csv,.txt,application/json,text/csv"
        aria-describedby={`${id}-hint`}
        aria-invalid={error !== undefined}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      <small id={`${id}-hint`}>{t.hint}</small>
      {error !== undefined && <small class="bad">{error}</small>}
      <div class="row">
        <Button tone="quiet" onClick={() => download("onsale-seats.csv", "text/csv", SAMPLE)}>{t.sample}</Button>
        {fileName !== "" && <span class="faint">{t.now(fileName)}</span>}
      </div>
      {isReading && <Loading />}
      {result !== null && !isReading && <Outcome result={result} />}
    </div>
  );
}

function Outcome({ result }: { result: NonNullable<Result> }): JSX.Element | null {
  const t = useTexts(texts);
  const language = useLanguage();
  if ("problems" in result) {
    return (
      <Notice tone="bad" role="alert">
        <p>{t.wrong}</p>
        <ul>{result.problems.slice(0, SHOWN_MAX).map((each) => <li key={each}>{each}</li>)}</ul>
        {result.problems.length > SHOWN_MAX && <p>{t.more(count(result.problems.length - SHOWN_MAX, language))}</p>}
      </Notice>
    );
  }
  return result.warnings.length === 0
    ? null
    : <Notice tone="warn" role="status">{result.warnings.map((each) => <p key={each}>{each}</p>)}</Notice>;
}

async function planOf(
  file: File,
  name: string,
  t: (typeof texts)["ko"],
  w: (typeof wizard)["ko"],
  n: (value: number) => string,
): Promise<{ plan: ticket.PretixPlan | null; result: Result }> {
  if (file.size > BYTES_MAX) {
    return { plan: null, result: { problems: [t.tooLarge] } };
  }
  const text = await textOf(file);
  if (text === null) {
    return { plan: null, result: { problems: [t.unreadable] } };
  }
  if (/^\uFEFF?\s*[{[]/.test(text) || file.name.toLowerCase().endsWith(".json")) {
    const read = readPlan(text.replace(/^\uFEFF/, ""));
    return "errors" in read
      ? { plan: null, result: { problems: read.errors.map(({ code, at }) => [at, w.planErrors[code]].filter(Boolean).join(" ")) } }
      : { plan: read.plan, result: { warnings: read.warnings.map((each) => `${each.at} – ${w.warnings[each.code](n(each.count))}`) } };
  }
  const read = planOfList(text, name || file.name);
  return "errors" in read
    ? { plan: null, result: { problems: read.errors.map(({ line, code, detail }) => w.line(line) + w.lines[code](detail)) } }
    : { plan: read.plan, result: { warnings: [] } };
}

/** null: not text in UTF-8. */
async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}
