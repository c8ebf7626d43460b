/** Declarations of `back-blast.js`, protocol version 1. What each means: docs/embed.md. */

/** A lane by its id or its index. */
type BackBlastLane = string | number;

/** The experiment as JSON; experiment.schema.json beside this file describes it. */
interface BackBlastExperiment {
  readonly version: number;
  readonly [key: string]: unknown;
}

/** A lane's record: row s is measured before update s; row s, layer l stand at `s * layers.length + l`. */
interface BackBlastHistory {
  readonly lane: string;
  readonly layers: readonly string[];
  readonly steps: Int32Array;
  readonly perLayer: Readonly<Record<string, Float64Array>>;
  /** 0 finite, 1 zero, 2 Inf, 3 NaN, 4 not measured. */
  readonly classes: Readonly<Record<string, Uint8Array>>;
  readonly perStep: Readonly<
    Record<'loss' | 'globalNorm' | 'globalNormClipped' | 'learningRate', Float64Array>
  >;
  readonly heldOut: {
    readonly steps: Int32Array;
    readonly loss: Float64Array;
    readonly accuracy: Float64Array;
  };
  readonly edits: readonly { readonly step: number; readonly path: string; readonly value: unknown }[];
  readonly firstNonFinite: {
    readonly step: number;
    readonly pass: 'forward' | 'loss' | 'backward' | 'update';
    readonly layer: string | null;
    readonly tensor: string;
    readonly kind: string;
  } | null;
}

interface BackBlastEventMap {
  /** The poster stands; `version` is the protocol's. */
  poster: CustomEvent<{ readonly version: number }>;
  ready: CustomEvent<{ readonly backend: string; readonly reason: string }>;
  step: CustomEvent<{ readonly lane: string; readonly step: number }>;
  stopped: CustomEvent<{ readonly lane: string; readonly step: number }>;
  regime: CustomEvent<{
    readonly lane: string;
    readonly step: number;
    readonly regime: string;
    readonly growth: number;
  }>;
  error: CustomEvent<{ readonly lane: string | null; readonly message: string }>;
  resize: CustomEvent<{ readonly height: number }>;
  /** Another figure of the page runs: this one has given back its engine. */
  rest: CustomEvent<Record<string, never>>;
}

/** Methods load and start the figure where it was not touched yet. Rejections are sentences. */
interface BackBlastElement extends HTMLElement {
  /** A link's text (`2.…`), an address that ends in one, or the experiment as JSON. */
  spec: string | null;
  /** Instead of `spec`: a preset of the site by its name, with its poster, words and control. */
  preset: string | null;
  poster: string | null;
  posterDark: string | null;
  /** `÷10⁴~×10⁴~what the middle of the scale is` */
  ends: string | null;
  alt: string | null;
  /** `lane~path~min~max~linear|logarithmic~label` */
  control: string | null;
  /** Which buttons: `run step rewind`. */
  controls: string | null;
  theme: string | null;
  loading: string | null;
  run(): Promise<void>;
  pause(): Promise<void>;
  step(n?: number): Promise<void>;
  rewind(): Promise<void>;
  /** Null: the newest step. */
  seek(step: number | null): Promise<void>;
  experiment(): Promise<BackBlastExperiment>;
  load(experiment: BackBlastExperiment): Promise<void>;
  history(lane?: BackBlastLane): Promise<BackBlastHistory>;
  /** The charts as a PNG's data address. */
  toPNG(): Promise<string>;
  /** The value of the figure's control. */
  set(value: number): Promise<void>;
  /** Gives back the engine; what is drawn stays. */
  rest(): Promise<void>;
  addEventListener<K extends keyof BackBlastEventMap>(
    type: K,
    listener: (this: BackBlastElement, event: BackBlastEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

interface HTMLElementTagNameMap {
  'back-blast': BackBlastElement;
}
