/** From the plan's units to the pixels of the canvas: pixel = unit * scale + shift. */
export interface Camera {
  scale: number;
  x: number;
  y: number;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Shows all of `bounds` in a canvas of this size. */
export function fit(bounds: Bounds, width: number, height: number, margin: number): Camera {
  const w = Math.max(1, bounds.right - bounds.left + 2 * margin);
  const h = Math.max(1, bounds.bottom - bounds.top + 2 * margin);
  const scale = Math.min(width / w, height / h);
  return {
    scale,
    x: (width - (bounds.left + bounds.right) * scale) / 2,
    y: (height - (bounds.top + bounds.bottom) * scale) / 2,
  };
}

/** Zooms by `factor` so that the point under (px, py) stays there. */
export function zoomed(camera: Camera, factor: number, px: number, py: number, min: number, max: number): Camera {
  const scale = Math.min(max, Math.max(min, camera.scale * factor));
  const real = scale / camera.scale;
  return { scale, x: px - (px - camera.x) * real, y: py - (py - camera.y) * real };
}

/** Keeps some of the hall in view, however far it is pushed. */
export function kept(camera: Camera, bounds: Bounds, width: number, height: number): Camera {
  const rest = Math.min(width, height) / 3;
  const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  return {
    scale: camera.scale,
    x: clamp(camera.x, rest - bounds.right * camera.scale, width - rest - bounds.left * camera.scale),
    y: clamp(camera.y, rest - bounds.bottom * camera.scale, height - rest - bounds.top * camera.scale),
  };
}
