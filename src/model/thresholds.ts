/** @file Which scores make a location. */

/**
 * A location is a run of tokens with s > `extend`, at least one of which has s > `start`. With `start` = `extend` this is one
 * threshold; with `extend` < `start` a location starts only where the score is high and goes on over neighbours that score less
 * (hysteresis; Canny 1986, §VIII, on edges of pictures). With `edge`, a word in small letters at either end of the run is in the
 * location only with s > `edge`, unless all of the run is: *southern* Sudan and the Gulf *of* Mexico may have the same score, but one of
 * them stands at an end; of *new york* in text without capitals, neither word is less of a name.
 */
export interface Thresholds {
  readonly start: number;
  readonly extend: number;
  readonly edge?: number;
}
