import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useTexts } from "../kit/language.ts";
import { Button, Choice, Notice } from "../kit/ui.tsx";
import { Camera, type CameraChoice, chooseCamera } from "./camera.ts";
import { gateTexts } from "./texts.ts";

const WANTED = "onsale.gate.camera-on"; // so that a reload in the middle of the evening goes on by itself

export function CameraView({ onCode }: { onCode: (text: string) => void }): JSX.Element {
  const t = useTexts(gateTexts);
  const [isOn, turn] = useState(localStorage.getItem(WANTED) === "1");
  const [failure, fail] = useState<string | null>(null);
  const set = (on: boolean) => {
    localStorage.setItem(WANTED, on ? "1" : "0");
    fail(null);
    turn(on);
  };
  const failed = (problem: unknown) => {
    turn(false);
    fail((problem as Error).name === "NotAllowedError" ? t.cameraDenied : t.cameraNone);
  };
  return (
    <section class="camera" aria-label={t.camera}>
      {failure !== null && <Notice tone="warn" role="alert">{failure}</Notice>}
      {isOn
        ? <Picture onCode={onCode} onFailure={failed} onOff={() => set(false)} />
        : <Button class="button primary wide tall" onClick={() => set(true)}>{t.cameraOn}</Button>}
    </section>
  );
}

interface PictureProps {
  onCode: (text: string) => void;
  onFailure: (problem: unknown) => void;
  onOff: () => void;
}

function Picture({ onCode, onFailure, onOff }: PictureProps): JSX.Element {
  const t = useTexts(gateTexts);
  const video = useRef<HTMLVideoElement>(null);
  const camera = useRef<Camera | null>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const [choices, setChoices] = useState<CameraChoice[]>([]);
  const [hasTorch, setHasTorch] = useState(false);
  const [isLit, light] = useState(false);
  const [turn, again] = useState(0);
  useEffect(() => {
    const mine = new Camera(video.current!, (text) => latest.current(text));
    camera.current = mine;
    mine.start().then(async () => {
      setHasTorch(mine.hasTorch);
      setChoices(await mine.choices());
    }).catch(onFailure);
    return () => mine.stop();
  }, [turn]);
  const pick = (id: string) => {
    chooseCamera(id);
    light(false);
    again((n) => n + 1);
  };
  const toggleLight = () => camera.current?.torch(!isLit).then(() => light(!isLit), () => setHasTorch(false));
  return (
    <>
      <div class="picture">
        <video ref={video} muted playsInline aria-label={t.cameraPicture} />
        <svg viewBox="0 0 100 100" aria-hidden="true"><path d="M14 30V14H30 M70 14H86V30 M86 70V86H70 M30 86H14V70" /></svg>
      </div>
      <div class="row apart">
        {choices.length > 1 && <Choice label={t.camera} value={camera.current?.current ?? ""} options={choices.map((each) => [each.id, each.name])} onChoose={pick} />}
        {hasTorch && <Button tone="plain" aria-pressed={isLit} onClick={toggleLight}>{isLit ? t.torchOff : t.torchOn}</Button>}
        <Button tone="quiet" onClick={onOff}>{t.cameraOff}</Button>
      </div>
    </>
  );
}
