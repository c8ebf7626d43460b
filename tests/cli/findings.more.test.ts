import { holdFindings } from './findingsOn';

holdFindings(1);
