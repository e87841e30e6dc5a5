import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { queue } from "contract";
import { ask } from "../../kit/http.ts";
import { useTexts } from "../../kit/language.ts";
import { Button, Field, Notice } from "../../kit/ui.tsx";
import { REASON_MAX, ReasonDialog } from "../parts.tsx";

const ko = {
  title: "운영",
  pause: "일시 정지",
  resume: "다시 시작",
  drain: "신규 대기 마감",
  close: "판매 종료",
  message: "안내 문구",
  call: "직접 호출",
  closed: "종료된 판매입니다. 매진으로 종료되었다면 좌석이 돌아왔을 때 다시 시작할 수 있습니다.",
  now: (text: string) => `지금 팬에게 보이는 문구: ${text}`,
  pauseMeans: [
    "더 이상 차례를 부르지 않습니다. 대기 순서는 그대로입니다.",
    "입장·좌석 선택·결제의 남은 시간이 모두 멈춥니다.",
    "대기 중인 팬에게 사유가 표시됩니다.",
  ],
  resumeMeans: ["멈췄던 시간이 이어지고, 순서대로 다시 입장합니다.", "신규 대기를 마감했다면 다시 줄을 설 수 있게 됩니다."],
  drainMeans: ["새로 줄을 설 수 없습니다.", "이미 대기 중인 팬은 모두 순서대로 입장합니다."],
  closeMeans: [
    "되돌릴 수 없습니다. 대기 중인 팬은 모두 사유를 보고 돌아갑니다.",
    "입장한 팬의 입장권이 취소됩니다. 이미 선점한 좌석은 결제할 수 있습니다.",
  ],
  messageMeans: ["대기 중인 모든 팬의 화면에 바로 표시됩니다.", "비워 두면 문구를 내립니다. 대기 순서에는 영향이 없습니다."],
  callMeans: ["맨 앞의 팬부터 부릅니다. 정원은 넘지 않습니다.", "자동 입장이 꺼져 있을 때(초당 0명) 씁니다."],
  callCount: "몇 명을 부를까요?",
  called: (n: number) => `${n}명을 불렀습니다.`,
  text: "문구",
  textHint: "200자까지",
  word: "종료",
};

const en: typeof ko = {
  title: "Controls",
  pause: "Pause",
  resume: "Resume",
  drain: "Drain",
  close: "Close",
  message: "Message to the line",
  call: "Call by hand",
  closed: "This sale is closed. If it closed because it was sold out, it can be resumed when seats come back.",
  now: (text) => `Fans now read: ${text}`,
  pauseMeans: [
    "Nobody is called any more; everybody keeps the place.",
    "The time left to claim, to choose seats and to pay stands still.",
    "Waiting fans see your reason.",
  ],
  resumeMeans: ["The time left runs on, and fans are called in order again.", "After a drain, fans may join again."],
  drainMeans: ["Nobody can join any more.", "Everybody who already waits is still called, in order."],
  closeMeans: [
    "This cannot be undone. Everybody who waits is sent away and sees your reason.",
    "Passes of fans inside are revoked; seats that are already held may still be paid for.",
  ],
  messageMeans: ["Everybody in the line sees it at once.", "Leave it empty to take it down. Nobody's place changes."],
  callMeans: ["Calls those at the front, never beyond the capacity.", "For sales whose rate is 0."],
  callCount: "How many fans?",
  called: (n) => `${n} fans were called.`,
  text: "Message",
  textHint: "At most 200 characters",
  word: "close",
};

const texts = { ko, en };

const CALLS_MAX = 1_000; // of one command

type Command = "pause" | "resume" | "drain" | "close" | "message" | "call";

const OPERATIONS = {
  pause: "POST /api/v1/admin/sales/{saleId}/pause",
  resume: "POST /api/v1/admin/sales/{saleId}/resume",
  drain: "POST /api/v1/admin/sales/{saleId}/drain",
  close: "POST /api/v1/admin/sales/{saleId}/close",
} as const;

/** The commands that suit the state of the sale. */
export function commandsOf(policy: queue.Policy): Command[] {
  switch (policy.state) {
    case "CLOSED":
      return ["resume"];
    case "PAUSED":
      return ["resume", "message", "close"];
    case "DRAINING":
      return [...callable(policy), "pause", "resume", "message", "close"];
    case "RUNNING":
      return [...callable(policy), "pause", "message", "drain", "close"];
  }
}

