/** @file Steps that play by themselves: one in each frame of the screen while playing. */
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * Calls `step` once a frame while playing; `step` returns false to stop. With reduced motion it makes up to five
 * steps a second instead.
 */
export function usePlayback(step: () => boolean): {
  playing: boolean;
  setPlaying: (playing: boolean) => void;
} {
  const [playing, setPlaying] = useState(false);
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (!playing) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let [frame, last] = [0, Number.NEGATIVE_INFINITY];
    const next = (now: number) => {
      if (!calm || now - last >= 200) {
        last = now;
        if (!latest.current()) {
          setPlaying(false);
          return;
        }
      }
      frame = requestAnimationFrame(next);
    };
    frame = requestAnimationFrame(next);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
  return { playing, setPlaying };
}
