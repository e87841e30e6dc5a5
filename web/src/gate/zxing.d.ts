/** The part of ZXing (bundled with html5-qrcode) that the gate uses. */
export class LuminanceSource {}

export class RGBLuminanceSource extends LuminanceSource {
  /** @param luminances one byte per pixel */
  constructor(luminances: Uint8ClampedArray, width: number, height: number);
}

export class Binarizer {}

export class HybridBinarizer extends Binarizer {
  constructor(source: LuminanceSource);
}

export class BinaryBitmap {
  constructor(binarizer: Binarizer);
}

export class Result {
  getText(): string;
}

export class QRCodeReader {
  /** Throws if there is no QR code in the picture. */
  decode(image: BinaryBitmap, hints?: Map<DecodeHintType, unknown>): Result;
}

export enum DecodeHintType {
  TRY_HARDER = 3,
}
