/** The first rows of a table, as they were read. */
import type { Table } from '../../../data/csv/table';

const ROWS = 3;
const text = { caption: (rows: number) => `The first ${ROWS} of ${rows.toLocaleString('en-US')} rows` };

export function Preview({ table }: { readonly table: Table }) {
  const { names, rows } = table;
  return (
    // Reached by the tab key, so that a wide table can be scrolled with the arrow keys.
    <div className="own-preview" role="region" aria-label={text.caption(rows.length)} tabIndex={0}>
      <table>
        <caption className="quiet small">{text.caption(rows.length)}</caption>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map((row, index) => (
            <tr key={index}>
              {names.map((name, column) => (
                <td key={name}>{row[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
