/** The distances of the colours as a table: a row a kind, a column a colour sense. */
import type { Theme } from '../../src/charts/types';
import { type ColourNumber, colourNumbers } from './colourNumbers';
import { COLOUR_SENSES } from './colourSense';

const LEAD =
  'CIEDE2000, the smallest of each kind; ≥ the limit that a test holds. Achromatopsia cannot see the sign of the scale, by design; words and patterns say what they are.';

export function colourTable(theme: Theme, chosen: string): HTMLElement {
  const columns = COLOUR_SENSES.map((sense) => ({ sense, numbers: colourNumbers(theme, sense) }));
  const table = document.createElement('table');
  const caption = table.createCaption();
  caption.textContent = LEAD;
  caption.className = 'quiet';
  caption.style.textAlign = 'left';
  const head = table.createTHead().insertRow();
  head.append(document.createElement('th'));
  for (const { sense } of columns) head.append(headOf(sense.label, sense.name === chosen));
  const body = table.createTBody();
  for (const [kind, { name }] of (columns[0]?.numbers ?? []).entries()) {
    const row = body.insertRow();
    row.append(headOf(name, false));
    for (const { sense, numbers } of columns) {
      const number = numbers[kind];
      if (number) fill(row.insertCell(), number, sense.name === chosen);
    }
  }
  return table;
}

function headOf(text: string, isChosen: boolean): HTMLElement {
  const head = document.createElement('th');
  head.textContent = text;
  if (isChosen) head.className = 'chosen';
  return head;
}

function fill(cell: HTMLElement, { value, between, limit }: ColourNumber, isChosen: boolean): void {
  cell.textContent = limit === null ? value.toFixed(1) : `${value.toFixed(1)} ≥ ${limit}`;
  cell.title = between;
  if (isChosen) cell.classList.add('chosen');
  if (limit !== null && value < limit) cell.classList.add('too-close');
}
