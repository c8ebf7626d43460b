/** Number words for charts, until `format.ts` speaks for the whole house. Texts hold Unicode superscripts. */
const RAISED = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'] as const;
const TIMES = ' × ';
/** A thin space that does not break, between groups of three. */
const GROUP = ',';

/** `0.162`, `459`, `4,096`, `3.4 × 10²³`; Inf and NaN by name. */
export function numberWords(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return '0';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}Inf`;
  if (size >= 0.01 && size < 99999.5) return sign + decimal(size, 3);
  let exponent = Math.floor(Math.log10(size));
  let mantissa = size / 10 ** exponent;
  if (!Number.isFinite(mantissa)) mantissa = size * 10 ** -exponent;
  if (mantissa >= 9.95) {
    mantissa /= 10;
    exponent += 1;
  }
  return `${sign}${mantissa.toFixed(1)}${TIMES}10${raised(exponent)}`;
}

/** `×1.18`, `×74`, `×274`, `×0.032`, `×3.4 × 10²³`. */
export function factorWords(factor: number, figures = 3): string {
  if (!Number.isFinite(factor) || factor >= 99999.5 || (factor < 0.001 && factor > 0)) return `×${numberWords(factor)}`;
  return `×${decimal(factor, figures)}`;
}

/** An axis label of a power of ten: 10⁻³, 1, 10³. */
export function powerWords(exponent: number): string {
  return exponent === 0 ? '1' : `10${raised(exponent)}`;
}

/** An integer as raised figures. */
export function raised(exponent: number): string {
  const figures = String(Math.abs(exponent));
  let text = exponent < 0 ? '⁻' : '';
  for (const figure of figures) text += RAISED[Number(figure)] ?? '';
  return text;
}

function decimal(size: number, figures: number): string {
  const places = size === 0 ? 0 : Math.max(0, figures - 1 - Math.floor(Math.log10(size) + 1e-12));
  const text = size.toFixed(places);
  const [whole = '0', part] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return part === undefined ? grouped : `${grouped}.${part}`;
}
