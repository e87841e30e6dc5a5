import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import QrCreator from "qr-creator";

const SIZE = 560; // pixels; shown smaller, so that it is sharp on every screen

/** A QR code, dark on white in both colour schemes: readers need it so. */
export function Qr({ text, label }: { text: string; label: string }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    context.clearRect(0, 0, SIZE, SIZE);
    QrCreator.render({ text, size: SIZE, ecLevel: "L", radius: 0, quiet: 2, fill: "#000000", background: "#ffffff" }, canvas.current!);
  }, [text]);
  return <canvas ref={canvas} class="qr" width={SIZE} height={SIZE} role="img" aria-label={label} />;
}
