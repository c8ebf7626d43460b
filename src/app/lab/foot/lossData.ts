/** What the loss chart is given of the stores: for the lab's foot and the embed. */
import { loss as lossEntry } from '../../../catalogue/registry';
import type { LossData } from '../../../charts/lossChart';
import type { Live } from '../live';

export function lossData(live: Live): LossData {
  const { data } = live.run;
  const [first] = live.experiment.lanes;
  const entry = first ? lossEntry(first.loss.kind) : null;
  const classes = data?.task === 'classes' ? data.outputs : 2;
  return {
    lanes: live.lanes.map(({ letter, index, run }) => ({
      mark: { letter, index },
      reader: run.record,
      heldOut: run.record.heldOut,
    })),
    cursorStep: Math.max(0, live.cursorStep),
    scale: live.lossScale,
    blind: entry?.blindLoss(classes) ?? null,
    domain: live.lossDomain,
    edits: live.experiment.lanes.flatMap(({ edits }) => edits.map(({ step }) => step)),
    showClips: true,
  };
}
