/**
 * A command as a button: its words, whether it can be used now, and what it does. One that cannot be used says so and
 * stays where it is: with `disabled` a browser would take the focus from under the hand that pressed Undo for the last time.
 */
import { type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Command, isEnabled } from '../../commands/types';
import { useHouse } from '../house';
import { useStores } from './Chart';

export function CommandButton(props: {
  readonly command: Command;
  readonly className?: string;
  /** In place of the command's own words. */
  readonly label?: string | undefined;
  readonly children?: ReactNode;
}) {
  const { command, className = 'act', children } = props;
  const house = useHouse();
  const label = useCommandState(() => command.label(house));
  const canBeUsed = useCommandState(() => isEnabled(command, house));
  return (
    <button
      type="button"
      className={className}
      aria-disabled={!canBeUsed}
      onClick={() => {
        if (!isEnabled(command, house)) return;
        void Promise.resolve(command.perform(house)).catch((error: unknown) => console.warn(error));
      }}
    >
      {children}
      {props.label ?? label}
    </button>
  );
}

/** A word or a truth read from the stores; renders again only when it is another one. */
export function useCommandState<T extends string | boolean>(read: () => T): T {
  const { experiment } = useHouse();
  const stores = useStores();
  const watches = useMemo(() => [...stores, experiment.temporal.subscribe], [stores, experiment]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = watches.map((watch) => watch(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [watches],
  );
  return useSyncExternalStore(subscribe, read);
}
