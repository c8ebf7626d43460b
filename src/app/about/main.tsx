import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../fonts.css';
import '../lab/styles/tokens.css';
import '../lab/styles/base.css';
import './about.css';
import { About } from './About';

const root = document.getElementById('root');
if (!root) throw new Error('about.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <About />
  </StrictMode>,
);
