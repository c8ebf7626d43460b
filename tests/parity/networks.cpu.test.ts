import { networksOn } from './networksOn';

networksOn('cpu');
