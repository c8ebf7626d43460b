/**
 * Figures for printing factors beside their product, such that a reader who multiplies what is printed gets what is
 * printed: three significant figures where that holds, a fourth where it does not.
 */

/** A number already rounded, and to how many significant figures. */
export interface Printed {
  readonly value: number;
  readonly figures: number;
}

export interface PrintedProduct {
  readonly factors: readonly Printed[];
  readonly product: Printed;
}

const USUAL = 3;

/** Rounds to significant figures; 0 and non-finite numbers stay. */
export function roundTo(value: number, figures: number): number {
  return Number.isFinite(value) && value !== 0 ? Number(value.toPrecision(figures)) : value;
}

/**
 * Factors (finite) and their product with three figures each. If the printed ones do not multiply to the printed
 * product, one factor takes a fourth figure (the one that three serve worst), then all do; if that fails too, the
 * product lies on the edge between two roundings, and what is printed is what the printed factors give.
 */
export function printedProduct(factors: readonly number[]): PrintedProduct {
  const product = printed(multiply(factors), USUAL);
  const usual = factors.map((factor) => printed(factor, USUAL));
  const finer = factors.map((factor) => printed(factor, USUAL + 1));
  const oneFiner = worstFirst(factors, usual).map((index) =>
    usual.map((factor, at) => (at === index ? (finer[at] ?? factor) : factor)),
  );
  const holds = [usual, ...oneFiner, finer].find(
    (each) => roundTo(valueOf(each), product.figures) === product.value,
  );
  return holds ? { factors: holds, product } : { factors: finer, product: printed(valueOf(finer), USUAL) };
}

/**
 * A growth and what it comes to when it acts `times` over, with the fewest figures such that base^times holds as
 * printed; `most` where none of them is enough. A whole that is very small or large is written with two figures.
 * Text that says both at once takes as many as it needs (EXACT); a headline four at most.
 */
export function printedPower(
  base: number,
  times: number,
  most = USUAL + 1,
): { readonly base: Printed; readonly whole: Printed } {
  const exact = base ** times;
  const whole = printed(exact, exact < 0.1 || exact >= 1e5 ? USUAL - 1 : USUAL);
  const holds = (figures: number): boolean =>
    roundTo(roundTo(base, figures) ** times, whole.figures) === whole.value;
  let figures = USUAL;
  while (figures < most && !holds(figures)) figures++;
  return { base: printed(base, figures), whole };
}

/** More figures than any depth asks for. */
export const EXACT = 9;

export interface PrintedParallel {
  readonly growth: Printed;
  readonly a: Printed;
  readonly b: Printed;
  /** Rounded to as many decimals as `decimals` says. */
  readonly cosine: number;
  readonly decimals: number;
}

/** Two parallel paths and the cosine between them, such that the printed growth² is a² + b² + 2ab·cos of the printed. */
export function printedParallel(a: number, b: number, cosine: number): PrintedParallel {
  const length = (x: number, y: number, cos: number): number =>
    Math.sqrt(Math.max(0, x * x + y * y + 2 * x * y * cos));
  const growth = printed(length(a, b, cosine), USUAL);
  const rounded = (figures: number) => {
    const [one, other, cos] = [printed(a, figures), printed(b, figures), Number(cosine.toFixed(figures))];
    return { a: one, b: other, cosine: cos, decimals: figures, gives: length(one.value, other.value, cos) };
  };
  const options = [rounded(USUAL), rounded(USUAL + 1)];
  const holds = options.find(({ gives }) => roundTo(gives, USUAL) === growth.value);
  const { gives, ...parts } = holds ?? rounded(USUAL + 1);
  return { ...parts, growth: printed(gives, USUAL) };
}

const printed = (value: number, figures: number): Printed => ({ value: roundTo(value, figures), figures });
const multiply = (factors: readonly number[]): number =>
  factors.reduce((product, factor) => product * factor, 1);
const valueOf = (factors: readonly Printed[]): number => multiply(factors.map(({ value }) => value));

/** Indices of the factors by how much rounding moved them, most first. */
function worstFirst(exact: readonly number[], rounded: readonly Printed[]): number[] {
  const error = (index: number): number => Math.abs((rounded[index]?.value ?? 0) / (exact[index] || 1) - 1);
  return exact.map((_, index) => index).sort((a, b) => error(b) - error(a));
}
