/** One state of the lab, by `?state=dead&theme=dark`: the real panels over stores that stand still. */
import { createRoot } from 'react-dom/client';
import '../../../src/app/fonts.css';
import '../../../src/app/lab/lab.css';
import { HouseProvider } from '../../../src/app/lab/house';
import { Lab } from '../../../src/app/lab/Lab';
import { useThemeOnPage } from '../../../src/app/surface/useTheme';
import { PANEL_STATES } from './states';
import { stillHouse } from './stillHouse';

const query = new URLSearchParams(location.search);
const state = PANEL_STATES.find(({ id }) => id === query.get('state')) ?? PANEL_STATES[0];
const root = document.getElementById('root');
if (!state || !root) throw new Error('There is no state to show, or no place for it.');
const house = stillHouse(state.make(), query.get('theme') === 'dark' ? 'dark' : 'light');

function Page() {
  useThemeOnPage();
  return <Lab />;
}

createRoot(root).render(
  <HouseProvider house={house}>
    <Page />
  </HouseProvider>,
);
