/** What is commonly said of exploding gradients, what is true of it, and the experiments that show it (theory.md §10). */
export interface Claim {
  readonly id: string;
  /** In the words in which it is met; null where it is commonly left out. */
  readonly said: string | null;
  /** In one line, to be remembered. */
  readonly short: string;
  readonly truth: string;
  /** Ids of presets. */
  readonly shownBy: readonly string[];
}

export const CLAIMS: readonly Claim[] = [
  {
    id: 'depth',
    said: 'Gradients explode because networks are deep.',
    short: 'Depth multiplies; what it multiplies by is decided elsewhere.',
    truth:
      'Each layer multiplies the gradient on its way back. Depth is the exponent, and the factor of one layer the base: at a factor of 1 no depth explodes, and at 1.4 twenty layers make hundreds.',
    shownBy: ['depth', 'opening'],
  },
  {
    id: 'saturation',
    said: 'Sigmoid and tanh saturate, and saturation makes gradients explode.',
    short: 'Saturation is a brake.',
    truth:
      'A saturated unit has almost no slope, and what passes it shrinks. Large weights bring both at once: units that brake, and factors that outrun the brake, for tanh from a variance of 1/n on, for sigmoid only past 103/n. The two are companions; the weights are the cause.',
    shownBy: ['brake', 'plainDeep'],
  },
  {
    id: 'relu',
    said: 'ReLU contributes to exploding gradients, above all in deep networks.',
    short: 'ReLU has no brake at all: growth follows the weights in a straight line.',
    truth:
      'ReLU lets half of the squared gradient pass, whatever the scale. With weights of variance c/n the factor of a layer is √(c/2): it fades at Xavier’s c = 1, keeps its size at He’s 2, and grows beyond.',
    shownBy: ['noise'],
  },
  {
    id: 'weights',
    said: 'Xavier’s and He’s initialization prevent it.',
    short: 'Each with the activation that it was made for.',
    truth:
      'Xavier’s weights under ReLU lose a factor of 0.707 a layer, and thirty layers learn nothing. And a level average is not all: rotations keep every direction of the gradient, and learn sooner.',
    shownBy: ['stalls', 'orthogonal'],
  },
  {
    id: 'slow',
    said: 'Slow or wild training is a sign that gradients explode.',
    short: 'A flat loss is more often a gradient that vanished, a wild one a step that is too long.',
    truth:
      'Three illnesses look alike in the loss. In one the gradient fades on its way, in one it grows, and in one it is level and the step is too long for the curvature. The map tells them apart, the loss does not.',
    shownBy: ['step'],
  },
  {
    id: 'nan',
    said: 'When gradients explode, parameters become NaN.',
    short: 'They are the last to know.',
    truth:
      'The signal is too large before the first update. The update spends it, an activation or the loss overflows, and Inf − Inf makes the NaN that reaches the parameters at the end. The lab names what was first.',
    shownBy: ['dies'],
  },
  {
    id: 'clipping',
    said: 'Clipping stops gradients from exploding and lets the network learn on.',
    short: 'Clipping bounds the step. The gradient explodes as before.',
    truth:
      'It shortens the step and keeps its direction; growth through depth is the same with it and without. Where the direction says something the network learns; where it says nothing the network only lives.',
    shownBy: ['clip', 'rnnExplodes'],
  },
  {
    id: 'skips',
    said: 'Residual connections keep gradients from exploding.',
    short: 'A bare skip adds.',
    truth:
      'A skip gives the gradient a way around, which cures vanishing, and adds to it what comes through the branch: √2 a block. What bounds it is a scale, a start at zero, or a norm; and a gate must let through what the depth needs.',
    shownBy: ['skips', 'highway', 'convolution'],
  },
  {
    id: 'norms',
    said: null,
    short: 'Norms take the weights’ scale away, and not the growth.',
    truth:
      'Behind a norm weights may be as large as they like. Layer norm then holds a ReLU network level; batch norm, at its start, makes the gradient grow by a fifth a layer, and still smooths the way for training. In front of attention the place of the norm decides what can be learned at which rate.',
    shownBy: ['norms', 'batchNormGrows', 'preNorm'],
  },
  {
    id: 'time',
    said: null,
    short: 'A recurrent network is as deep as its sequence is long.',
    truth:
      'It multiplies by the same weights at each time step. Gates carry the state past that product; they bound the way along the cell alone, and are clipped too.',
    shownBy: ['rnnExplodes', 'gates'],
  },
];
