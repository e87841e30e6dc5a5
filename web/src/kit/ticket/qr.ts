import QrCreator from "qr-creator";

/** Black on white with a quiet zone, in dark mode too: most readers do not find an inverted code. */
export function drawQr(text: string, canvas: HTMLCanvasElement, sizePx: number): void {
  canvas.width = sizePx;
  canvas.height = sizePx;
  QrCreator.render({ text, size: sizePx, ecLevel: "L", fill: "#000000", background: "#ffffff", quiet: QUIET_ZONE, radius: 0 }, canvas);
}

const QUIET_ZONE = 4; // modules, ISO/IEC 18004
