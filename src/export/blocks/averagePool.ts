import { poolingScripts } from './pooling';

export const averagePoolScripts = poolingScripts('averagePool', 'avg_pool2d', 'AveragePooling2D');
