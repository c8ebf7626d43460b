/** Which columns are learnt from, which one is predicted, and as what. */
import type { Column } from '../../../data/csv/columns';
import type { CsvChoice } from '../../../data/csv/plan';
import { usualTask } from './source';
import { columnWords } from './ownWords';

const text = {
  target: 'Predict',
  inputs: 'From',
  as: 'as',
  tasks: [
    ['classes', 'classes'],
    ['number', 'a number'],
  ] as const,
};

export function ColumnFields(props: {
  readonly columns: readonly Column[];
  readonly choice: CsvChoice;
  readonly onChange: (choice: CsvChoice) => void;
}) {
  const { columns, choice, onChange } = props;
  const target = columns.find(({ name }) => name === choice.target);
  const isEither = target?.kind === 'number' && target.classes !== null;

  function predict(name: string): void {
    const next = columns.find((column) => column.name === name);
    if (!next) return;
    // What was predicted is learnt from instead, so that a change of mind loses no column.
    const freed = target && target.kind !== 'none' ? [target.name] : [];
    const inputs = [...choice.inputs.filter((each) => each !== name), ...freed];
    const inOrder = columns.flatMap((column) => (inputs.includes(column.name) ? [column.name] : []));
    onChange({ inputs: inOrder, target: name, task: usualTask(next) });
  }

  return (
    <>
      <p className="own-target">
        <label>
          <span className="quiet">{text.target} </span>
          <select className="word" value={choice.target} onChange={(event) => predict(event.target.value)}>
            {columns.map(({ name, kind }) => (
              <option key={name} disabled={kind === 'none'}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {isEither && (
          <label>
            <span className="quiet">{text.as} </span>
            <select
              className="word"
              value={choice.task}
              onChange={(event) =>
                onChange({ ...choice, task: event.target.value === 'number' ? 'number' : 'classes' })
              }
            >
              {text.tasks.map(([id, words]) => (
                <option key={id} value={id}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )}
      </p>
      <fieldset className="own-columns">
        <legend className="quiet">{text.inputs}</legend>
        {columns
          .filter((column) => column !== target)
          .map((column) => (
            <label key={column.name} className={column.kind === 'none' ? 'quiet' : undefined}>
              <input
                type="checkbox"
                checked={choice.inputs.includes(column.name)}
                disabled={column.kind === 'none'}
                onChange={({ target: { checked } }) =>
                  onChange({
                    ...choice,
                    inputs: columns.flatMap(({ name }) =>
                      (name === column.name ? checked : choice.inputs.includes(name)) ? [name] : [],
                    ),
                  })
                }
              />
              <span>
                {column.name} <span className="quiet small">{columnWords(column)}</span>
              </span>
            </label>
          ))}
      </fieldset>
    </>
  );
}
