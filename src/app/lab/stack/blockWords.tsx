/** The words of a block in the stack editor. */
import { block as blockEntry } from '../../../catalogue/registry';
import type { Block, Parameter } from '../../../catalogue/types';
import { NumberField } from '../parts/NumberField';

/** Its width, to be typed over. */
export function WidthField(props: {
  block: Block;
  parameter: Parameter;
  unit: string;
  onCommit: (value: number) => void;
}) {
  const { block, parameter } = props;
  return (
    <span>
      <NumberField
        label={`${parameter.label} of ${blockEntry(block.type).label}`}
        value={Number(block.values[parameter.id] ?? parameter.default)}
        min={parameter.min}
        max={parameter.max}
        integer
        onCommit={props.onCommit}
      />{' '}
      {props.unit}
    </span>
  );
}

/** The block's name, as it begins a line. */
export const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

/** `two dense inside` of `two dense inside, × 1/2`. */
export const insideOf = (summary: string): string => summary.split(',')[0] ?? summary;

/** 0.125 as 1/8. */
export function fraction(value: number): string {
  const below = 1 / value;
  return value > 0 && value < 1 && Math.abs(below - Math.round(below)) < 1e-6
    ? `1/${Math.round(below)}`
    : String(value);
}
