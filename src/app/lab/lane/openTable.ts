/** Which lane's numbers are open as a table. */
import { createStore } from 'zustand/vanilla';

export const laneTable = createStore<{ readonly laneId: string | null }>()(() => ({ laneId: null }));
export const showTable = 'Show as table';
