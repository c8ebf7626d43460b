/** The algebra of src/catalogue as GLSL: each operation writes a line, so that a whole entry becomes one program. */
import type { Algebra } from '../../catalogue/algebra';

/** Bit tests and functions that GLSL lacks or leaves loose. Needed by every program that uses the algebra. */
export const GLSL_FUNCTIONS = `
bool isNanBits(float v) { uint u = floatBitsToUint(v); return (u & 0x7f800000u) == 0x7f800000u && (u & 0x007fffffu) != 0u; }
bool isInfBits(float v) { return (floatBitsToUint(v) & 0x7fffffffu) == 0x7f800000u; }
float nanValue() { return uintBitsToFloat(0x7fc00000u); }
float infValue() { return uintBitsToFloat(0x7f800000u); }
// tanh(9.02) rounds to 1 in float32; beyond, the quotient below is left to the driver's rounding.
float tanhOf(float x) {
  float a = abs(x);
  if (a > 9.02) return sign(x);
  if (a < 0.2) { float s = x * x; return x * (1.0 + s * (-0.33333333 + s * (0.13333333 + s * (-0.053968254 + s * 0.021869489)))); }
  float e = exp(-2.0 * a);
  return sign(x) * (1.0 - e) / (1.0 + e);
}
float expm1Of(float x) {
  return abs(x) < 0.15 ? x * (1.0 + x * (0.5 + x * (0.16666667 + x * (0.041666667 + x * 0.0083333333)))) : exp(x) - 1.0;
}
float log1pOf(float x) {
  return abs(x) < 0.05 ? x * (1.0 + x * (-0.5 + x * (0.33333333 + x * (-0.25 + x * 0.2)))) : log(1.0 + x);
}
// Abramowitz & Stegun 1964, 7.1.26: within 1.5e-7; near 0 the series, which is relative.
float erfOf(float x) {
  float a = abs(x);
  if (a < 0.5) {
    float s = x * x;
    return 1.1283791671 * x * (1.0 + s * (-0.33333333 + s * (0.1 + s * (-0.023809524 + s * (0.0046296296 + s * -0.00075757576)))));
  }
  float t = 1.0 / (1.0 + 0.3275911 * a);
  float p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(x) * (1.0 - p * exp(-a * a));
}
`;

/** A number as GLSL reads it. */
export function literal(value: number): string {
  if (Number.isNaN(value)) return 'nanValue()';
  if (value === Number.POSITIVE_INFINITY) return 'infValue()';
  if (value === Number.NEGATIVE_INFINITY) return '(-infValue())';
  const text = Math.fround(value) === 0 ? '0.0' : value.toPrecision(9);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** An algebra whose values are names, and the lines that define them. `prefix` keeps several apart in one program. */
export function glslAlgebra(prefix = 't'): { algebra: Algebra<string>; lines: string[] } {
  const lines: string[] = [];
  const let_ = (expression: string): string => {
    const name = `${prefix}${lines.length}`;
    lines.push(`float ${name} = ${expression};`);
    return name;
  };
  return {
    lines,
    algebra: {
      constant: (value) => literal(value),
      add: (a, b) => let_(`${a} + ${b}`),
      subtract: (a, b) => let_(`${a} - (${b})`),
      multiply: (a, b) => let_(`${a} * ${b}`),
      divide: (a, b) => let_(`${a} / ${b}`),
      negate: (a) => let_(`-(${a})`),
      abs: (a) => let_(`abs(${a})`),
      sqrt: (a) => let_(`sqrt(${a})`),
      exp: (a) => let_(`exp(${a})`),
      log1p: (a) => let_(`log1pOf(${a})`),
      expm1: (a) => let_(`expm1Of(${a})`),
      log: (a) => let_(`log(${a})`),
      tanh: (a) => let_(`tanhOf(${a})`),
      erf: (a) => let_(`erfOf(${a})`),
      whereLess: (a, b, yes, no) => let_(`(${a} < ${b}) ? ${yes} : ${no}`),
      whereLessEqual: (a, b, yes, no) => let_(`(${a} <= ${b}) ? ${yes} : ${no}`),
    },
  };
}

/** `float name(arguments) { … }` from an expression in the algebra. */
export function glslFunction(
  name: string,
  parameters: readonly string[],
  build: (algebra: Algebra<string>, ...args: string[]) => string,
): string {
  const { algebra, lines } = glslAlgebra();
  const result = build(algebra, ...parameters);
  return `float ${name}(${parameters.map((parameter) => `float ${parameter}`).join(', ')}) { ${lines.join(' ')} return ${result}; }\n`;
}
