const TONES = [660, 880, 1100]; // Hz
const REPEAT_MS = 4_000;
const REPEATS = 8; // about the time to claim

let audio: AudioContext | null = null;

/** Browsers allow sound only after a touch: this is to be called from one. Plays a short tone as a sign. */
export async function allowSound(): Promise<void> {
  audio ??= new AudioContext();
  await audio.resume();
  tone(audio, 880, 0);
}

export function soundIsOn(): boolean {
  return audio?.state === "running";
}

/** Calls the fan by all that the device has: title, vibration and, if allowed, sound. Stops by the returned function. */
export function ring(title: string): () => void {
  const before = document.title;
  let times = 0;
  const once = () => {
    document.title = times % 2 === 0 ? title : before;
    navigator.vibrate?.([300, 120, 300, 120, 600]);
    if (audio !== null && soundIsOn()) {
      TONES.forEach((frequency, i) => tone(audio!, frequency, i * 0.22));
    }
    if (++times >= REPEATS) {
      clearInterval(timer);
    }
  };
  const timer = setInterval(once, REPEAT_MS);
  once();
  return () => {
    clearInterval(timer);
    document.title = before;
  };
}

function tone(context: AudioContext, frequency: number, afterSeconds: number): void {
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime + afterSeconds;
  oscillator.frequency.value = frequency;
  volume.gain.setValueAtTime(0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.2);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.2);
}
