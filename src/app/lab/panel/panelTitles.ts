/** What each panel is called, by the setting's name in `openWord`; read before the panels themselves are. */
export const panelTitles: Readonly<Record<string, string>> = {
  initializer: 'First weights',
  activation: 'Activation',
  block: 'Block',
  inside: 'Blocks inside',
  optimizer: 'Optimizer and rate',
  learningRate: 'Optimizer and rate',
  schedule: 'Schedule of the rate',
  weightDecay: 'Weight decay',
  batchSize: 'Batch',
  clipping: 'Clipping',
  skipNonFinite: 'Clipping',
  loss: 'Loss',
};
