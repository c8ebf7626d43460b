/**
 * How a fragment sees texels: GLSL for a quick walk and a careful one.
 *
 * The quick walk is for numbers of an ordinary range: it sums them as they are, and keeps the largest bit pattern, which
 * tells the largest magnitude, an Inf and a NaN alike. Where that is not enough (NaN, Inf, very large or all very small), a
 * careful walk sees all once more. Software renderers run both sides of an `if` and each loop at least once: so the rare
 * case is one loop at the end, and no branch inside the other.
 */

/** Joins spread records. */
export const JOIN = `
void join(inout vec4 record, vec4 other) {
  record.zw += other.zw;
  if (other.x == 0.0) return;
  if (other.x > record.x) { float q = record.x / other.x; record.y = record.y * q * q + other.y; record.x = other.x; }
  else { float q = other.x / record.x; record.y += other.y * q * q; }
}
`;

/** Within these bounds no sum of squares overflows, and no square that is lost below float32's range is a 1e-20th of the largest. */
export const QUICK = `
const int INFINITE = 0x7f800000;
ivec4 magnitudes(vec4 v) { return floatBitsToInt(v) & ivec4(0x7fffffff); }
int largestOf(ivec4 of) { return max(max(of.x, of.y), max(of.z, of.w)); }
bool isOrdinary(int top) {
  float largest = intBitsToFloat(top);
  return top < INFINITE && (top == 0 || (largest > 1e-9 && largest < 1e15));
}
`;

/**
 * One walk: the scale is the largest magnitude so far, and sums are scaled anew whenever it grows. Denormals count as 0, as
 * in a GPU's arithmetic. A divisor and not a factor, since 1/1e38 would be one. Mean and deviations are joined texel by
 * texel (Chan, Golub & LeVeque 1983, eq. 2.1), so that neither a mean far from 0 nor an outlier costs digits.
 */
export const CAREFUL = `
struct Seen { float largest; float divisor; float squares; ivec4 nan; ivec4 infinite; float others; float count; float mean; float deviations; };
Seen nothing() { return Seen(0.0, 1.0, 0.0, ivec4(0), ivec4(0), 0.0, 0.0, 0.0, 0.0); }
vec4 finiteOf(inout Seen seen, vec4 v) {
  ivec4 bits = magnitudes(v);
  if (all(lessThan(bits, ivec4(INFINITE)))) return v;
  seen.nan += ivec4(greaterThan(bits, ivec4(INFINITE)));
  seen.infinite += ivec4(equal(bits, ivec4(INFINITE)));
  seen.others += dot(mix(v, vec4(0.0), lessThan(bits, ivec4(INFINITE))), vec4(1.0));
  return mix(vec4(0.0), v, lessThan(bits, ivec4(INFINITE)));
}
void scale(inout Seen seen, vec4 finite) {
  vec4 a = abs(finite);
  float top = max(max(a.x, a.y), max(a.z, a.w));
  if (top <= max(seen.largest, 1.17549435e-38)) return;
  float q = seen.largest / top;
  seen.largest = top;
  seen.divisor = top;
  seen.squares *= q * q;
  seen.mean *= q;
  seen.deviations *= q * q;
}
void see(inout Seen seen, vec4 v) {
  vec4 finite = finiteOf(seen, v);
  scale(seen, finite);
  finite /= seen.divisor;
  seen.squares += dot(finite, finite);
}
void seeDeviations(inout Seen seen, vec4 v, vec4 within) {
  vec4 finite = finiteOf(seen, v);
  scale(seen, finite);
  finite /= seen.divisor;
  float count = dot(within, vec4(1.0));
  float mean = dot(finite, within) / count;
  vec4 d = (finite - mean) * within;
  float total = seen.count + count;
  float between = mean - seen.mean;
  seen.mean += between * (count / total);
  seen.deviations += dot(d, d) + between * between * (seen.count * count / total);
  seen.count = total;
}
int sumOf(ivec4 of) { return of.x + of.y + of.z + of.w; }
vec4 spreadOf(Seen seen) {
  return vec4(seen.largest, seen.squares, float(sumOf(seen.nan)), float(sumOf(seen.infinite)));
}
`;

/** A quick walk for a spread. It sees each texel as `vec4 v`. */
export const QUICK_SPREAD = {
  start: 'int top = 0; float squares = 0.0;',
  texel: 'top = max(top, largestOf(magnitudes(v))); squares += dot(v, v);',
  /** Where that will not do, `carefully` sets `result` instead. */
  end: (carefully: string) => `float largest = intBitsToFloat(top);
  result = vec4(largest, top == 0 ? 0.0 : squares / (largest * largest), 0.0, 0.0);
  if (!isOrdinary(top)) { ${carefully} }`,
};
