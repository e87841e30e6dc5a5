import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { count } from "../../kit/format.ts";
import { ask } from "../../kit/http.ts";
import { useLanguage, useTexts } from "../../kit/language.ts";
import { Bar, Button, Loading, Notice, ProblemNotice } from "../../kit/ui.tsx";
import { titleOf } from "../events.ts";
import { ReasonDialog } from "../parts.tsx";
import type { CancellationProgress, Event } from "../types.ts";
import { useKeyFor } from "./performances.tsx";

const LOOK_MS = 3_000;

const ko = {
  title: "공연 전체 취소",
  intro: "모든 회차를 취소하고 모든 예매를 전액 환불합니다.",
  button: "공연 취소",
  means: [
    "되돌릴 수 없습니다. 판매가 바로 종료되고, 대기 중인 팬은 사유를 보고 돌아갑니다.",
    "선점과 결제가 모두 막히고, 결제하지 않은 예매는 바로 끝납니다.",
    "확정된 예매는 모두 전액 환불되고 티켓은 무효가 됩니다. 환불은 차례로 진행되며 진행 상황을 볼 수 있습니다.",
  ],
  refunds: "환불 진행",
  state: (refunded: string, all: string) => `${all}건 중 ${refunded}건 환불 완료`,
  open: (n: string) => `${n}건 진행 중`,
  failed: (n: string) => `${n}건은 여러 번 실패하여 계속 다시 시도하고 있습니다. 결제사 상태를 확인해 주세요.`,
  givenUp: (n: string) => `결제하지 않은 예매 ${n}건이 종료되었습니다.`,
  done: "모든 환불이 끝났습니다.",
};

const en: typeof ko = {
  title: "Cancel the event",
  intro: "Cancels every performance and refunds every booking in full.",
  button: "Cancel event",
  means: [
    "This cannot be undone. The sale closes at once; those who wait see your reason.",
    "Nobody can hold or pay any more; bookings that are not paid end at once.",
    "Every confirmed booking is refunded in full and its tickets become void. Refunds are made one after the other; you can watch them here.",
  ],
  refunds: "Refunds",
  state: (refunded, all) => `${refunded} of ${all} bookings refunded`,
  open: (n) => `${n} in progress`,
  failed: (n) => `${n} have failed several times and are still being tried. Please check the payment provider.`,
  givenUp: (n) => `${n} unpaid bookings have ended.`,
  done: "All refunds are made.",
};

const texts = { ko, en };

export function CancelEvent({ event, again }: { event: Event; again: () => void }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const keyFor = useKeyFor();
  const cancel = async (reason: string) => {
    await ask("POST /api/v1/events/{eventId}/cancellation", { path: { eventId: event.eventId }, body: { reason }, key: keyFor(reason) });
    again();
  };
  return (
    <section class="card">
      <h2>{t.title}</h2>
      <p>{t.intro}</p>
      <Button tone="danger" onClick={() => setAsking(true)}>{t.button}</Button>
      {asking && (
        <ReasonDialog
          title={t.title}
          consequences={t.means}
          button={t.button}
          danger
          shown
          confirmWord={titleOf(event, language)}
          onDo={cancel}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

/** How far the refunds of what was cancelled are; looked up again until all are made. */
export function RefundProgress({ event }: { event: Event }): JSX.Element {
  const t = useTexts(texts);
  const [progress, setProgress] = useState<CancellationProgress | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const cancelled = event.performances.filter((show) => show.status === "CANCELLED").length;
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    const look = async () => {
      try {
        const now = await ask("GET /api/v1/events/{eventId}/cancellation", { path: { eventId: event.eventId }, signal: abort.signal });
        setProgress(now);
        setProblem(null);
        if (isOver(now)) {
          return;
        }
      } catch (why) {
        if (abort.signal.aborted) {
          return;
        }
        setProblem(why);
      }
      timer = setTimeout(look, LOOK_MS);
    };
    look();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [event.eventId, cancelled]);
  return (
    <section class="card">
      <h2>{t.refunds}</h2>
      <ProblemNotice problem={problem} />
      {progress === null ? problem === null && <Loading /> : <Shown progress={progress} />}
    </section>
  );
}

function isOver({ bookings, refunded, open }: CancellationProgress): boolean {
  return refunded >= bookings && open === 0;
}

function Shown({ progress }: { progress: CancellationProgress }): JSX.Element {
  const t = useTexts(texts);
  const language = useLanguage();
  const n = (value: number) => count(value, language);
  const { bookings, refunded, failed, givenUp, open } = progress;
  return (
    <>
      <Bar share={bookings === 0 ? 1 : refunded / bookings} label={t.refunds} />
      <p role="status">{isOver(progress) ? t.done : t.state(n(refunded), n(bookings))}{open > 0 && ` · ${t.open(n(open))}`}</p>
      {givenUp > 0 && <p class="faint">{t.givenUp(n(givenUp))}</p>}
      {failed > 0 && <Notice tone="bad" role="alert">{t.failed(n(failed))}</Notice>}
    </>
  );
}
