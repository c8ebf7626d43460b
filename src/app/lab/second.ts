/**
 * What the lab's first sight does without: panels that a word opens, what is said of a selected layer and of a death,
 * sheets and lists. One script of its own, read when the first sight is drawn (later.tsx).
 */
export { KeyList } from '../commands/KeyList';
export { StepChart } from './foot/StepChart';
export { Gains } from './inspector/Gains';
export { Prediction } from './inspector/Prediction';
export { Spread } from './inspector/Spread';
export { TheoryLimits } from './inspector/TheoryLimits';
export { Autopsy, AutopsyBelow } from './lane/Autopsy';
export { LaneTable } from './lane/LaneTable';
export { KeepOffline } from '../offline/KeepOffline';
export { OfflineWord } from '../offline/OfflineWord';
export { LockedLine } from './LockedLine';
export { PrintNote } from '../share/PrintNote';
export { WordPanel } from './panel/WordPanel';
export { OwnData } from './ownData/OwnData';
export { RecordedRuns } from '../recorded/RecordedRuns';
export { Tone } from '../tone/Tone';
export { SettingsSheet } from './phone/SettingsSheet';
