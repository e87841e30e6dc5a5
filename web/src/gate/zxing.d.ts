/** The part of ZXing (bundled with html5-qrcode) that the gate uses. */
declare class LuminanceSource {}

declare class RGBLuminanceSource extends LuminanceSource {
  /** @param luminances one byte per pixel */
  constructor(luminances: Uint8ClampedArray, width: number, height: number);
}

declare class Binarizer {}

declare class HybridBinarizer extends Binarizer {
  constructor(source: LuminanceSource);
}

declare class BinaryBitmap {
  constructor(binarizer: Binarizer);
}

declare class Result {
  getText(): string;
}

declare class QRCodeReader {
  /** Throws if there is no QR code in the picture. */
  decode(image: BinaryBitmap): Result;
}

/** An old module: what it exports is its default export once it is bundled into a file of its own. */
declare const all: {
  RGBLuminanceSource: typeof RGBLuminanceSource;
  HybridBinarizer: typeof HybridBinarizer;
  BinaryBitmap: typeof BinaryBitmap;
  QRCodeReader: typeof QRCodeReader;
};
export default all;
