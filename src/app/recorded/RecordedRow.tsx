/** Which row of a recorded run is looked at, by the name that its file gives it, and its value at the step shown. */
import type { ColourScale, RowGeometry } from '../../charts/types';
import type { ArrayReader } from '../../history/fromArrays';
import { valueWords } from '../words/cellWords';
import { ownName } from '../words/layerName';

const text = { row: 'Row', none: 'none' };

export function RecordedRow(props: {
  readonly reader: ArrayReader;
  readonly geometry: RowGeometry;
  readonly scale: ColourScale;
  readonly step: number;
  /** Of the geometry's rows; −1: none. */
  readonly selected: number;
  readonly select: (row: number) => void;
}) {
  const { reader, geometry, scale, step, selected, select } = props;
  const layer = geometry.rows[selected]?.layer;
  return (
    <>
      <label>
        {text.row}{' '}
        <select className="word" value={selected} onChange={(event) => select(Number(event.target.value))}>
          <option value={-1}>{text.none}</option>
          {geometry.rows.map((row, index) => {
            const own = reader.layers[row.layer];
            return (
              own && (
                <option key={own.id} value={index}>
                  {[row.label, ownName(own)].filter((word) => word !== '').join(' · ')}
                </option>
              )
            );
          })}
        </select>
      </label>
      {layer !== undefined && (
        <span>
          <span className="quiet">{scale.metric.label}</span>{' '}
          {valueWords(scale.metric, reader.row(reader.columnOfStep(step)), layer)}
        </span>
      )}
    </>
  );
}
