/** @file A canvas that is as sharp as the screen. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Draws on a square canvas of `side` pixels. */
export type Draw = (context: CanvasRenderingContext2D, side: number) => void;

/** Returns the ref of a square canvas, on which `draw` draws after each change and each change of size. */
export function useCanvas(draw: Draw): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const [side, setSide] = useState(0);
  useLayoutEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => setSide(Math.round(entry.contentRect.width)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || side === 0) return;
    const ratio = devicePixelRatio;
    if (canvas.width !== side * ratio) canvas.width = canvas.height = side * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    draw(context, side);
  }, [draw, side]);
  return ref;
}
