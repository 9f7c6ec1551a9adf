import { Button, type ButtonProps } from "antd";
import { useHref, useNavigate } from "react-router";

/** A button that leads to another screen: a link for the keyboard, the middle button and a new tab. */
export function Go({ to, ...rest }: Omit<ButtonProps, "href" | "onClick"> & { to: string }) {
  const go = useNavigate();
  const href = useHref(to);
  return <Button {...rest} href={href} onClick={(event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void go(to);
  }} />;
}
