/** The part of ZXing (bundled with html5-qrcode) that the gate and the ticket use. */
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

declare class ErrorCorrectionLevel {
  static readonly L: ErrorCorrectionLevel;
}

declare class ByteMatrix {
  getWidth(): number;
  /** 1 is black */
  get(x: number, y: number): number;
}

declare class QRCode {
  getMatrix(): ByteMatrix;
}

declare class QRCodeEncoder {
  /** in the smallest mode and version that hold the text */
  static encode(text: string, level: ErrorCorrectionLevel): QRCode;
}

/** Its types as seen through `loadZxing`. */
declare const all: {
  RGBLuminanceSource: typeof RGBLuminanceSource;
  HybridBinarizer: typeof HybridBinarizer;
  BinaryBitmap: typeof BinaryBitmap;
  QRCodeReader: typeof QRCodeReader;
  QRCodeEncoder: typeof QRCodeEncoder;
  QRCodeDecoderErrorCorrectionLevel: typeof ErrorCorrectionLevel;
};
export default all;
