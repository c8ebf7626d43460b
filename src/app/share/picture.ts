/** The picture that goes with a snippet, and what is said of it. */
import { useEffect, useState } from 'react';
import type { Experiment } from '../../spec/types';
import { useHouse } from '../lab/house';
import { laneWords } from '../lab/lane/laneWords';
import { linkOf } from '../linkTo';
import { postersOf } from './poster';
import { shippedPoster } from './shipped';
import type { Shared } from './snippets';

type Picture = Pick<Shared, 'poster' | 'posterDark' | 'ends' | 'alt' | 'control'>;

/** Of a preset as it is the site's own poster, else one of the maps as they stand; null until it is there. */
export function usePicture(experiment: Experiment): Picture | null {
  const house = useHouse();
  const [picture, setPicture] = useState<Picture | null>(null);
  const { base, hash } = partsOf(linkOf(plainOf(experiment)));
  useEffect(() => {
    let isWanted = true;
    void shippedPoster(base, hash)
      .then((shipped) => shipped ?? drawnNow(house))
      .then((next) => isWanted && setPicture(next));
    return () => {
      isWanted = false;
    };
  }, [house, base, hash]);
  return picture;
}

/** Locks and the cursor change nothing of what is drawn. */
const plainOf = (experiment: Experiment): Experiment => ({
  ...experiment,
  view: { ...experiment.view, cursor: null, controls: null },
});

async function drawnNow(house: ReturnType<typeof useHouse>): Promise<Picture> {
  const now = house.live();
  const alt = now.lanes.map(({ spec, letter }) => laneWords(now, spec.id, letter)).join(' ');
  // Where nothing is measured yet, a snippet without a picture.
  const drawn = await postersOf(house).catch(() => ({ poster: null }));
  return { ...drawn, alt };
}

/** A link's two parts: where the site is, and the experiment. */
export function partsOf(link: string): { readonly base: string; readonly hash: string } {
  const { origin, pathname, hash } = new URL(link);
  return { base: `${origin}${pathname.replace(/[^/]*$/, '')}`, hash: hash.slice(1) };
}
