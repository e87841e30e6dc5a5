import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { ask, newKey } from "../../kit/http.ts";
import { useTexts } from "../../kit/language.ts";
import { Field } from "../../kit/ui.tsx";
import { fieldErrors, ReasonDialog } from "../parts.tsx";
import { instantOf } from "../wizard/zone-time.ts";

const CHANNEL_MAX = 60;

const texts = {
  ko: {
    title: "채널로 옮기기",
    means: ["고른 좌석은 일반 판매에서 빠집니다.", "시각을 정하면 그때 자동으로 일반 판매로 돌아옵니다."],
    channel: "채널 (제휴사, 선예매 등)",
    releaseAt: "일반 판매로 돌리는 시각 (선택)",
    zone: (zone: string) => `공연장 시간대 ${zone}`,
  },
  en: {
    title: "Move to a channel",
    means: ["The seats leave the public sale.", "With a time, they return to it at that time."],
    channel: "Channel (a partner, a presale)",
    releaseAt: "When they return to the public sale (optional)",
    zone: (zone: string) => `In the venue's time zone, ${zone}`,
  },
};

export interface MoveSeatsProps {
  performanceId: string;
  timeZone: string;
  seatIds: string[];
  onDone: (refused: number) => void;
  onClose: () => void;
}

/** Asks for whom seats are to be kept, and until when. */
export function MoveSeats({ performanceId, timeZone, seatIds, onDone, onClose }: MoveSeatsProps): JSX.Element {
  const t = useTexts(texts);
  const [channel, setChannel] = useState("");
  const [local, setLocal] = useState("");
  const [refused, setRefused] = useState<string>();
  const releaseAt = instantOf(local, timeZone);
  const move = async (reason: string) => {
    const body = { block: seatIds, channel: channel.trim(), releaseAt, reason };
    try {
      const done = await ask("POST /api/v1/performances/{performanceId}/blocks", { path: { performanceId }, body, key: newKey() });
      onDone(done.refused.length);
    } catch (problem) {
      setRefused(fieldErrors(problem).releaseAt);
      throw problem;
    }
  };
  return (
    <ReasonDialog
      title={t.title}
      consequences={t.means}
      button={t.title}
      ready={channel.trim() !== "" && (local === "" || releaseAt !== null)}
      onDo={move}
      onClose={onClose}
    >
      <Field label={t.channel} value={channel} maxLength={CHANNEL_MAX} required onInput={(input) => setChannel(input.currentTarget.value)} />
      <Field
        label={t.releaseAt}
        hint={t.zone(timeZone)}
        type="datetime-local"
        value={local}
        error={refused}
        onInput={(input) => setLocal(input.currentTarget.value)}
      />
    </ReasonDialog>
  );
}
