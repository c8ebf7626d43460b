/** Components of the second script: nothing until it is there, then as if they had always been. */
import { type ComponentProps, createElement, type FunctionComponent, useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';

type Second = typeof import('./second');

/** The second script, or why it could not be read. */
const second = createStore<{ readonly script: Second | null; readonly error: unknown }>()(() => ({
  script: null,
  error: null,
}));
let reading: Promise<Second> | null = null;

/** Reads the second script, once. */
export function readSecond(): Promise<Second> {
  reading ??= import('./second');
  reading.then(
    (script) => second.setState({ script }),
    (error: unknown) => second.setState({ error }),
  );
  return reading;
}

/** The second script, or null until it is there. */
function useSecond(): Second | null {
  const { script, error } = useSyncExternalStore(second.subscribe, second.getState);
  if (error) throw error;
  return script;
}

type Name = {
  [Key in keyof Second]: Second[Key] extends (...given: never) => unknown ? Key : never;
}[keyof Second];

/** The component of the second script that has this name. */
export function later<Own extends Name>(name: Own): FunctionComponent<ComponentProps<Second[Own]> & object> {
  return function Later(props) {
    const script = useSecond();
    return script && createElement<typeof props>(script[name] as FunctionComponent<typeof props>, props);
  };
}
