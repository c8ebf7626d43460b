/** One panel a setting of a lane. Entries come from the catalogue's registries; none is named here. */
import type { ComponentType } from 'react';
import { SCHEDULES } from '../../../catalogue/registry';
import { ActivationFields, BlockFields, InitializerFields, InsideFields } from './blockFields';
import {
  ClippingFields,
  type FieldsProps,
  LaneChoice,
  LaneNumber,
  LossFields,
  RateFields,
} from './laneFields';
import { batchSize, weightDecay } from './numbers';

interface Panel {
  readonly title: string;
  readonly rebuilds: boolean;
  readonly Fields: ComponentType<FieldsProps>;
}

/** By the setting's name in `openWord`. */
export const panels: Readonly<Record<string, Panel>> = {
  initializer: { title: 'First weights', rebuilds: true, Fields: InitializerFields },
  activation: { title: 'Activation', rebuilds: true, Fields: ActivationFields },
  block: { title: 'Block', rebuilds: true, Fields: BlockFields },
  inside: { title: 'Blocks inside', rebuilds: true, Fields: InsideFields },
  optimizer: { title: 'Optimizer and rate', rebuilds: false, Fields: RateFields },
  learningRate: { title: 'Optimizer and rate', rebuilds: false, Fields: RateFields },
  schedule: {
    title: 'Schedule of the rate',
    rebuilds: false,
    Fields: ({ lane }) => <LaneChoice lane={lane} path="schedule" entries={SCHEDULES} legend="Or" />,
  },
  weightDecay: {
    title: 'Weight decay',
    rebuilds: false,
    Fields: ({ lane }) => (
      <>
        <p>{weightDecay.description}</p>
        <LaneNumber lane={lane} path="weightDecay" parameter={weightDecay} />
      </>
    ),
  },
  batchSize: {
    title: 'Batch',
    rebuilds: true,
    Fields: ({ lane }) => (
      <>
        <p>{batchSize.description}</p>
        <LaneNumber lane={lane} path="batchSize" parameter={batchSize} />
      </>
    ),
  },
  clipping: { title: 'Clipping', rebuilds: false, Fields: ClippingFields },
  skipNonFinite: { title: 'Clipping', rebuilds: false, Fields: ClippingFields },
  loss: { title: 'Loss', rebuilds: true, Fields: LossFields },
};
