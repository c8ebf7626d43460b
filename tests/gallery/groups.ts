/** All groups of the gallery: what the page lists, and what the tests draw on the recorder. */
import { gainBarsGallery } from '../../src/charts/gainBars.gallery';
import { heatmapGallery } from '../../src/charts/heatmap.gallery';
import { histogramGallery } from '../../src/charts/histogram.gallery';
import { legendGallery } from '../../src/charts/legend.gallery';
import { lossChartGallery } from '../../src/charts/lossChart.gallery';
import { normChartGallery } from '../../src/charts/normChart.gallery';
import { predictionGallery } from '../../src/charts/prediction.gallery';
import { profileGallery } from '../../src/charts/profile.gallery';
import type { GalleryGroup } from './case';
import { labGallery } from './lab.gallery';

export const GROUPS: readonly GalleryGroup[] = [
  labGallery,
  heatmapGallery,
  profileGallery,
  lossChartGallery,
  normChartGallery,
  legendGallery,
  gainBarsGallery,
  histogramGallery,
  predictionGallery,
];
