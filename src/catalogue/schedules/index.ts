/** Every schedule, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Schedule } from '../types';
import { constant } from './constant';
import { cosine } from './cosine';
import { step } from './step';
import { warmup } from './warmup';

export const SCHEDULES: readonly Schedule[] = [constant, warmup, cosine, step];

export const schedule = lookup('schedule', SCHEDULES);
