/** A file as it travels in JSON. */
type SheetFile = { name: string; base64: string };

/** What fits into one request; a sheet of 5000 people is far below. */
export const mostBytes = 1_400_000;

/** Hands a sheet to the person as a download. */
export function download({ name, base64 }: SheetFile): void {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

/** Reads a chosen file so that it can be sent. */
export const fileToSend = (file: File): Promise<SheetFile> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => { resolve({ name: file.name, base64: String(reader.result).replace(/^[^,]*,/, "") }); };
    reader.onerror = () => { reject(new Error("unreadable", { cause: reader.error })); };
    reader.readAsDataURL(file);
  });
