/** Has the site kept for days without a network, once the page stands. Shows nothing. */
import { useEffect } from 'react';
import { registerServiceWorker } from './register';

export function KeepOffline() {
  useEffect(() => void registerServiceWorker(), []);
  return null;
}
