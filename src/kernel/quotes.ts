/** A name between Chinese quotation marks, unless it bears marks of its own (“吉林消防”抖音号): two in each other read badly. */
export function quoted(name: string | number | undefined): string {
  const said = String(name ?? "");
  return said.includes("“") ? said : `“${said}”`;
}
