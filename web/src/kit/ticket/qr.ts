import { loadZxing } from "./zxing.ts";

/**
 * Draws a code as QR: black on white with a quiet zone, in dark mode too, since most readers do not find an inverted one. ZXing rather than
 * a smaller library: it writes the 45 characters of our codes in 5.5 bits each, which makes version 9 (53 modules) where bytes would need
 * version 11 (61). Level L: a screen is neither creased nor stained, and larger modules are read from further away. Whole pixels per module
 * keep the edges sharp.
 */
export async function drawQr(text: string, canvas: HTMLCanvasElement): Promise<void> {
  const { QRCodeDecoderErrorCorrectionLevel, QRCodeEncoder } = await loadZxing();
  const modules = QRCodeEncoder.encode(text, QRCodeDecoderErrorCorrectionLevel.L).getMatrix();
  const width = modules.getWidth();
  canvas.width = canvas.height = (width + 2 * QUIET_ZONE) * MODULE_PX;
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000";
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      if (modules.get(x, y) === 1) {
        context.fillRect((x + QUIET_ZONE) * MODULE_PX, (y + QUIET_ZONE) * MODULE_PX, MODULE_PX, MODULE_PX);
      }
    }
  }
}

const QUIET_ZONE = 4; // modules, ISO/IEC 18004
const MODULE_PX = 16; // 976 in all: about three device pixels for each of the screen's
