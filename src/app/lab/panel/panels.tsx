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
  readonly rebuilds: boolean;
  readonly Fields: ComponentType<FieldsProps>;
}

/** By the setting's name in `openWord`; their titles stand in panelTitles.ts. */
export const panels: Readonly<Record<string, Panel>> = {
  initializer: { rebuilds: true, Fields: InitializerFields },
  activation: { rebuilds: true, Fields: ActivationFields },
  block: { rebuilds: true, Fields: BlockFields },
  inside: { rebuilds: true, Fields: InsideFields },
  optimizer: { rebuilds: false, Fields: RateFields },
  learningRate: { rebuilds: false, Fields: RateFields },
  schedule: {
    rebuilds: false,
    Fields: ({ lane }) => <LaneChoice lane={lane} path="schedule" entries={SCHEDULES} legend="Or" />,
  },
  weightDecay: {
    rebuilds: false,
    Fields: ({ lane }) => (
      <>
        <p>{weightDecay.description}</p>
        <LaneNumber lane={lane} path="weightDecay" parameter={weightDecay} />
      </>
    ),
  },
  batchSize: {
    rebuilds: true,
    Fields: ({ lane }) => (
      <>
        <p>{batchSize.description}</p>
        <LaneNumber lane={lane} path="batchSize" parameter={batchSize} />
      </>
    ),
  },
  clipping: { rebuilds: false, Fields: ClippingFields },
  skipNonFinite: { rebuilds: false, Fields: ClippingFields },
  loss: { rebuilds: true, Fields: LossFields },
};
