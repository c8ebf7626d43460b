/** From what valibot found to the sentence a reader gets: the path, the value, what is allowed, what to do. */
import type * as v from 'valibot';
import { SpecError } from './types';

type Issue = v.BaseIssue<unknown>;

/** The error for the first thing that is wrong. `base` stands before the path: `lanes[0]`. */
export function specErrorOf(issue: Issue, base = ''): SpecError {
  const path = pathOf(issue, base);
  const subject = path === '' ? 'The experiment' : path;
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return new SpecError(`${subject} is not a setting that Backblast knows. Remove it.`, path);
  }
  if (issue.type === 'strict_object' && issue.input === undefined && path !== base) {
    return new SpecError(`${subject} is missing. Add it.`, path);
  }
  if (issue.input === undefined) return new SpecError(`${subject} is missing. ${issue.message}`, path);
  return new SpecError(`${subject} is ${shown(issue.input)}. ${issue.message}`, path);
}

/** `lanes[0].blocks[1].values.width`. */
function pathOf(issue: Issue, base: string): string {
  const keys = (issue.path ?? []).map((item) => item.key);
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return `${path === '' ? '' : `${path}.`}${shortened(String(key))}`;
  }, base);
}

/** A value as the sentence quotes it: short, whatever it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `“${shortened(value)}”`;
  if (typeof value === 'number') return numberWords(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** 1,000,000 and 0.001, but never 1e-9 written out. */
export function numberWords(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? 'not a number (NaN)' : value > 0 ? 'infinite' : 'minus infinity';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e12 || magnitude < 1e-4)) return String(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: 10 });
}

/** “a, b or c”, cut where a list is long. */
export const choicesWords = (choices: readonly string[]): string =>
  choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
