/** What theory leaves out of a lane's profile, in sentences. */
import type { Layer } from '../../catalogue/types';
import type { Profile } from '../../theory/transient';
import { layerName } from './layerName';

const text = {
  none: 'Theory has no line for these layers.',
  from: (layer: string) => `Theory’s line goes from the loss back to ${layer}.`,
  guide:
    'Theory’s line in time is a rough guide: it takes the weights as drawn anew at each step. On noise, 256 wide, growth was up to 7 % a step above it.',
};

/** Nothing where the line is whole and leaves nothing out. */
export function theorySentences(layers: readonly Layer[], profile: Profile): readonly string[] {
  const { rows, missing, notes, isGuide } = profile;
  const [end] = rows;
  const reach =
    missing === null
      ? []
      : [end === undefined ? text.none : text.from(layerName(layers, end.layer)), missing];
  return [...reach, ...(isGuide ? [text.guide] : []), ...notes];
}
