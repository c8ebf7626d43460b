/** What a gradient norm sounds like: pure numbers, heard by play.ts. */

/** A norm of 1 is concert pitch; a norm 100 times as large is an octave higher. */
const PITCH_OF_ONE = 440;
const DECADES_AN_OCTAVE = 2;
/** What a laptop's loudspeaker gives and an ear likes: beyond, the tone stays at the end. */
export const LOWEST_HZ = 80;
export const HIGHEST_HZ = 2000;

/** Hz of a norm; null where there is no number to be heard (NaN, Inf). A norm of 0 is the lowest tone. */
export function pitchOf(norm: number): number | null {
  if (!Number.isFinite(norm)) return null;
  const octaves = Math.log10(Math.max(norm, Number.MIN_VALUE)) / DECADES_AN_OCTAVE;
  return Math.min(HIGHEST_HZ, Math.max(LOWEST_HZ, PITCH_OF_ONE * 2 ** octaves));
}
