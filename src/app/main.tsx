/** The lab's page: opens the house, hands it to the panels, and puts the API on the window. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './fonts.css';
import './lab/lab.css';
import { createApi, createDoors } from './api';
import { KeyList } from './commands/KeyList';
import { linkTo } from './commands/page';
import { useCommandKeys } from './commands/useCommandKeys';
import { ErrorBoundary } from './ErrorBoundary';
import { HouseProvider } from './lab/house';
import { Lab } from './lab/Lab';
import { openHouse } from './openHouse';
import { useThemeOnPage } from './surface/useTheme';

const { house, query } = openHouse();
window.backblast = createApi(house);
if (query.doors) window.backblastDoors = createDoors(house);

function Page() {
  useThemeOnPage();
  useCommandKeys();
  return (
    <>
      <Lab />
      <KeyList />
    </>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary link={() => linkTo(house)}>
      <HouseProvider house={house}>
        <Page />
      </HouseProvider>
    </ErrorBoundary>
  </StrictMode>,
);
