/** One quiet tone that can be bent, and a short rough sound for what is no number. Web Audio; the system's mute mutes it. */

export interface Instrument {
  /** Hz; null: silence. */
  readonly tone: (pitch: number | null) => void;
  /** Once, a quarter of a second. */
  readonly alarm: () => void;
  readonly close: () => void;
}

const LOUDNESS = 0.06;
/** Seconds in which pitch and loudness glide, so that nothing clicks. */
const GLIDE = 0.03;
const ALARM_SECONDS = 0.25;

/** Only after a press or a key: a browser lets no page sound before. */
export function openInstrument(): Instrument {
  const context = new AudioContext();
  const volume = new GainNode(context, { gain: 0 });
  const voice = new OscillatorNode(context, { type: 'triangle' });
  voice.connect(volume).connect(context.destination);
  voice.start();
  void context.resume();
  return {
    tone(pitch) {
      const now = context.currentTime;
      volume.gain.setTargetAtTime(pitch === null ? 0 : LOUDNESS, now, GLIDE);
      if (pitch !== null) voice.frequency.setTargetAtTime(pitch, now, GLIDE);
    },
    alarm() {
      const now = context.currentTime;
      const rough = new OscillatorNode(context, { type: 'sawtooth', frequency: 110 });
      const fade = new GainNode(context, { gain: 2 * LOUDNESS });
      fade.gain.setTargetAtTime(0, now + ALARM_SECONDS / 2, GLIDE);
      rough.connect(fade).connect(context.destination);
      rough.start();
      rough.stop(now + ALARM_SECONDS);
    },
    close: () => void context.close(),
  };
}
