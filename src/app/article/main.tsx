import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../fonts.css';
import '../lab/styles/tokens.css';
import '../lab/styles/base.css';
import '../about/about.css';
import './article.css';
import { Article } from './Article';

const root = document.getElementById('root');
if (!root) throw new Error('article.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <Article />
  </StrictMode>,
);
