type Column = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A column at least twice as long and no shorter than asked; what is new in it is 0. */
export function wider<C extends Column>(column: C, least = 0): C {
  const longer = new (column.constructor as new (length: number) => C)(Math.max(least, column.length * 2));
  longer.set(column);
  return longer;
}
