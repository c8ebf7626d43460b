/** The lab: opens the house, hands it to the panels, and puts the API on the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi, createDoors } from './api';
import { linkTo } from './linkTo';
import { useCommandKeys } from './commands/useCommandKeys';
import { doorIfOpen } from './door';
import { ErrorBoundary } from './ErrorBoundary';
import { HouseProvider } from './lab/house';
import { Lab } from './lab/Lab';
import { later } from './lab/later';
import { forReaders } from './lab/locks';
import type { HeadStart } from '../runner/client';
import { openHouse } from './openHouse';
import { useThemeOnPage } from './surface/useTheme';

const KeyList = later('KeyList');
const KeepOffline = later('KeepOffline');
const Tone = later('Tone');

function Page() {
  useThemeOnPage();
  useCommandKeys();
  return (
    <>
      <Lab />
      <KeyList />
      <KeepOffline />
      <Tone />
    </>
  );
}

/** `headStart`: the engine whose start was begun before this script was read. */
export async function openPage(headStart: HeadStart): Promise<void> {
  const { house, query } = await openHouse(headStart);
  window.backblast = createApi(house);
  if (query.doors) window.backblastDoors = createDoors(house);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root.');
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary link={() => (doorIfOpen() ? linkTo(house) : location.href)}>
        <HouseProvider house={forReaders(house)}>
          <Page />
        </HouseProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
}
