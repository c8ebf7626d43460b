/**
 * The service worker that keeps the site for days without a network (scripts/serviceWorker.mjs). Only on the built site
 * and in a window of its own: a frame in somebody's page leaves nothing behind there.
 */
import { createStore } from 'zustand/vanilla';

export interface OfflineState {
  /** Everything is kept: the page works without a network. */
  readonly isKept: boolean;
  /** A newer build that waits to be asked for. */
  readonly waiting: ServiceWorker | null;
}

export const offline = createStore<OfflineState>()(() => ({ isKept: false, waiting: null }));

/** Refusals (a private window, a plain http address) are silent: the page is the same, with a network. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || window.top !== window || !('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(new URL('sw.js', document.baseURI));
    const watch = () => registration.installing?.addEventListener('statechange', () => follow(registration));
    registration.addEventListener('updatefound', watch);
    watch();
    follow(registration);
  } catch {
    // As above.
  }
}

function follow({ active, waiting }: ServiceWorkerRegistration): void {
  offline.setState({ isKept: active?.state === 'activated', waiting: active ? waiting : null });
}

/** The waiting build takes over, and the page is loaded anew with it; the address holds the experiment. */
export function loadNewBuild(): void {
  const { waiting } = offline.getState();
  if (!waiting) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over');
}
