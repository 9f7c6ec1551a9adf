import { Input, type InputProps } from "antd";
import { useId, type ReactNode } from "react";

/** One line of a form: label above, what helps below. `secret` hides what is typed until it is asked to show. */
export function Field({ label, help, secret = false, value, onValue, ...rest }: { label: string; help?: ReactNode; secret?: boolean; value: string; onValue: (value: string) => void } & Omit<InputProps, "value" | "onChange">) {
  const id = useId();
  const props: InputProps = { ...rest, id, value, size: "large", required: true, onChange: (event) => { onValue(event.target.value); }, ...(help ? { "aria-describedby": `${id}-help` } : {}) };
  return (
    <div className="access-field">
      <label htmlFor={id}>{label}</label>
      {secret ? <Input.Password {...props} /> : <Input {...props} />}
      {help !== undefined && <p id={`${id}-help`} className="t12 i3">{help}</p>}
    </div>
  );
}

/** The field for six figures; phones offer the code by themselves. */
export function CodeField({ label, help, value, onValue, backup = false }: { label: string; help?: ReactNode; value: string; onValue: (value: string) => void; backup?: boolean }) {
  return (
    <Field label={label} {...(help === undefined ? {} : { help })} value={value} onValue={onValue} className="access-code" autoComplete="one-time-code" spellCheck={false}
      inputMode={backup ? "text" : "numeric"} maxLength={backup ? 20 : 7} autoFocus key={backup ? "backup" : "code"} />
  );
}
