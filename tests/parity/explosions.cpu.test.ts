import { explosionsOn } from './explosionsOn';

explosionsOn('cpu');
