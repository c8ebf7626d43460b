/** Blocks, and the layers that a stack of blocks is expanded to: the only thing the engine receives. */
import type { Choice, Entry, Values } from './types';

export interface LayerParameter {
  /** What its transformation calls it: 'W', 'b', 'gamma', … At most one of a role in a layer, so that each is measured. */
  readonly name: string;
  /** Its name in PyTorch files: the layer's (or the block's, where a block has several rows) and its own, `dense3/W`, `lstm1/Wh`. */
  readonly path: string;
  readonly role: 'weights' | 'bias';
  readonly shape: readonly number[];
  readonly fanIn: number;
  readonly fanOut: number;
  /** Where it starts in the lane's flat parameter vector, and how many entries it has. */
  readonly offset: number;
  readonly size: number;
  readonly initializer: Choice;
  /** Blocks of columns (the gates of a recurrent cell): each is drawn like a matrix of its own, and this number added to it. */
  readonly gates?: readonly number[];
}

/** One row. After its transformation its activation is applied, so that the engine can measure in between. */
export interface Layer {
  /** Stable under edits of other blocks: block id, repetition, role (`b2.3.sum`). Names the streams of its weights. */
  readonly id: string;
  /** As PyTorch files spell it, numbered by type through the whole network: `dense4`, `residual2`. */
  readonly name: string;
  /** Which transformation of the blocks' registry it is. */
  readonly kind: string;
  /** The block it came from (top level), which repetition of it (from 0). */
  readonly blockId: string;
  readonly repetition: number;
  /** Indices of the layers whose outputs it takes; −1 is the network's input. */
  readonly inputs: readonly number[];
  /** Without the batch. */
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly activation: Choice | null;
  readonly parameters: readonly LayerParameter[];
  /** Index of the layer whose parameters it uses: its own, or an earlier time step's. */
  readonly parametersOf: number;
  /** Numbers it keeps that are not trained (running statistics), and what they start at. */
  readonly state: readonly LayerState[];
  /** Numbers that the transformation needs (`branchScale`). */
  readonly values: Values;
  /**
   * trunk: drawn, and counted in growth. part: on the trunk, drawn, not counted, since the layer it belongs to goes on
   * (a dense row before its norm). branch: inside a branch, drawn, not counted. inner: measured, neither drawn nor
   * counted (the gates of a recurrent step). output: the output layer.
   */
  readonly place: 'trunk' | 'part' | 'branch' | 'inner' | 'output';
  /** 1-based number among the counted rows; 0 for all others. */
  readonly number: number;
  /** Where paths that parted at an earlier row meet. */
  readonly junction: Junction | null;
  /** Which time step of its block it is, from 1. */
  readonly time: { readonly step: number; readonly steps: number } | null;
}

export interface LayerState {
  readonly name: string;
  readonly size: number;
  readonly start: number;
}

/**
 * A row where paths meet that parted at an earlier one. Of the gradient that comes back to where they parted, the first
 * path's share and all the rest are measured apart; as vectors they add to the whole.
 */
export interface Junction {
  /** The row where they parted; −1 is the network's input, to which nothing comes back. */
  readonly source: number;
  /** The row whose share for the source is the first path's: the sum itself for a skip. */
  readonly via: number;
  /** The rows of the second path. */
  readonly first: number;
  readonly last: number;
  /** What the two are called: 'skip' and 'branch', 'carry' and 'transform', 'cell' and 'rest', 'value' and 'softmax'. */
  readonly paths: readonly [first: string, second: string];
}

/** A block as it stands in a spec. */
export interface Block {
  readonly id: string;
  readonly type: string;
  /** How often it stands in a row; 1 if absent. */
  readonly repeat: number;
  readonly values: Values;
  readonly activation?: Choice;
  readonly initializer?: Choice;
  /** Of the recurrent matrix, where there is one. */
  readonly recurrentInitializer?: Choice;
  /** The blocks inside (residual, group). */
  readonly stack?: readonly Block[];
}

/** A row as a block adds it; offsets, indices and numbers are filled in. */
export interface RowSpec {
  readonly kind: string;
  /** Distinguishes the rows of one block. */
  readonly role: string;
  /** As PyTorch files spell it; left out, the kind and its next number (`dense4`). */
  readonly name?: string;
  readonly inputs: readonly number[];
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly activation: Choice | null;
  /** `path` left out: the row's name and the parameter's. */
  readonly parameters: readonly (Omit<LayerParameter, 'offset' | 'size' | 'path'> & {
    readonly path?: string;
  })[];
  readonly parametersOf?: number;
  readonly state?: readonly LayerState[];
  readonly values?: Values;
  readonly junction?: Omit<Junction, 'via'> & { readonly via?: number };
  readonly time?: Layer['time'];
  /** Belongs to the layer before it (norms, activations, dropout, pooling, flatten): they count as one. */
  readonly continues?: boolean;
  /** Measured, neither drawn nor counted. */
  readonly inner?: boolean;
}

/** Where a stack ends: the row that the next block takes, and its shape. */
export interface StackEnd {
  readonly first: number;
  readonly last: number;
  readonly shape: readonly number[];
}

/** What a block's `expand` is given: where it stands, and how to add rows. */
export interface Expansion {
  /** Index of the row (or −1) whose output the block takes, and that output's shape. */
  readonly input: number;
  readonly inputShape: readonly number[];
  /** True inside a branch. */
  readonly inBranch: boolean;
  /** Index that the next row will get. */
  readonly nextRow: number;
  /** The next name of a kind: `lstm2`. */
  nextName(kind: string): string;
  /** Adds a row, returns its index. A junction without `via` means the row itself. */
  add(row: RowSpec): number;
  /** Expands inner blocks from a row on, as a branch; returns the last row's index and shape and the first row's index. */
  branch(
    stack: readonly Block[],
    input: number,
    inputShape: readonly number[],
    options?: { zeroInitLast?: boolean },
  ): StackEnd;
  /** Expands inner blocks where the block itself stands: on the trunk if that is there. */
  inline(stack: readonly Block[], input: number, inputShape: readonly number[]): StackEnd;
  /** Throws the sentence that the stack editor shows at this block, and what block would mend it if put before it. */
  fail(sentence: string, remedy?: string): never;
}

/** Where "Add a block" lists it, in this order. */
export const BLOCK_FAMILIES = ['layers', 'shortcuts', 'norm and noise', 'recurrent', 'images'] as const;

export interface BlockEntry extends Entry {
  readonly family: (typeof BLOCK_FAMILIES)[number];
  /** Which of a block's own choices it has. */
  readonly has: {
    readonly activation: boolean;
    readonly initializer: boolean;
    readonly recurrentInitializer: boolean;
    readonly stack: boolean;
  };
  /** The norm block that fits between what it multiplies and its activation, where one does. */
  readonly suitedNorm?: string;
  /** A new block as "Add a block" makes it (id is filled in by the caller). */
  readonly template: Omit<Block, 'id'>;
  /** One repetition. Returns the index and shape of the row that the next block takes. */
  expand(block: Block, expansion: Expansion): { readonly output: number; readonly shape: readonly number[] };
  /** The layer kinds it brings; what they do, its file exports beside this (transformations.ts). */
  readonly kinds: readonly string[];
  /** Short words for the stack editor, from its values: `64 wide`, `two dense inside, × 1/2`. */
  summary(block: Block): string;
}
