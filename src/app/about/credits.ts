/** Whose work Backblast stands on. A data set, font or package that is added is credited here. */

export interface Credit {
  readonly name: string;
  readonly by: string;
  readonly licence: string;
  readonly href: string;
}

export const dataCredits: readonly Credit[] = [
  {
    name: 'Optical Recognition of Handwritten Digits',
    by: 'E. Alpaydın and C. Kaynak, 1998, UCI Machine Learning Repository: 1,797 digits of 8 × 8 pixels, as packed in scikit-learn.',
    licence: 'CC BY 4.0',
    href: 'https://doi.org/10.24432/C50P49',
  },
  {
    name: 'Breast Cancer Wisconsin (Diagnostic)',
    by: 'W. Wolberg, O. Mangasarian, N. Street and W. Street, 1995, UCI Machine Learning Repository: 569 tumours, 30 measures each.',
    licence: 'CC BY 4.0',
    href: 'https://doi.org/10.24432/C5DW2B',
  },
];

export const fontCredits: readonly Credit[] = [
  {
    name: 'Source Serif 4',
    by: 'Frank Grießhammer, Adobe; packed by Fontsource.',
    licence: 'SIL OFL 1.1',
    href: 'https://github.com/adobe-fonts/source-serif',
  },
  {
    name: 'Source Sans 3',
    by: 'Paul D. Hunt, Adobe; packed by Fontsource.',
    licence: 'SIL OFL 1.1',
    href: 'https://github.com/adobe-fonts/source-sans',
  },
];

export const softwareCredits: readonly Credit[] = [
  {
    name: 'TensorFlow.js',
    by: 'Google: tensors on WebGL, WebAssembly and plain JavaScript, in the worker that trains.',
    licence: 'Apache 2.0',
    href: 'https://www.tensorflow.org/js',
  },
  { name: 'React', by: 'Meta: the panels.', licence: 'MIT', href: 'https://react.dev' },
  {
    name: 'D3',
    by: 'Mike Bostock: scales, curves and contours of the charts.',
    licence: 'ISC',
    href: 'https://d3js.org',
  },
  {
    name: 'zustand and zundo',
    by: 'Poimandres; Charles Kornoelje: the stores, and undo.',
    licence: 'MIT',
    href: 'https://github.com/pmndrs/zustand',
  },
  {
    name: 'Pragmatic drag and drop',
    by: 'Atlassian: moving blocks by hand.',
    licence: 'Apache 2.0',
    href: 'https://github.com/atlassian/pragmatic-drag-and-drop',
  },
  {
    name: 'Valibot',
    by: 'Fabian Hiller: checks what a link holds.',
    licence: 'MIT',
    href: 'https://valibot.dev',
  },
  {
    name: 'fflate',
    by: 'Arjun Barrett: makes links short.',
    licence: 'MIT',
    href: 'https://github.com/101arrowz/fflate',
  },
  {
    name: 'Vite',
    by: 'VoidZero and contributors: builds the page.',
    licence: 'MIT',
    href: 'https://vite.dev',
  },
];
