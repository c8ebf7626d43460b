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

/** A description's first sentence, as far as its first colon or semicolon: a line in a menu. */
export const firstSentence = (description: string): string =>
  `${(/^.*?(?=[.:;](\s|$))/.exec(description)?.[0] ?? description).trim()}.`;
