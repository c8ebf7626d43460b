/** The loss of a batch and its gradient in the outputs, from an entry's algebra. Outputs and targets: packed [batch, width]. */
import { loss as lossEntry } from '../../catalogue/registry';
import type { Choice } from '../../catalogue/types';
import { GLSL_FUNCTIONS, glslFunction, literal } from './glslAlgebra';
import { PICK, type Program } from './program';

function functions(choice: Choice, width: number): string {
  const entry = lossEntry(choice.kind);
  const build = (name: string, part: 'value' | 'gradient') =>
    glslFunction(
      name,
      ['o', 't', 'largest', 'sumExp'],
      (algebra, o = '', t = '', largest = '', sumExp = '') => entry[part](algebra, o, t, { largest, sumExp }),
    );
  // A NaN among the outputs makes the largest NaN, and with it the loss: comparisons alone would lose it.
  const row = entry.usesRow
    ? `for (int column = 0; column < ${width}; column++) { float o = outputAt(row, column); if (o > facts.x || isNanBits(o)) facts.x = o; }
  for (int column = 0; column < ${width}; column++) facts.y += exp(outputAt(row, column) - facts.x);`
    : '';
  return `${GLSL_FUNCTIONS}${PICK}${build('valueOf', 'value')}${build('gradientOf', 'gradient')}
float outputAt(int row, int column) { return pick(getOutputs(row, column), row, column); }
float targetAt(int row, int column) { return pick(getTargets(row, column), row, column); }
vec2 factsOf(int row) {
  vec2 facts = vec2(-infValue(), 0.0);
  ${row}
  return facts;
}
`;
}

export function lossGradient(choice: Choice, batch: number, width: number): Program {
  const count = lossEntry(choice.kind).reduction === 'element' ? batch * width : batch;
  const one = (row: string, column: string, facts: string) =>
    `gradientOf(outputAt(${row}, ${column}), targetAt(${row}, ${column}), ${facts}.x, ${facts}.y) / ${literal(count)}`;
  return {
    variableNames: ['Outputs', 'Targets'],
    outputShape: [batch, width],
    packedInputs: true,
    packedOutput: true,
    userCode: `${functions(choice, width)}
void main() {
  ivec2 rc = getOutputCoords();
  bool right = rc.y + 1 < ${width};
  bool lower = rc.x + 1 < ${batch};
  vec4 result = vec4(0.0);
  vec2 upperFacts = factsOf(rc.x);
  result.x = ${one('rc.x', 'rc.y', 'upperFacts')};
  if (right) result.y = ${one('rc.x', 'rc.y + 1', 'upperFacts')};
  if (lower) {
    vec2 lowerFacts = factsOf(rc.x + 1);
    result.z = ${one('rc.x + 1', 'rc.y', 'lowerFacts')};
    if (right) result.w = ${one('rc.x + 1', 'rc.y + 1', 'lowerFacts')};
  }
  setOutput(result);
}`,
  };
}

/** The terms of each row, summed: a plain vector [batch]. */
export function lossRows(choice: Choice, batch: number, width: number): Program {
  return {
    variableNames: ['Outputs', 'Targets'],
    outputShape: [batch],
    packedInputs: true,
    packedOutput: false,
    userCode: `${functions(choice, width)}
void main() {
  int row = getOutputCoords();
  vec2 facts = factsOf(row);
  float sum = 0.0;
  for (int column = 0; column < ${width}; column++) sum += valueOf(outputAt(row, column), targetAt(row, column), facts.x, facts.y);
  setOutput(sum);
}`,
  };
}

/** Their mean, as one record. */
export function lossMean(choice: Choice, batch: number, width: number): Program {
  const count = lossEntry(choice.kind).reduction === 'element' ? batch * width : batch;
  return {
    variableNames: ['A'],
    outputShape: [2, 2],
    packedInputs: false,
    packedOutput: true,
    userCode: `
void main() {
  float sum = 0.0;
  for (int row = 0; row < ${batch}; row++) sum += getA(row);
  setOutput(vec4(sum / ${literal(count)}, 0.0, 0.0, 0.0));
}`,
  };
}
