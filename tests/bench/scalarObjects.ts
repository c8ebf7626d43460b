/**
 * A trainer of nodes and links as objects, one number in each, one example at a time: the design that TensorFlow
 * Playground published (its nn.ts), written anew. Derivatives add up in the links until the batch is through.
 */
import type { Contender } from './contender';
import { BATCH, LEARNING_RATE, type LayerWork, type Work } from './work';

interface Activation {
  output(input: number): number;
  slope(input: number): number;
}

const ACTIVATIONS: Readonly<Record<LayerWork['activation'], Activation>> = {
  tanh: {
    output: (input) => Math.tanh(input),
    slope(input) {
      const output = Math.tanh(input);
      return 1 - output * output;
    },
  },
  linear: { output: (input) => input, slope: () => 1 },
};

class Link {
  accumulated = 0;
  constructor(
    readonly source: Node,
    readonly target: Node,
    public weight: number,
  ) {}
}

class Node {
  readonly inputs: Link[] = [];
  readonly outputs: Link[] = [];
  totalInput = 0;
  output = 0;
  outputDerivative = 0;
  inputDerivative = 0;
  accumulated = 0;
  constructor(
    public bias: number,
    readonly activation: Activation,
  ) {}

  updateOutput() {
    this.totalInput = this.bias;
    for (const link of this.inputs) this.totalInput += link.weight * link.source.output;
    this.output = this.activation.output(this.totalInput);
  }
}

/** The input nodes, then the nodes of each layer. */
function networkOf(work: Work): Node[][] {
  const inputs = Array.from({ length: 2 }, () => new Node(0, ACTIVATIONS.linear));
  const network = [inputs];
  for (const layer of work.layers) {
    const before = network[network.length - 1]!;
    const nodes = Array.from(layer.bias, (bias) => new Node(bias, ACTIVATIONS[layer.activation]));
    nodes.forEach((node, unit) => {
      before.forEach((source, row) => {
        const link = new Link(source, node, layer.weights[row * layer.fanOut + unit]!);
        source.outputs.push(link);
        node.inputs.push(link);
      });
    });
    network.push(nodes);
  }
  return network;
}

function forward(network: readonly (readonly Node[])[], input: readonly number[]): number {
  network[0]!.forEach((node, place) => {
    node.output = input[place]!;
  });
  for (const nodes of network.slice(1)) for (const node of nodes) node.updateOutput();
  return network[network.length - 1]![0]!.output;
}

function backward(network: readonly (readonly Node[])[], lossDerivative: number) {
  network[network.length - 1]![0]!.outputDerivative = lossDerivative;
  for (let index = network.length - 1; index >= 1; index--) {
    for (const node of network[index]!) {
      node.inputDerivative = node.outputDerivative * node.activation.slope(node.totalInput);
      node.accumulated += node.inputDerivative;
      for (const link of node.inputs) link.accumulated += node.inputDerivative * link.source.output;
    }
    if (index === 1) continue;
    for (const node of network[index - 1]!) {
      node.outputDerivative = 0;
      for (const link of node.outputs) node.outputDerivative += link.weight * link.target.inputDerivative;
    }
  }
}

function update(network: readonly (readonly Node[])[]) {
  const rate = LEARNING_RATE / BATCH;
  for (const nodes of network.slice(1)) {
    for (const node of nodes) {
      node.bias -= rate * node.accumulated;
      node.accumulated = 0;
      for (const link of node.inputs) {
        link.weight -= rate * link.accumulated;
        link.accumulated = 0;
      }
    }
  }
}

export async function scalarObjects(work: Work): Promise<Contender> {
  const network = networkOf(work);
  function step(): number {
    let sum = 0;
    for (let row = 0; row < BATCH; row++) {
      const error = forward(network, [work.x[2 * row]!, work.x[2 * row + 1]!]) - work.y[row]!;
      sum += error * error;
      backward(network, 2 * error);
    }
    update(network);
    return sum / BATCH;
  }
  return {
    async train(steps) {
      let loss = Number.NaN;
      for (let made = 0; made < steps; made++) loss = step();
      return loss;
    },
    dispose: () => undefined,
  };
}
