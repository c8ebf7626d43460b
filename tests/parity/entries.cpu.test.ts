import { entriesOn } from './entriesOn';

entriesOn('cpu');
