/** One state of the lab, by `?state=dead&theme=dark`: the real panels over stores that stand still. */
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../src/app/fonts.css';
import '../../../src/app/lab/lab.css';
import { HouseProvider } from '../../../src/app/lab/house';
import { Lab } from '../../../src/app/lab/Lab';
import { readSecond } from '../../../src/app/lab/later';
import { frameLoop } from '../../../src/app/surface/frameLoop';
import { useThemeOnPage } from '../../../src/app/surface/useTheme';
import { EDITORS } from './editors';
import { PANEL_STATES } from './states';
import { stillHouse } from './stillHouse';

const query = new URLSearchParams(location.search);
const state = [...PANEL_STATES, ...EDITORS].find(({ id }) => id === query.get('state')) ?? PANEL_STATES[0];
const root = document.getElementById('root');
if (!state || !root) throw new Error('There is no state to show, or no place for it.');
const house = stillHouse(state.make(), query.get('theme') === 'dark' ? 'dark' : 'light');

function Page() {
  useThemeOnPage();
  useEffect(() => void announce(), []);
  return <Lab />;
}

/** The picture tests wait for this: the letters are there, and everything has been drawn with them. */
async function announce(): Promise<void> {
  await readSecond(); // without it half of the panels are not there yet
  await nextFrame(); // what is on the page now asks for its letters
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await nextFrame(); // words, then what follows from their size, then charts
  document.body.dataset.ready = 'true';
}

/**
 * All that is dirty is drawn in one frame, however long it takes: a browser smooths lines a little differently by what
 * else is drawn with them, and a picture must not depend on how much time there was.
 */
function drawAll(): void {
  requestAnimationFrame(drawAll);
  frameLoop.flush();
}
drawAll();

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

createRoot(root).render(
  <HouseProvider house={house}>
    <Page />
  </HouseProvider>,
);