function callable(policy: queue.Policy): Command[] {
  return policy.admissionsPerSecond === 0 ? ["call"] : [];
}

/** What an operator can do to the line. Each says what it does to the fans who wait, and asks why. */
export function Controls({ policy, onChanged }: { policy: queue.Policy; onChanged: (policy: queue.Policy) => void }): JSX.Element {
  const t = useTexts(texts);
  const [open, setOpen] = useState<Command | null>(null);
  const [called, setCalled] = useState<number | null>(null);
  const close = () => setOpen(null);
  const tone = (command: Command) => command === "close" ? "danger" : "plain";
  return (
    <>
      <h3>{t.title}</h3>
      {policy.state === "CLOSED" && <p class="faint">{t.closed}</p>}
      {policy.message !== "" && <p>{t.now(policy.message)}</p>}
      <div class="controls">
        {commandsOf(policy).map((command) => (
          <Button key={command} tone={tone(command)} onClick={() => setOpen(command)}>{t[command]}</Button>
        ))}
      </div>
      {called !== null && <Notice tone="good" role="status">{t.called(called)}</Notice>}
      {open === "message" && <MessageDialog policy={policy} onChanged={onChanged} onClose={close} />}
      {open === "call" && <CallDialog policy={policy} onCalled={setCalled} onChanged={onChanged} onClose={close} />}
      {open !== null && open !== "message" && open !== "call" && (
        <StateDialog command={open} policy={policy} onChanged={onChanged} onClose={close} />
      )}
    </>
  );
}

interface DialogProps {
  policy: queue.Policy;
  onChanged: (policy: queue.Policy) => void;
  onClose: () => void;
}

function StateDialog({ command, policy, onChanged, onClose }: DialogProps & { command: keyof typeof OPERATIONS }): JSX.Element {
  const t = useTexts(texts);
  return (
    <ReasonDialog
      title={t[command]}
      consequences={t[`${command}Means`]}
      button={t[command]}
      danger={command === "close"}
      shown
      confirmWord={command === "close" ? t.word : undefined}
      onDo={async (reason) => onChanged(await ask(OPERATIONS[command], { path: { saleId: policy.saleId }, body: { reason } }))}
      onClose={onClose}
    />
  );
}

function MessageDialog({ policy, onChanged, onClose }: DialogProps): JSX.Element {
  const t = useTexts(texts);
  const [text, setText] = useState(policy.message);
  const send = async (reason: string) => {
    const body = { text: text.trim() === "" ? null : text.trim(), reason };
    onChanged(await ask("PUT /api/v1/admin/sales/{saleId}/message", { path: { saleId: policy.saleId }, body }));
  };
  return (
    <ReasonDialog title={t.message} consequences={t.messageMeans} button={t.message} onDo={send} onClose={onClose}>
      <Field label={t.text} hint={t.textHint} maxLength={REASON_MAX} value={text} onInput={(event) => setText(event.currentTarget.value)} />
    </ReasonDialog>
  );
}

function CallDialog({ policy, onCalled, onChanged, onClose }: DialogProps & { onCalled: (n: number) => void }): JSX.Element {
  const t = useTexts(texts);
  const [count, setCount] = useState(10);
  const path = { saleId: policy.saleId };
  const call = async (reason: string) => {
    const body = { version: policy.version, count, reason };
    const done = await ask("POST /api/v1/admin/sales/{saleId}/call", { path, body }) as unknown as { called: number };
    onCalled(done.called);
    onChanged(await ask("GET /api/v1/admin/sales/{saleId}/policy", { path }));
  };
  const valid = Number.isInteger(count) && count >= 1 && count <= CALLS_MAX;
  return (
    <ReasonDialog title={t.call} consequences={t.callMeans} button={t.call} ready={valid} onDo={call} onClose={onClose}>
      <Field
        label={t.callCount}
        type="number"
        inputMode="numeric"
        min={1}
        max={CALLS_MAX}
        value={count}
        onInput={(event) => setCount(Number(event.currentTarget.value))}
      />
    </ReasonDialog>
  );
}
