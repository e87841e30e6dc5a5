import { newReader } from "./reader.ts";

export interface CameraChoice {
  id: string;
  name: string;
}

const FRAME_EVERY_MS = 120; // eight looks a second are plenty, and leave a phone cool
const CHOSEN = "onsale.gate.camera";

/** A camera that looks for codes. */
export class Camera {
  private readonly video: HTMLVideoElement;
  private readonly onCode: (text: string) => void;
  private stream: MediaStream | null = null;
  private isOver = false;

  constructor(video: HTMLVideoElement, onCode: (text: string) => void) {
    this.video = video;
    this.onCode = onCode;
  }

  /** Throws what `getUserMedia` throws: no permission, no camera, in use. */
  async start(): Promise<void> {
    const chosen = localStorage.getItem(CHOSEN);
    const stream = await opened(chosen);
    if (this.isOver) {
      stop(stream);
      return;
    }
    this.stream = stream;
    this.video.srcObject = stream;
    await this.video.play();
    this.look(await newReader());
  }

  stop(): void {
    this.isOver = true;
    if (this.stream !== null) {
      stop(this.stream);
    }
    this.video.srcObject = null;
  }

  private async look(read: (video: HTMLVideoElement) => Promise<string | null>): Promise<void> {
    while (!this.isOver) {
      const text = this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden ? null : await read(this.video).catch(() => null);
      if (text !== null && !this.isOver) {
        this.onCode(text);
      }
      await new Promise((resolve) => setTimeout(resolve, FRAME_EVERY_MS));
    }
  }

  get hasTorch(): boolean {
    return (this.track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  }

  async torch(on: boolean): Promise<void> {
    await this.track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
  }

  /** Names are known only once a camera was permitted. */
  async choices(): Promise<CameraChoice[]> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((each) => each.kind === "videoinput").map((each, i) => ({ id: each.deviceId, name: each.label || `#${i + 1}` }));
  }

  get current(): string {
    return this.track?.getSettings().deviceId ?? "";
  }

  private get track(): MediaStreamTrack | undefined {
    return this.stream?.getVideoTracks()[0];
  }
}

export function chooseCamera(id: string): void {
  localStorage.setItem(CHOSEN, id);
}

async function opened(chosen: string | null): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  const back = { ...size, facingMode: { ideal: "environment" } };
  const wanted: MediaTrackConstraints = chosen === null ? back : { ...size, deviceId: { exact: chosen } };
  try {
    return await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch (problem) {
    if (chosen === null) {
      throw problem;
    }
    localStorage.removeItem(CHOSEN); // unplugged since
    return await navigator.mediaDevices.getUserMedia({ video: back, audio: false });
  }
}

function stop(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop());
}
