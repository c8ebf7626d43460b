/** What the author of a link left to its reader: asked by the page's controls. Programs (`window.backblast`) are free. */
import type { ReactNode } from 'react';
import { controlOfBlock, controlOfPath, type ControlId, mayUse } from '../../spec/controls';
import type { ExperimentActions, ExperimentState } from '../../state/types';
import { type House, useExperiment } from './house';

export const useMay = (control: ControlId): boolean =>
  useExperiment(({ experiment }) => mayUse(experiment, control));

/** A control that may be locked: then it can be read and not used, or it is not there, as the author chose. */
export function Lock({ control, children }: { readonly control: ControlId; readonly children: ReactNode }) {
  const isFree = useMay(control);
  const isHidden = useExperiment(({ experiment }) => experiment.view.controls?.others === 'hidden');
  if (isFree) return children;
  return isHidden ? null : (
    <fieldset disabled className="locked">
      {children}
    </fieldset>
  );
}

/** Whether a word of a sentence opens: its panel has something that the reader may use. */
export function controlsOfWord(setting: string): readonly ControlId[] {
  if (setting === 'optimizer' || setting === 'learningRate') return ['learningRate', 'optimizer'];
  if (setting === 'clipping' || setting === 'skipNonFinite') return ['clipping', 'clippingThreshold'];
  if (setting === 'activation' || setting === 'initializer') return [setting];
  return [controlOfPath(setting)];
}

/**
 * The house as the page's own controls have it: a change that the author locked does nothing, whichever control asks for
 * it. Undo, running and looking are never locked.
 */
export function forReaders(house: House): House {
  const { experiment: store, session } = house;
  const may = (control: ControlId) => mayUse(store.getState().experiment, control);
  const only =
    <Given extends readonly unknown[]>(
      control: ControlId | ((...given: Given) => ControlId),
      act: (...given: Given) => void,
    ) =>
    (...given: Given): void => {
      if (may(typeof control === 'function' ? control(...given) : control)) act(...given);
    };
  const free = store.getState();
  const actions: Partial<ExperimentActions> = {
    setTitle: only('title', free.setTitle),
    setSeed: only('seed', free.setSeed),
    setLength: only('length', free.setLength),
    setMetric: only('colours', free.setMetric),
    setColourScale: only('colours', free.setColourScale),
    renameLane: only('lanes', free.renameLane),
    removeLane: only('lanes', free.removeLane),
    moveLane: only('lanes', free.moveLane),
    fork: (...given) => (may('lanes') ? free.fork(...given) : null),
    addBlock: only('blocks', free.addBlock),
    setBlock: only((_lane, _block, change) => controlOfBlock(change), free.setBlock),
    setStack: only('blocks', free.setStack),
    removeBlock: only('blocks', free.removeBlock),
    moveBlock: only('blocks', free.moveBlock),
  };
  let last: (ExperimentState & ExperimentActions) | null = null;
  let guarded: (ExperimentState & ExperimentActions) | null = null;
  const getState = () => {
    const now = store.getState();
    if (now !== last || !guarded) {
      last = now;
      guarded = { ...now, ...actions };
    }
    return guarded;
  };
  return {
    ...house,
    experiment: { ...store, getState },
    session: {
      ...session,
      setLane: only((_lane, path) => controlOfPath(path), session.setLane),
      setDataset: only('data', session.setDataset),
      fork: (...given) =>
        may('lanes')
          ? session.fork(...given)
          : Promise.reject(new Error('The author of this link locked the lanes.')),
    },
  };
}
