import type { Outcome } from "./model.ts";

/** What a steward hears and feels. Good rises, bad is low and long, a used ticket is a triple: to be told apart without looking. */
export type Tone = "good" | "bad" | "used";

export function toneOf(outcome: Outcome): Tone {
  return outcome === "ACCEPTED" ? "good" : outcome === "ALREADY_USED" || outcome === "DUPLICATE" ? "used" : "bad";
}

/** Hz, seconds from the beginning, seconds long */
const NOTES: Record<Tone, { type: OscillatorType; notes: [number, number, number][] }> = {
  good: { type: "sine", notes: [[880, 0, 0.12], [1320, 0.12, 0.2]] },
  bad: { type: "square", notes: [[160, 0, 0.7]] },
  used: { type: "square", notes: [[330, 0, 0.16], [330, 0.26, 0.16], [330, 0.52, 0.16]] },
};

const VIBRATIONS: Record<Tone, number[]> = { good: [90], bad: [500], used: [150, 100, 150, 100, 150] };

let context: AudioContext | null = null;

/** Browsers allow sound only after a touch or a key; called on each of them until it is allowed. */
export function allowSound(): void {
  context ??= typeof AudioContext === "undefined" ? null : new AudioContext();
  if (context?.state === "suspended") {
    context.resume().catch(() => {});
  }
}

export function signal(tone: Tone): void {
  navigator.vibrate?.(VIBRATIONS[tone]);
  if (context === null || context.state !== "running") {
    return;
  }
  const { type, notes } = NOTES[tone];
  for (const [frequency, from, length] of notes) {
    const oscillator = new OscillatorNode(context, { type, frequency });
    const gain = new GainNode(context, { gain: type === "sine" ? 0.9 : 0.5 });
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(context.currentTime + from);
    oscillator.stop(context.currentTime + from + length);
  }
}
