/** On the phone an open word's panel comes from below and leaves its lane in sight. */
import { useEffect } from 'react';
import { useView } from '../house';
import { later } from '../later';
import { parseWord } from '../panel/openWord';

const WordPanel = later('WordPanel');

export function WordSheet() {
  const word = parseWord(useView((view) => view.open));
  const laneId = word?.laneId;
  useEffect(() => {
    if (laneId)
      document.querySelector(`[data-lane="${CSS.escape(laneId)}"]`)?.scrollIntoView({ block: 'start' });
  }, [laneId]);
  if (!word || word.setting === 'stack') return null;
  return (
    <div className="sheet">
      <WordPanel />
    </div>
  );
}
