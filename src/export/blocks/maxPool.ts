import { poolingScripts } from './pooling';

export const maxPoolScripts = poolingScripts('maxPool', 'max_pool2d', 'MaxPooling2D');
