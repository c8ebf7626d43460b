import type { Scripts } from '../scripts';

export const highwayScripts: Scripts = {
  highway: {
    pytorch: { line: ({ inputs: [x, h, t] }) => `${h} * ${t} + ${x} * (1 - ${t})` },
    keras: { line: ({ inputs: [x, h, t] }) => `${h} * ${t} + ${x} * (1 - ${t})` },
  },
};
