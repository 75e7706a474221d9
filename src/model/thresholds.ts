/** @file The thresholds above which scores make a location. */

/**
 * A location is a run of tokens with s > `extend` of which at least one has s > `start`. If `start` =
 * `extend`, this is a single threshold. If `extend` < `start`, a location starts only at a high score and
 * extends over neighbors with lower scores (hysteresis thresholding; Canny 1986, §VIII). With `edge`, a
 * lowercase word at either end of the run belongs to the location only if s > `edge`, unless the whole run is
 * lowercase. Example: *southern* Sudan and Gulf *of* Mexico. The two words can have the same score, but only
 * *southern* is at an end. In *new york*, in text without capitals, both words belong to the name.
 */
export interface Thresholds {
  readonly start: number;
  readonly extend: number;
  readonly edge?: number;
}
