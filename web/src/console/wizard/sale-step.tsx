import type { JSX } from "preact";
import { roughly } from "../../kit/format.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Field } from "../../kit/ui.tsx";
import { type Draft, zoneOf } from "./draft.ts";
import type { StepProps } from "./step.ts";

const ko = {
  title: "판매 일정과 대기열",
  zone: (zone: string) => `공연장 시간대 ${zone} 기준입니다.`,
  visible: "공연 공개",
  visibleHint: "비워 두면 바로 공개합니다.",
  lobby: "로비 열림",
  lobbyHint: "비워 두면 오픈과 함께 열립니다. 오픈 30분 전쯤을 권합니다.",
  opens: "판매 오픈",
  closes: "판매 종료",
  order: "순서를 정하는 방법",
  arrival: "선착순",
  arrivalText: "먼저 들어온 팬이 앞에 섭니다. 이해하기 쉽지만, 오픈 순간에 접속이 몰리고 빠른 기기가 유리합니다.",
  random: "추첨순",
  randomText:
    "로비에 들어온 모든 팬의 순서를 오픈 때 추첨합니다. 추첨 값은 미리 봉인해 공개하므로 누구나 검증할 수 있습니다. 오픈 뒤에 온 팬은 그 뒤에 섭니다.",
  line: "대기열",
  capacity: "정원",
  capacityHint: "동시에 좌석을 고를 수 있는 팬의 수. 판매 중에도 바꿀 수 있습니다.",
  rate: "초당 입장 인원",
  rateHint: "1초에 최대 몇 명을 들여보낼지. 판매 중에도 바꿀 수 있습니다.",
  seats: "1인당 좌석 수",
  seatsHint: "모든 회차를 합해 한 팬이 살 수 있는 좌석 수 (1–20)",
  pace: (fans: string, wait: string) => `10,000명이 기다린다면 마지막 팬은 적어도 ${wait}을(를) 기다립니다. (${fans}명/초)`,
};

const en: typeof ko = {
  title: "Sale and line",
  zone: (zone) => `In the venue's time zone, ${zone}.`,
  visible: "Visible from",
  visibleHint: "Empty: visible at once.",
  lobby: "Lobby opens",
  lobbyHint: "Empty: together with the sale. About 30 minutes before is a good choice.",
  opens: "Sale opens",
  closes: "Sale ends",
  order: "How the order is decided",
  arrival: "By arrival",
  arrivalText: "Who comes first stands first. Easy to understand, but everybody comes in the same second and fast devices win.",
  random: "By draw",
  randomText:
    "At the opening the order of all fans in the lobby is drawn. The draw is sealed and published before, so that anybody can verify it. Fans who come later stand behind.",
  line: "Line",
  capacity: "Capacity",
  capacityHint: "How many fans may choose seats at the same time. Can be changed while the sale runs.",
  rate: "Admitted per second",
  rateHint: "At most. Can be changed while the sale runs.",
  seats: "Seats per fan",
  seatsHint: "Over all performances (1–20)",
  pace: (fans, wait) => `If 10,000 fans wait, the last one waits at least ${wait} (${fans}/s).`,
};

const texts = { ko, en };

export function SaleStep(props: StepProps): JSX.Element {
  const { draft, edit, error } = props;
  const t = useTexts(texts);
  const time = (field: string, key: "visibleFrom" | "lobbyOpensAt" | "opensAt" | "closesAt", label: string, hint?: string) => (
    <Field
      label={label}
      hint={hint}
      type="datetime-local"
      value={draft[key]}
      error={error(field)}
      onInput={(event) => edit({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <h2>{t.title}</h2>
      <p class="faint">{t.zone(zoneOf(draft))}</p>
      <div class="fields">
        {time("visibleFrom", "visibleFrom", t.visible, t.visibleHint)}
        {time("sale.lobbyOpensAt", "lobbyOpensAt", t.lobby, t.lobbyHint)}
        {time("sale.opensAt", "opensAt", t.opens)}
        {time("sale.closesAt", "closesAt", t.closes)}
      </div>
      <OrderChoice draft={draft} edit={edit} />
      <h3>{t.line}</h3>
      <Numbers {...props} />
      <Pace draft={draft} />
    </>
  );
}

export function OrderChoice({ draft, edit }: { draft: Pick<Draft, "order">; edit: (change: Pick<Draft, "order">) => void }): JSX.Element {
  const t = useTexts(texts);
  const choice = (order: Draft["order"], name: string, text: string) => (
    <label class="choice">
      <input type="radio" name="order" checked={draft.order === order} onChange={() => edit({ order })} />
      <span>
        <b>{name}</b> <small>{text}</small>
      </span>
    </label>
  );
  return (
    <fieldset class="choices">
      <legend>{t.order}</legend>
      {choice("ARRIVAL", t.arrival, t.arrivalText)}
      {choice("RANDOM", t.random, t.randomText)}
    </fieldset>
  );
}

function Numbers({ draft, edit, error }: StepProps): JSX.Element {
  const t = useTexts(texts);
  const number = (field: string, key: "capacity" | "rate" | "seatsPerFan", label: string, hint: string) => (
    <Field
      label={label}
      hint={hint}
      type="number"
      inputMode="numeric"
      min={1}
      value={draft[key]}
      error={error(field)}
      onInput={(event) => edit({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <div class="fields">
      {number("sale.capacity", "capacity", t.capacity, t.capacityHint)}
      {number("sale.admissionsPerSecond", "rate", t.rate, t.rateHint)}
      {number("sale.maxSeatsPerFan", "seatsPerFan", t.seats, t.seatsHint)}
    </div>
  );
}

/** What the rate means to those who wait. */
function Pace({ draft }: { draft: Draft }): JSX.Element | null {
  const t = useTexts(texts);
  const language = useLanguage();
  const rate = Number(draft.rate);
  return rate >= 1 ? <p class="faint">{t.pace(draft.rate, roughly(10_000 / rate, language))}</p> : null;
}
