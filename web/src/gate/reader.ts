import { loadZxing } from "../kit/ticket/zxing.ts";

/** Finds a code in what the camera shows; null if there is none. */
export type Reader = (video: HTMLVideoElement) => Promise<string | null>;

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const SIDE_MAX = 640; // pixels of the picture that is searched: about ten for each module of a code that fills most of it

/** The browser's own reader where it has one (it works on the camera's chip or GPU), else ZXing. */
export async function newReader(): Promise<Reader> {
  return await ownReader() ?? await zxingReader();
}

async function ownReader(): Promise<Reader | null> {
  const known = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (known === undefined || !(await known.getSupportedFormats().catch((): string[] => [])).includes("qr_code")) {
    return null;
  }
  const detector = new known({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

async function zxingReader(): Promise<Reader> {
  const { BinaryBitmap, HybridBinarizer, QRCodeReader, RGBLuminanceSource } = await loadZxing();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const reader = new QRCodeReader();
  return (video) => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    canvas.width = canvas.height = Math.min(side, SIDE_MAX);
    context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    const grey = luminance(context.getImageData(0, 0, canvas.width, canvas.height).data);
    try {
      const source = new RGBLuminanceSource(grey, canvas.width, canvas.height);
      return Promise.resolve(reader.decode(new BinaryBitmap(new HybridBinarizer(source))).getText());
    } catch {
      return Promise.resolve(null); // that is how it says that there is none
    }
  };
}

/** From RGBA; green counts most, as for the eye. */
function luminance(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(rgba.length / 4);
  for (let i = 0, at = 0; i < grey.length; i++, at += 4) {
    grey[i] = (rgba[at]! + 2 * rgba[at + 1]! + rgba[at + 2]!) >> 2;
  }
  return grey;
}
